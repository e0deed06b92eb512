import { visible } from './visible.ts';

/** The lines that say what of a file was not taken in, and why; none where all of it was. */
export function notTakenIn(ignored: readonly { what: string; reason: string }[]): string[] {
  if (ignored.length === 0) return [];
  return ['Not taken in:', ...ignored.map(({ what, reason }) => visible(`- ${what}. ${reason}`))];
}
