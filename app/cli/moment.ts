import { Refusal } from '../../shared/refusal.ts';
import { mayBeId } from './ids.ts';
import type { NamedBrief } from './named-brief.ts';

/** The last millisecond of a day: whoever names a day means all of it. */
const REST_OF_DAY = 24 * 60 * 60 * 1000 - 1;

/**
 * The moment that a person named: a time, a day, or an entry, and then right after it.
 *
 * @returns in milliseconds since 1970
 * @throws {Refusal} where it is none of these
 */
export async function momentNamed(brief: NamedBrief, asked: string): Promise<number> {
  if (/^\d{4}-\d{2}-\d{2}$/.test(asked) && !Number.isNaN(Date.parse(asked))) return Date.parse(asked) + REST_OF_DAY;
  if (/^\d{4}-\d{2}-\d{2}T/.test(asked) && !Number.isNaN(Date.parse(asked))) return Date.parse(asked);
  const found = mayBeId(asked) ? (await brief.history()).filter(({ id }) => id.startsWith(asked.toLowerCase())) : [];
  const [only] = found;
  if (found.length === 1 && only) return only.at;
  throw new Refusal(
    'no-such-moment',
    `“${asked}” is no moment of this brief. Give a time such as 2026-05-04T12:00Z, or the id of an entry from “briefmark history”.`,
  );
}
