import type { Print } from './pdf/printer.ts';

/** What a writer may look at and make use of while it works. */
export interface Surroundings {
  /** Aborted where the person changed their mind; what was started must then end. */
  signal?: AbortSignal;
  /** The shell's own way to print; without one the system's Chromium does it. */
  print?: Print;
}
