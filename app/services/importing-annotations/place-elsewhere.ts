import { findQuote, occurrences } from '../../../shared/anchors/quote.ts';
import type { TextRange } from '../../../shared/anchors/text-index.ts';
import type { OnStep } from '../importing/read-article.ts';
import type { ReadElsewhere, Selected } from './elsewhere.ts';
import { FlatText } from './flat-text.ts';

/** Looking for words that aren't there to the letter takes some milliseconds each; after so long only exact ones are found. */
const FUZZY_BUDGET_MS = 15_000;

/** Between two words of how far it is. */
const STEP_MS = 100;

/**
 * Finds in a text what annotations made elsewhere are about, each by its own selectors, and notes it with them; nothing is
 * done where they were placed in this text before. Takes seconds for thousands of annotations whose words were changed.
 */
export function placeElsewhere(read: ReadElsewhere, text: string, onStep: OnStep = () => {}): void {
  if (read.placedIn === text) return;
  const placing = new Placing(text, read.text === text);
  const of = read.annotations.length;
  let told = performance.now();
  read.annotations.forEach(({ targets }, done) => {
    if (performance.now() - told > STEP_MS) {
      told = performance.now();
      onStep({ done, of });
    }
    for (const selected of targets) {
      const found = placing.place(selected);
      if (found) selected.found = found;
      else delete selected.found;
    }
  });
  read.placedIn = text;
}

class Placing {
  private readonly text: FlatText;
  private readonly fuzzyUntil = performance.now() + FUZZY_BUDGET_MS;

  constructor(
    private readonly whole: string,
    private readonly isSameText: boolean,
  ) {
    this.text = new FlatText(whole);
  }

  place(selected: Selected): TextRange | undefined {
    return (selected.exact ?? '').trim() === '' ? this.byPosition(selected) : this.byQuote(selected);
  }

  private byQuote({ exact = '', prefix = '', suffix = '', start }: Selected): TextRange | undefined {
    const quote = FlatText.flattened({ exact, prefix, suffix });
    const hint = start === undefined ? 0 : this.text.fromCodePoint(start);
    const isThere = occurrences(this.text.text, quote.exact).length > 0;
    if (!isThere && performance.now() > this.fuzzyUntil) return undefined;
    const match = findQuote(this.text.text, quote, hint);
    return match && this.text.original(match.range);
  }

  /**
   * A position alone counts where the file has this very text, or where it begins and ends with a word: one that was
   * counted in another text hardly ever does both.
   */
  private byPosition({ start, end }: Selected): TextRange | undefined {
    if (start === undefined || end === undefined || end <= start) return undefined;
    const { whole: text } = this;
    const from = codePointOffset(text, start);
    const to = codePointOffset(text, end);
    if (from === undefined || to === undefined) return undefined;
    const isEdge = (at: number) =>
      /(?:^|[^\p{L}\p{N}])$/u.test(text.slice(Math.max(0, at - 2), at)) !==
      /^(?:$|[^\p{L}\p{N}])/u.test(text.slice(at, at + 2));
    return this.isSameText || (isEdge(from) && isEdge(to)) ? { from, to } : undefined;
  }
}

/** Where a code point of a text stands in UTF-16 units; undefined beyond its end. */
function codePointOffset(text: string, wanted: number): number | undefined {
  let at = 0;
  for (let count = 0; count < wanted; count += 1) {
    if (at >= text.length) return undefined;
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return at;
}
