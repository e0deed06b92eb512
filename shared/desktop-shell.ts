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

/** Under this name the page finds it. */
export const DESKTOP_API = 'briefmark';

export interface DesktopApi {
  /** Sends a call to the services. */
  send(message: BridgeMessage): void;
  /** Connects to the services; from now on the listener hears what they say. */
  connect(listener: (message: unknown) => void): void;
}

/** The scheme and host of the page: one origin, apart from everything that is on the web. */
export const PAGE_SCHEME = 'app';
export const PAGE_HOST = 'bundle';
export const PAGE_ADDRESS = `${PAGE_SCHEME}://${PAGE_HOST}/index.html`;
/** After the page's address: the window is for one brief, beside the first one, whose tabs are the ones to remember. */
export const PAGE_ALONE = '?alone';
