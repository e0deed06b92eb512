import type { BridgeMessage } from './bridge.ts';

/*
 * What the desktop shell's preload script and main process agree on, and all that the page gets of Electron. The
 * channels' names are fixed here; the page can't choose one.
 */

/** From the page: "I am here", which ends what an earlier page in the window had open. */
export const CONNECT_CHANNEL = 'briefmark:connect';
/** From the page: a call. */
export const TO_SERVICES_CHANNEL = 'briefmark:to-services';
/** To the page: answers and events. */
export const TO_PAGE_CHANNEL = 'briefmark:to-page';

/** From the page: a `.brief` file that its person chose or dropped. */
export const HAND_IN_CHANNEL = 'briefmark:hand-in';

/** Under this name the page finds it. */
export const DESKTOP_API = 'briefmark';

export interface DesktopApi {
  /** Sends a call to the services. */
  send(message: BridgeMessage): void;
  /** Connects to the services; from now on the listener hears what they say. */
  connect(listener: (message: unknown) => void): void;
  /**
   * Hands in a `.brief` file that somebody chose or dropped, from where it lies, so that it can be looked at again there.
   * The page never learns where that is, and can name no file that it wasn't given.
   *
   * @param file a `File` of the page's
   * @returns false where it lies nowhere, such as one that was made in the page
   */
  handIn(file: object): boolean;
}

/** The scheme and host of the page: one origin, apart from everything that is on the web. */
export const PAGE_SCHEME = 'app';
export const PAGE_HOST = 'bundle';
export const PAGE_ADDRESS = `${PAGE_SCHEME}://${PAGE_HOST}/index.html`;
/** After the page's address: the window is for one brief, beside the first one, whose tabs are the ones to remember. */
export const PAGE_ALONE = '?alone';
