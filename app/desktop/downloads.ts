import type { Session } from 'electron';

/** Whether a page may save what is at an address: what it made itself, as an export is. */
function isOwnDownload(address: string): boolean {
  return address.startsWith('blob:app://bundle/');
}

/** Lets the page save its own files, wherever the person chooses in the system's dialog, and nothing else. */
export function forbidDownloads(session: Session): void {
  session.on('will-download', (event, item) => {
    if (!isOwnDownload(item.getURL())) event.preventDefault();
  });
}
