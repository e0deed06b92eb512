import { bridgeOver } from '../shared/bridge/transport/client.ts';
import type { Bridge } from '../shared/bridge.ts';
import { DESKTOP_API, type DesktopApi } from '../shared/desktop-shell.ts';
import { connectBrowserShell } from './browser-shell.ts';

declare global {
  interface Window {
    readonly [DESKTOP_API]?: DesktopApi;
  }
}

let connected: Promise<Bridge> | undefined;

/**
 * The services, by whichever way the shell offers. Connects once a page: React may ask twice, and an address that lets
 * a browser in does so once.
 *
 * @throws {Refusal} where the browser shell doesn't let this page in, or isn't there any more
 */
export function connectBridge(): Promise<Bridge> {
  const desktop = window[DESKTOP_API];
  connected ??= desktop ? Promise.resolve(overDesktop(desktop)) : connectBrowserShell();
  return connected;
}

function overDesktop(desktop: DesktopApi): Bridge {
  // An answer to the page that was here before a reload may still be on its way; at random it is nobody's.
  const [firstId = 0] = crypto.getRandomValues(new Uint32Array(1));
  return bridgeOver(
    {
      send: (message) => desktop.send(message),
      onMessage: (listener) => desktop.connect(listener),
      // The window ends with the services.
      onClose: () => {},
      close: () => {},
    },
    firstId,
  );
}
