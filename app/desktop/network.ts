import { app, type Session } from 'electron';
import { PAGE_SCHEME } from '../../shared/desktop-shell.ts';

/** The schemes that a page may load from; none of them leads out of the program. */
const INNER = new Set([`${PAGE_SCHEME}:`, 'blob:', 'data:']);

/** Whether Chromium may make a request; services use Node's network, not Chromium's. */
function isInnerRequest(address: string, packaged: boolean): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol } = new URL(address);
  return INNER.has(protocol) || (!packaged && protocol === 'devtools:');
}

/** Before Electron is ready: Chromium resolves no name, so that nothing of it reaches a network, prefetching included. */
export function cutOffNames(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  app.commandLine.appendSwitch('disable-background-networking');
}

/** The second wall behind the content security policy: a request that leads out of the program is cancelled. */
export function forbidRequests(session: Session): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isInnerRequest(url, app.isPackaged) }));
}
