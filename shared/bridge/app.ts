import { z } from 'zod';
import type { Person } from '../model/people.ts';
import { nothing } from './params.ts';

/** What the shell that shows the window can do. */
export interface Capabilities {
  shell: 'desktop' | 'browser';
  /** The system's menu bar stands in for the app's own. */
  nativeMenu: boolean;
  /** It can ask for a folder. */
  chooseFolder?: boolean;
}

export interface Hello {
  version: string;
  capabilities: Capabilities;
  /** Who works here; null until somebody has given a name. */
  person: Person | null;
}

/** A place within the page: a brief, an annotation or comment in it, or an invitation that somebody opened. */
const placeSchema = z
  .string()
  .max(4_000)
  .regex(/^#\/(?:brief\/[0-9a-f]{64}(?:\/[0-9a-f]{64})?|join\/[\w.~%!'()*-]+)$/);

/** So many values are remembered; the oldest make room, such as scroll positions in briefs long closed. */
export const MAX_REMEMBERED = 2_000;
/** The longest value, as JSON: a hundred named views. */
const MAX_VALUE_LENGTH = 64 * 1024;

/** What windows remember on this computer, by key. */
export type Remembered = Record<string, RememberedValue>;
export type RememberedValue = z.infer<typeof remembered>;

const remembered = z
  .json()
  .refine((value) => JSON.stringify(value).length <= MAX_VALUE_LENGTH, 'This is too long to be remembered.');

export const appCalls = {
  'app.hello': nothing,
  /** Shows the window that is there, for a second start of the program. */
  'app.forward': z.strictObject({ place: placeSchema.optional() }),
  /** Opens a window of its own for a brief; only the desktop shell can. */
  'app.openWindow': z.strictObject({ place: placeSchema }),
  /** What windows remember on this computer from one start to the next. */
  'app.remembered': nothing,
  /** Remembers a value; null forgets it. */
  'app.remember': z.strictObject({ key: z.string().min(1).max(200), value: remembered }),
} as const;

export interface AppResults {
  'app.hello': Hello;
  /** A new one-time address, where the window is a page in a browser. */
  'app.forward': { address: string } | null;
  'app.openWindow': null;
  'app.remembered': Remembered;
  'app.remember': null;
}

export interface AppEvents {
  /** Somebody started the program a second time: show the window that is there. */
  'app.forward': { place?: string };
  /** Something went wrong that nobody's call can be told of, such as a disk that filled up. */
  'app.trouble': { sentence: string };
}
