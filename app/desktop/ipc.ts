import { isAbsolute } from 'node:path';
import { type IpcMainEvent, ipcMain, type WebContents } from 'electron';
import type { Channel } from '../../shared/bridge/transport/channel.ts';
import { serveBridge } from '../../shared/bridge/transport/server.ts';
import type { Bridge } from '../../shared/bridge.ts';
import { CONNECT_CHANNEL, HAND_IN_CHANNEL, TO_PAGE_CHANNEL, TO_SERVICES_CHANNEL } from '../../shared/desktop-shell.ts';
import { reportDefect } from '../report-defect.ts';
import { isTrustedSender } from './trusted-sender.ts';

const PACKAGE = /\.brief$/i;

/**
 * Carries the bridge between the page in a window and the services. These are the only channels there are: who sent a
 * message is checked here, what it says in `serveBridge`.
 *
 * @param handIn takes a `.brief` file that its person chose or dropped, by where it lies
 */
export function serveWindow(contents: WebContents, bridge: Bridge, handIn: (path: string) => void): void {
  let page: PageChannel | undefined;
  const hear = (channel: string, listener: (message: unknown) => void) => {
    const checked = (event: IpcMainEvent, message: unknown) => {
      if (isTrustedSender(event, contents)) listener(message);
      else reportDefect('a message of a page that isn’t ours', event.senderFrame?.url);
    };
    ipcMain.on(channel, checked);
    contents.once('destroyed', () => ipcMain.off(channel, checked));
  };
  const leave = () => page?.close();

  hear(CONNECT_CHANNEL, () => {
    leave();
    page = new PageChannel(contents);
    serveBridge(bridge, page, reportDefect);
  });
  hear(TO_SERVICES_CHANNEL, (message) => page?.receive(message));
  hear(HAND_IN_CHANNEL, (path) => {
    // The preload script takes it from a file that its person gave to the page; nothing else is read.
    if (typeof path === 'string' && isAbsolute(path) && PACKAGE.test(path)) handIn(path);
  });
  contents.on('render-process-gone', leave);
  contents.once('destroyed', leave);
}

/** The bridge's messages to and from one page; the next one in the window, after a reload, gets another. */
class PageChannel implements Channel {
  private open = true;
  private hear: (message: unknown) => void = () => {};
  private closed: () => void = () => {};

  constructor(private readonly contents: WebContents) {}

  receive(message: unknown): void {
    if (this.open) this.hear(message);
  }

  send(message: Parameters<Channel['send']>[0]): void {
    if (this.open && !this.contents.isDestroyed()) this.contents.send(TO_PAGE_CHANNEL, message);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.hear = listener;
  }

  onClose(listener: () => void): void {
    this.closed = listener;
  }

  close(): void {
    if (!this.open) return;
    this.open = false;
    this.closed();
  }
}
