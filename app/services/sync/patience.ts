/** The first wait before connecting again, and the longest: 500 clients that lost a relay are back within 30 s. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 9_000;

/**
 * How long to wait before the next attempt. It doubles with each, and is spread over half to one and a half times of
 * that, so that the clients of a relay that comes back don't all come at once.
 *
 * @param attempt counts from 0 since the last connection that worked
 */
export function waitBefore(attempt: number, random: () => number = Math.random): number {
  return spread(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt), random);
}

/** Something else answers at the relay's address: so soon is looked whether it still does, and at least so often. */
const FIRST_LOOK_MS = 6_000;
const LONGEST_LOOK_MS = 5 * 60_000;

/** How long to wait before looking whether the relay is what answers at its address again, after so many looks. */
export function waitBeforeLooking(looks: number, random: () => number = Math.random): number {
  return spread(Math.min(LONGEST_LOOK_MS, FIRST_LOOK_MS * 2 ** looks), random);
}

function spread(wait: number, random: () => number): number {
  return wait * (0.5 + random());
}

/** A relay that didn't let anybody connect so often in a row is down, whatever patience there is. */
export const HOPELESS_AFTER = 3;
