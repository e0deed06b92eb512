/** Figures as lines of text. */

/**
 * Whether a figure keeps its bound; undefined where it has none.
 *
 * @param {{ value: number, atMost?: number, atLeast?: number }} figure
 */
export function keptBound({ value, atMost, atLeast }) {
  if (atMost !== undefined) return value <= atMost;
  if (atLeast !== undefined) return value >= atLeast;
  return undefined;
}

/**
 * A line a figure: what, how much, its bound, and a mark where that isn't kept.
 *
 * @param {{ what: string, value: number, unit: string, atMost?: number, atLeast?: number }[]} figures
 */
export function tableOf(figures) {
  const rows = figures.map((figure) => [figure.what, amount(figure.value, figure.unit), boundOf(figure)]);
  const widths = [0, 1].map((at) => Math.max(0, ...rows.map((row) => row[at].length)));
  return rows
    .map(([what, value, bound]) => `  ${what.padEnd(widths[0])}  ${value.padStart(widths[1])}  ${bound}`.trimEnd())
    .join('\n');
}

function boundOf(figure) {
  const { atMost, atLeast, unit } = figure;
  const kept = keptBound(figure);
  if (kept === undefined) return '';
  const bound = atMost === undefined ? `at least ${amount(atLeast, unit)}` : `at most ${amount(atMost, unit)}`;
  return kept ? bound : `${bound}  MISSED`;
}

function amount(value, unit) {
  const digits = value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 };
  return `${value.toLocaleString('en-GB', digits)} ${unit}`.trimEnd();
}
