import { z } from 'zod';

/** When somebody looked at a brief: visits, each from the first to the last sign of a person at it. */
export const looksSchema = z.object({
  /** The last sign of the latest visit. */
  at: z.number(),
  /** The last sign of the visit before that one; absent in the first. */
  before: z.number().optional(),
});

export type Looks = z.infer<typeof looksSchema>;

/**
 * After so long without a sign somebody was away, though the brief may have been on screen all the time: what came
 * meanwhile is what they haven't looked at. Who only fetches something from another window is still at it.
 */
const AWAY_MS = 5 * 60_000;

/** The looks when a brief comes on screen. */
export function lookBegins(known: Looks | undefined, now: number): Looks {
  if (known && known.before === undefined) return { at: now, before: Math.min(known.at, now) };
  return known ? lookGoesOn(known, now) : { at: now };
}

/** The looks at a sign of somebody at a brief that is on screen. */
export function lookGoesOn(known: Looks, now: number): Looks {
  return now - known.at >= AWAY_MS ? { at: now, before: known.at } : { ...known, at: now };
}
