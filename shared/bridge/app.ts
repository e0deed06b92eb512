import type { Person } from '../model/people.ts';
import { nothing } from './common.ts';

/** What the shell that shows the window can do. */
export interface Capabilities {
  shell: 'desktop' | 'browser';
  /** The system's menu bar stands in for the app's own. */
  nativeMenu: boolean;
}

export interface Hello {
  version: string;
  capabilities: Capabilities;
  /** Who works here; null until somebody has given a name. */
  person: Person | null;
}

export const appCalls = {
  'app.hello': nothing,
  /** Shows the window that is there, for a second start of the program. */
  'app.forward': nothing,
} as const;

export interface AppResults {
  'app.hello': Hello;
  /** A new one-time address, where the window is a page in a browser. */
  'app.forward': { address: string } | null;
}

export interface AppEvents {
  /** Somebody started the program a second time: show the window that is there. */
  'app.forward': Record<string, never>;
  /** Something went wrong that nobody's call can be told of, such as a disk that filled up. */
  'app.trouble': { sentence: string };
}
