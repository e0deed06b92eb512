import { shell, type WebContents } from 'electron';
import { externalAddress } from './external-address.ts';

/**
 * Keeps a page where it is: it navigates nowhere, frames nothing, opens no window. A link to the web or to a mail
 * address opens in the person's own browser or mail program. Going to a place within the page is no navigation.
 */
export function forbidNavigation(contents: WebContents): void {
  contents.on('will-navigate', (details) => {
    details.preventDefault();
    openOutside(details.url);
  });
  contents.on('will-frame-navigate', (details) => {
    if (!details.isMainFrame) details.preventDefault();
  });
  contents.on('will-redirect', (details) => details.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
}

function openOutside(address: string): void {
  const allowed = externalAddress(address);
  // Nothing to say where it fails: the system has told the person already.
  if (allowed) shell.openExternal(allowed).catch(() => {});
}
