import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';
import type { Bridge, Remembered } from '../../shared/bridge.ts';

/** The key under which the services remember it. */
const KEY = 'desktop.window';
/** A window that is dragged moves with every frame. */
const DELAY_MS = 500;
/** So much of its bar must be on a screen to take hold of it. */
const LEAST_SEEN = 80;

const bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(640), height: z.int().min(480) });
const schema = z.object({ bounds: bounds.optional(), maximised: z.boolean().optional() });

/** Where a window stood, and how large it was. */
export interface Standing {
  bounds?: Rectangle | undefined;
  maximised?: boolean | undefined;
}

/** Where the window stood when the program ended last. */
export function standingOf(remembered: Remembered): Standing {
  return schema.catch({}).parse(remembered[KEY]);
}

/** A place that is on one of the screens that there are now; none where it was on one that is gone. */
export function onScreen(wanted: Rectangle | undefined): Partial<Rectangle> {
  if (!wanted) return {};
  const seen = screen.getAllDisplays().some(({ workArea }) => {
    const across = Math.min(wanted.x + wanted.width, workArea.x + workArea.width) - Math.max(wanted.x, workArea.x);
    return across >= LEAST_SEEN && wanted.y >= workArea.y && wanted.y + 40 <= workArea.y + workArea.height;
  });
  return seen ? wanted : { width: wanted.width, height: wanted.height };
}

/** Remembers where a window stands, whenever that changes. */
export function rememberStanding(window: BrowserWindow, bridge: Bridge): void {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    const value = { bounds: { ...window.getNormalBounds() }, maximised: window.isMaximized() };
    // Losing it costs a moment.
    bridge.call('app.remember', { key: KEY, value }).catch(() => {});
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(save, DELAY_MS);
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('close', save);
}
