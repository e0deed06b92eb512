import type { IpcMainEvent, WebContents } from 'electron';
import { isPageAddress } from './page-address.ts';

/** Whether a message comes from our page in our window: not from a frame in it, another window, or a page elsewhere. */
export function isTrustedSender({ sender, senderFrame }: IpcMainEvent, window: WebContents): boolean {
  return sender === window && senderFrame !== null && senderFrame.parent === null && isPageAddress(senderFrame.url);
}
