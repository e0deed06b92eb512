import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, type Rectangle } from 'electron';
import { overriding } from '../../shared/bridge/transport/overrides.ts';
import type { Bridge } from '../../shared/bridge.ts';
import { PAGE_ADDRESS, PAGE_ALONE } from '../../shared/desktop-shell.ts';
import { builtFolder } from '../pages/built-folder.ts';
import { serveWindow } from './ipc.ts';
import { isPageAddress } from './page-address.ts';
import { webPreferences } from './web-preferences.ts';
import { onScreen, rememberStanding, type Standing } from './window-standing.ts';

/** The page's own colours before it has drawn itself (`--desk` in the renderer's tokens), so that nothing flashes. */
const DESK = { light: '#f4f2ec', dark: '#101114' };

/** A page that fails this often in a row fails for good; to load it again would only hide that. */
const MOST_RELOADS = 3;

/** A window of one brief opens so far from the one that asked for it, so that both are seen. */
const BESIDE = 32;

/**
 * Opens the first window, which shows itself once there is something to see.
 *
 * @param handIn takes a `.brief` file that its person chose or dropped
 * @param place where in the page to begin, such as `#/library`
 * @param stood where it stood when it was closed last
 */
export function openFirstWindow(
  bridge: Bridge,
  handIn: (path: string) => void,
  place = '',
  stood: Standing = {},
): BrowserWindow {
  const window = openWindow(bridge, handIn, place, onScreen(stood.bounds));
  if (stood.maximised) window.maximize();
  rememberStanding(window, bridge);
  return window;
}

function openWindow(
  bridge: Bridge,
  handIn: (path: string) => void,
  place: string,
  bounds: Partial<Rectangle>,
): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...bounds,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Briefmark',
    backgroundColor: nativeTheme.shouldUseDarkColors ? DESK.dark : DESK.light,
    webPreferences: webPreferences(join(builtFolder('preload'), 'preload.cjs'), app.isPackaged),
  });
  const { webContents } = window;
  // Even an address of ours tells nobody the machine's other ones.
  webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  const openBeside = (place: string) => {
    const { x, y, width, height } = window.getNormalBounds();
    openWindow(bridge, handIn, PAGE_ALONE + place, onScreen({ x: x + BESIDE, y: y + BESIDE, width, height }));
  };
  serveWindow(
    webContents,
    overriding(bridge, {
      'app.openWindow': async ({ place }) => {
        openBeside(place);
        return null;
      },
    }),
    handIn,
  );
  window.once('ready-to-show', () => window.show());

  let reloads = 0;
  webContents.on('render-process-gone', (_event, { reason }) => {
    // The documents are in this process: a page that died has lost nothing that was saved.
    if (reason !== 'clean-exit' && ++reloads <= MOST_RELOADS && !window.isDestroyed()) webContents.reload();
  });

  const load = (place: string) => {
    // Rejects where a later load or the window's end comes before it is done.
    window.loadURL(PAGE_ADDRESS + place).catch(() => {});
  };
  // `will-navigate` isn't told of about:blank, the one place to which a page can take itself; so it is brought back.
  webContents.on('did-navigate', (_event, url) => {
    if (!isPageAddress(url)) load('');
  });
  load(place);
  return window;
}

/** Brings a window before the others. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
