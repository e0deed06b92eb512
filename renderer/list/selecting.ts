import type { EntryId } from '../../shared/model/ids.ts';
import type { Placed } from '../brief/placed.ts';

/** The lines from one to another, both included, whichever comes first; only the second where one isn't there. */
export function between(rows: readonly Placed[], from: EntryId, to: EntryId): EntryId[] {
  const ends = [from, to].map((id) => rows.findIndex(({ annotation }) => annotation.id === id));
  const [start, end] = [Math.min(...ends), Math.max(...ends)];
  if (start === -1) return [to];
  return rows.slice(start, end + 1).map(({ annotation }) => annotation.id);
}
