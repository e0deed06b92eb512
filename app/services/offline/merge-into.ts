import * as Y from 'yjs';
import type { MergeReport } from '../../../shared/offline/merging.ts';
import type { Incoming } from '../brief/incoming.ts';
import { type Copy, merge } from './merge.ts';

/** Where in the log a merge stands. */
export interface MergedAt {
  /** The number of the last record before it. */
  before: number;
  /** That of its own last one. */
  after: number;
}

/** The marker of a log that is only made to be counted. */
const NO_MARKER = new Uint8Array(8);

/**
 * Plans how a copy comes into a brief that is here: by the very rules by which files are merged, except that nothing
 * goes that is here already.
 *
 * @returns the account of it, and what to take in
 * @throws {Refusal} where it is a copy of another brief, or its article was replaced by another one
 */
export function planMerge(here: Copy, copy: Copy, now: number): { report: MergeReport; incoming: Incoming } {
  const { report } = merge([here, copy], now, NO_MARKER);
  const aside = new Set(report.setAside.map(({ id }) => id));
  const entries = [...copy.brief.notes.entries.values()].filter(({ id }) => !aside.has(id));
  return {
    report,
    incoming: {
      entries: [...entries, ...copy.brief.unknown.values()],
      checked: true,
      ...(aside.has('text') ? {} : { text: Y.encodeStateAsUpdate(copy.brief.text) }),
    },
  };
}
