import type { Moment } from '../../../shared/offline/timeline.ts';
import { timelineOf } from '../../../shared/offline/timeline.ts';
import type { StoredBrief } from '../library/stored-brief.ts';
import { articleMoments } from '../offline/history.ts';

/**
 * What became different in a brief since a moment, newest first: what came to this computer since then, since what a
 * colleague wrote on a plane on Monday and sent today has changed the brief today.
 *
 * @param since in milliseconds since 1970
 */
export async function changesSince(stored: StoredBrief, since: number): Promise<Moment[]> {
  const { brief } = stored;
  const records = await stored.records();
  const came = new Map<string, number>();
  for (const { at, entries = [] } of records)
    for (const json of entries) {
      const { id } = JSON.parse(json) as { id: string };
      if (!came.has(id)) came.set(id, at);
    }
  return timelineOf(brief.notes, articleMoments(brief, records)).filter(({ id, at }) => (came.get(id) ?? at) >= since);
}
