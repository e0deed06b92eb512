/*
 * Tests that go on as long as one likes: `npm test` has a short share of each, `npm run torture` a long one, and an
 * environment variable any other (tests/README.md has the table). `npm run torture` runs the files that import this one.
 */

const { env } = process;

/** Whether this is `npm run torture`. */
export const torture = env.BRIEFMARK_TORTURE === '1';

/** Where everything random begins; it stands in the title of each test that uses it, so that a run can be repeated. */
export const SEED = env.BRIEFMARK_SEED ? wholeNumber('BRIEFMARK_SEED', env.BRIEFMARK_SEED) : Date.now() % 1_000_000;

/**
 * How often a test does what it does.
 *
 * @param name what is counted, in kebab case: `damaged-logs` is set with `BRIEFMARK_DAMAGED_LOGS`
 * @param short the count in `npm test`, where all of a file should stay within seconds
 * @param long the count in `npm run torture`, some minutes
 * @throws Error when the variable is no whole number above zero
 */
export function times(name: string, short: number, long: number): number {
  const variable = `BRIEFMARK_${name.toUpperCase().replaceAll('-', '_')}`;
  const asked = env[variable];
  if (asked) return wholeNumber(variable, asked);
  return torture ? long : short;
}

/**
 * The time limit of a test that needs more than its layer's: one that hangs fails in `npm test`, while the long run may
 * take a day.
 *
 * @param milliseconds the limit in `npm test`
 */
export function within(milliseconds: number): number {
  return torture ? 24 * 60 * 60_000 : milliseconds;
}

function wholeNumber(variable: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Error(`${variable} is “${text}”; it takes a whole number above zero.`);
}
