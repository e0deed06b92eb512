import { describe, expect, it } from 'vitest';
import { type Looks, lookBegins, lookGoesOn } from '../../../../renderer/changes/looks.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MONDAY = Date.UTC(2026, 10, 23, 9);

/** Somebody opens a brief, and is at it for so many minutes. */
function visit(known: Looks | undefined, at: number, minutes: number): Looks {
  let looks = lookBegins(known, at);
  for (let minute = 1; minute <= minutes; minute++) looks = lookGoesOn(looks, at + minute * MINUTE);
  return looks;
}

describe('when a brief was last looked at', () => {
  it('is nothing at the first visit', () => {
    expect(visit(undefined, MONDAY, 20).before).toBeUndefined();
  });

  it('is the end of the visit before, however many days ago', () => {
    const first = visit(undefined, MONDAY, 20);
    const second = visit(first, MONDAY + 3 * DAY, 30);
    expect(second.before).toBe(MONDAY + 20 * MINUTE);
    expect(visit(second, MONDAY + 4 * DAY, 1).before).toBe(MONDAY + 3 * DAY + 30 * MINUTE);
  });

  it('is there from the second time on, however soon it is', () => {
    const first = visit(undefined, MONDAY, 1);
    expect(lookBegins(first, MONDAY + 2 * MINUTE).before).toBe(MONDAY + MINUTE);
  });

  it('stays where it is while somebody looks into another window for a moment, or the page is loaded anew', () => {
    const second = visit(visit(undefined, MONDAY, 20), MONDAY + DAY, 10);
    expect(lookBegins(second, MONDAY + DAY + 12 * MINUTE).before).toBe(MONDAY + 20 * MINUTE);
  });

  it('moves on where the brief stays on screen and nobody is there', () => {
    const monday = visit(undefined, MONDAY, 20);
    expect(lookGoesOn(monday, MONDAY + DAY).before).toBe(MONDAY + 20 * MINUTE);
  });

  it('is no time to come where the clock was ahead', () => {
    const ahead = visit(undefined, MONDAY + DAY, 1);
    expect(lookBegins(ahead, MONDAY).before).toBe(MONDAY);
    expect(lookGoesOn(lookBegins(ahead, MONDAY), MONDAY + MINUTE).at).toBe(MONDAY + MINUTE);
  });
});
