import type { Keyframe } from '../log/keyframe.ts';
import type { LogRecord } from '../log/record.ts';
import type { Brief } from './brief.ts';

/**
 * Fills a brief from its log. The notes are read from the entries, so that a damaged record costs only what was in it;
 * the article from the keyframe and the updates after it.
 *
 * @returns a sentence for each thing that could not be read
 */
export function loadBrief(brief: Brief, records: readonly LogRecord[], keyframe: Keyframe | undefined): string[] {
  const damage: string[] = [];
  brief.addEntries(records.flatMap(({ entries }) => entries ?? []).map((json) => JSON.parse(json) as unknown));
  brief.deferNotes(records.flatMap(({ notes }) => notes ?? []));
  const later = records.filter(({ n }) => !keyframe || n > keyframe.n);
  const anew = later.findLastIndex((record) => record.anew);
  const changes = later.slice(Math.max(0, anew)).flatMap(({ text }) => text ?? []);
  const updates = keyframe && anew < 0 ? [keyframe.text, ...changes] : changes;
  try {
    brief.applyText(updates);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    damage.push(
      'A change of the article does not fit and was left out. The article is shown without text; the original file is kept with the brief.',
    );
  }
  if (brief.text.store.pendingStructs) {
    damage.push('Some changes of the article wait for an earlier one that is damaged, and are not shown.');
  }
  if (updates.length === 0) {
    damage.push(
      'The article itself can’t be read. The original file is kept with the brief, and every annotation is shown with its quote.',
    );
  }
  return damage;
}
