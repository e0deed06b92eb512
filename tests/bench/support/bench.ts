/** Something measured. With a bound, the table says whether it was kept. */
interface Figure {
  what: string;
  value: number;
  unit: 'ms' | 's' | 'MB' | 'times' | 'a second' | '';
  atMost?: number;
  atLeast?: number;
}

/** Takes down what was measured. */
export type Report = (figure: Figure) => void;

/** An entry of `npm run bench`: the default export of a file `tests/bench/NAME.bench.ts`. */
export interface Bench {
  name: string;
  /** On what it is measured, in a few words. */
  about: string;
  /** What must be there: Chromium, whose path is then in `BRIEFMARK_CHROMIUM`, or the packages of `peers/`. */
  needs?: readonly ('chromium' | 'peers')[];
  /** Parts that get a process each, so that the memory and the warmed-up code of one say nothing of the next. */
  parts?: readonly string[];
  run(report: Report, part: string): Promise<void>;
}

/** How long something takes, in milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * The median of several runs, in milliseconds, after one that doesn't count.
 *
 * @param work what is measured; `prepare` makes what it takes, which isn't
 */
export async function median<T>(
  work: (prepared: T) => unknown,
  { times = 5, prepare }: { times?: number; prepare?: () => Promise<T> | T } = {},
): Promise<number> {
  const all: number[] = [];
  for (let i = 0; i <= times; i++) {
    const prepared = (await prepare?.()) as T;
    const took = await timed(() => work(prepared));
    if (i > 0) all.push(took);
  }
  return quantile(all, 0.5);
}

/** The value that a share of the values doesn't exceed; 0 where there is none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** The most memory that this process has had, in megabytes: it never falls. */
export function peakMemory(): number {
  return process.resourceUsage().maxRSS / 1024;
}
