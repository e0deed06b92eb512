/**
 * A time as Word writes it: what the clock on the wall showed, with a Z that it doesn't mean.
 *
 * @returns the same as if it were UTC, in milliseconds; nothing where it is no time
 */
export function wallClockOf(written = ''): { date?: number } {
  const date = Date.parse(`${written.slice(0, 19)}Z`);
  return Number.isNaN(date) ? {} : { date };
}
