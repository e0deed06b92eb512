import type { Run } from './page-text.ts';

/** A first letter is larger than the lines beside it by this, and is one letter, perhaps with a quotation mark. */
const LARGER = 1.8;
const CAPITAL = /^[“"«„]?\p{Lu}$/u;
/** What stands beside it is nearer than this, in the lines' size. */
const BESIDE = 1.2;
/** Of its size, how far a letter reaches above its line. */
const HEIGHT = 0.8;
/** A page has one or two. */
const MOST = 20;

/** Puts large first letters, beside which several lines stand, into the first of these; they then begin at its edge. */
export function withDropCaps(runs: readonly Run[]): Run[] {
  const large = runs.filter(({ text, size }) => size > 0 && CAPITAL.test(text.trim())).slice(0, MOST * 10);
  const taken = new Set<Run>();
  const changed = new Map<Run, Run>();
  for (const cap of large) {
    const beside = runs
      .filter(
        (run) =>
          run !== cap &&
          run.size * LARGER < cap.size &&
          run.x0 >= cap.x1 - run.size * 0.3 &&
          run.x0 - cap.x1 < run.size * BESIDE &&
          run.y <= cap.y + run.size * 0.3 &&
          run.y - run.size * 0.7 >= cap.y - cap.size * HEIGHT - run.size * 0.5,
      )
      .sort((a, b) => a.y - b.y);
    const [first] = beside;
    if (!first || beside.length < 2 || taken.size >= MOST) continue;
    taken.add(cap);
    // Its foot may stand a little above that of the last line that makes room for it.
    const last = runs.filter(
      (run) => run.y > cap.y && run.y <= cap.y + run.size * 1.3 && Math.abs(run.x0 - (beside[1] as Run).x0) < 2,
    );
    for (const run of new Set([...beside, ...last]))
      changed.set(run, {
        ...run,
        x0: cap.x0,
        ...(run === first ? { text: cap.text.trim() + run.text.trimStart() } : {}),
      });
  }
  if (taken.size === 0) return [...runs];
  return runs.flatMap((run) => (taken.has(run) ? [] : [changed.get(run) ?? run]));
}
