import { z } from 'zod';
import { type BriefId, briefIdSchema } from '../model/ids.ts';
import type { Seen } from '../model/unread.ts';
import type { Moment } from '../offline/timeline.ts';
import { nothing, ofBrief } from './params.ts';

const seen = z.record(z.string().regex(/^[0-9a-f]{12}$/), z.int().nonnegative().max(1_000_000));

export const unreadCalls = {
  /** How much of each thread the person has seen. When a brief is opened first, that is all of it. */
  'unread.seen': ofBrief,
  /** Notes what was seen; what was seen of other threads stays. */
  'unread.see': z.strictObject({ brief: briefIdSchema, seen }),
  /** How many threads of each brief that is in step hold something new; briefs without any are left out. */
  'unread.counts': nothing,
  /** What became different since a moment, in milliseconds since 1970, newest first. */
  'unread.changes': z.strictObject({ brief: briefIdSchema, since: z.number().nonnegative().max(8.64e15) }),
} as const;

export interface UnreadResults {
  'unread.seen': Seen;
  'unread.see': null;
  'unread.counts': Record<BriefId, number>;
  'unread.changes': Moment[];
}

export interface UnreadEvents {
  /** Something was seen, here or on another of the person's devices. */
  'unread.changed': { brief: BriefId; seen: Seen };
}
