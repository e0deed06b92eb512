import { protocol, type Session } from 'electron';
import { PAGE_SCHEME } from '../../shared/desktop-shell.ts';
import { type PageFiles, pageFileAt } from '../pages/page-files.ts';
import { pageHeaders } from '../pages/page-headers.ts';
import { isPageAddress } from './page-address.ts';

/** Before Electron is ready: the page's scheme is an origin like https, but reaches the bundle only. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Answers the page's requests from the bundle. */
export function servePage(session: Session, files: PageFiles): void {
  session.protocol.handle(PAGE_SCHEME, (request) => pageResponse(files, request.method, request.url));
}

/** A file of the bundle with its headers, or a refusal. The address is never made into a path (see `readPageFiles`). */
async function pageResponse(files: PageFiles, method: string, address: string): Promise<Response> {
  const headers = pageHeaders("'none'");
  if (method !== 'GET') return new Response(null, { status: 405, headers });
  const file = isPageAddress(address) ? pageFileAt(files, new URL(address).pathname) : undefined;
  if (!file) return new Response(null, { status: 404, headers });
  return new Response(await file.bytes(), { headers: { ...headers, 'Content-Type': file.type } });
}
