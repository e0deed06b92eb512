import type { TextRange } from '../../../shared/anchors/text-index.ts';

/**
 * A text with each run of white space as one space. Programs differ in how they count line ends and indents of a page,
 * so that words are looked for without them.
 */
export class FlatText {
  readonly text: string;
  /** Where each of its characters stands in the original. */
  private readonly from: number[] = [];

  constructor(private readonly source: string) {
    const units: string[] = [];
    let inSpace = false;
    for (let at = 0; at < source.length; at += 1) {
      const unit = source.charAt(at);
      const isSpace = /\s/u.test(unit);
      if (isSpace && inSpace) continue;
      inSpace = isSpace;
      units.push(isSpace ? ' ' : unit);
      this.from.push(at);
    }
    this.text = units.join('');
  }

  /** The stretch of the original that a stretch of this stands for. */
  original({ from, to }: TextRange): TextRange {
    return { from: this.from[from] ?? this.source.length, to: (this.from[to - 1] ?? this.source.length - 1) + 1 };
  }

  /** Roughly where a code point of the original stands here: a hint for a search. */
  fromCodePoint(codePoint: number): number {
    let low = 0;
    let high = this.from.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.from[middle] ?? 0) < codePoint) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The same done to a quotation. */
  static flattened<T extends Readonly<Record<string, string>>>(quote: T): T {
    return Object.fromEntries(Object.entries(quote).map(([key, value]) => [key, value.replace(/\s+/gu, ' ')])) as T;
  }
}
