import { likeness } from '../anchors/quote.ts';
import type { TextIndex, TextRange } from '../anchors/text-index.ts';
import { alignBlocks, type Pair } from './align.ts';
import { runsBetween } from './runs.ts';
import { tokensOf } from './words.ts';

/** A passage of which less is left is another passage. */
const MIN_LIKENESS = 0.6;
/** A sentence of fewer words may stand in two places by chance. */
const MIN_SENTENCE_WORDS = 3;
/** How much of a sentence must be free, for it to be one that moved. */
const MIN_FREE_SHARE = 0.8;
const NOWHERE = -1;

/** Which character of an old text became which of a new one, as far as that is certain. */
export class Correspondence {
  readonly pairs: readonly Pair[];
  /** For each character of the old text its place in the new one. */
  private readonly image: Int32Array;
  /** For each character of the new text whether it came from the old one. */
  private readonly used: Uint8Array;

  constructor(
    private readonly before: TextIndex,
    private readonly after: TextIndex,
  ) {
    const texts = (index: TextIndex) =>
      index.blocks.map(({ offset, length }) => index.text.slice(offset, offset + length));
    this.image = new Int32Array(before.text.length).fill(NOWHERE);
    this.used = new Uint8Array(after.text.length);
    this.pairs = alignBlocks(texts(before), texts(after));
    for (const pair of this.pairs) this.mapBlock(pair);
    this.mapBlockEnds();
    this.mapMovedSentences();
  }

  /** Where a passage of the old text is in the new one; undefined where that isn't certain. */
  carry({ from, to }: TextRange): TextRange | undefined {
    let first = from;
    while (first < to && this.image[first] === NOWHERE) first++;
    if (first === to) return undefined;
    let last = to - 1;
    while (this.image[last] === NOWHERE) last--;
    if (!this.isInOrder(first, last)) return undefined;
    const inner = { from: this.image[first] as number, to: (this.image[last] as number) + 1 };
    const starts = first === from ? [inner.from] : [inner.from, this.startBehind(from, inner.from)];
    const ends = last === to - 1 ? [inner.to] : [inner.to, this.endBefore(to, inner.to)];
    return this.mostAlike({ from, to }, starts, ends);
  }

  /** The block that a passage's block became; undefined where there is none. */
  pairAt(offset: number): Pair | undefined {
    const block = this.before.blockNumberAt(offset);
    return this.pairs.find((pair) => pair.before === block);
  }

  private mostAlike(
    old: TextRange,
    starts: readonly (number | undefined)[],
    ends: readonly (number | undefined)[],
  ): TextRange | undefined {
    const words = this.before.slice(old);
    let best: { range: TextRange; score: number } | undefined;
    for (const from of starts) {
      for (const to of ends) {
        const range = from === undefined || to === undefined ? undefined : this.after.trim({ from, to });
        if (!range) continue;
        const score = likeness(this.after.slice(range), words);
        // Of two that are as much like it, the longer: what was at an edge was replaced rather than removed.
        if (!best || score >= best.score) best = { range, score };
      }
    }
    return best && best.score >= MIN_LIKENESS ? best.range : undefined;
  }

  /** What stands between two passages that stayed in order is theirs; what went elsewhere is not. */
  private isInOrder(first: number, last: number): boolean {
    let previous = NOWHERE;
    for (let at = first; at <= last; at++) {
      const image = this.image[at] as number;
      if (image === NOWHERE) continue;
      if (image <= previous) return false;
      previous = image;
    }
    return true;
  }

  /** Where what stands instead of a passage's first words begins: behind the character that stood before them. */
  private startBehind(from: number, inner: number): number | undefined {
    const before = from > 0 ? (this.image[from - 1] as number) : NOWHERE;
    if (before !== NOWHERE) return before < inner ? before + 1 : undefined;
    const block = this.before.blocks[this.before.blockNumberAt(from)];
    const there = this.after.blocks[this.after.blockNumberAt(inner)];
    return block?.offset === from ? there?.offset : undefined;
  }

  private endBefore(to: number, inner: number): number | undefined {
    const after = to < this.image.length ? (this.image[to] as number) : NOWHERE;
    if (after !== NOWHERE) return after >= inner ? after : undefined;
    const block = this.before.blocks[this.before.blockNumberAt(to - 1)];
    const there = this.after.blocks[this.after.blockNumberAt(inner - 1)];
    return block && there && block.offset + block.length === to ? there.offset + there.length : undefined;
  }

  private mapBlock({ before, after }: Pair): void {
    const [old, now] = [this.before.blocks[before], this.after.blocks[after]];
    if (!old || !now) return;
    const texts = [
      this.before.slice({ from: old.offset, to: old.offset + old.length }),
      this.after.slice({ from: now.offset, to: now.offset + now.length }),
    ] as const;
    for (const run of runsBetween(...texts)) {
      if (run.same)
        this.map(old.offset + run.before.from, now.offset + run.after.from, run.before.to - run.before.from);
    }
  }

  /** The end of a block is where it was if what follows it still does. */
  private mapBlockEnds(): void {
    for (let i = 1; i < this.pairs.length; i++) {
      const [one, next] = [this.pairs[i - 1] as Pair, this.pairs[i] as Pair];
      if (next.before !== one.before + 1 || next.after !== one.after + 1) continue;
      const [old, now] = [this.before.blocks[next.before], this.after.blocks[next.after]];
      if (old && now) this.map(old.offset - 1, now.offset - 1, 1);
    }
  }

  /** Sentences that went from one block to another, or to another place in theirs: they stand once, to the letter. */
  private mapMovedSentences(): void {
    const now = new Map<string, TextRange[]>();
    for (const range of sentencesOf(this.after)) {
      if (!isFree(range, (at) => this.used[at] === 0)) continue;
      const words = this.after.slice(range);
      now.set(words, [...(now.get(words) ?? []), range]);
    }
    const old = new Map<string, TextRange[]>();
    for (const range of sentencesOf(this.before)) {
      if (!isFree(range, (at) => this.image[at] === NOWHERE)) continue;
      const words = this.before.slice(range);
      old.set(words, [...(old.get(words) ?? []), range]);
    }
    for (const [words, ranges] of old) {
      const there = now.get(words) ?? [];
      const [from, to] = [ranges[0], there[0]];
      if (ranges.length === 1 && there.length === 1 && from && to) this.map(from.from, to.from, words.length);
    }
  }

  private map(before: number, after: number, length: number): void {
    for (let i = 0; i < length; i++) {
      this.image[before + i] = after + i;
      this.used[after + i] = 1;
    }
  }
}

function isFree({ from, to }: TextRange, free: (at: number) => boolean): boolean {
  let count = 0;
  for (let at = from; at < to; at++) if (free(at)) count++;
  return count >= (to - from) * MIN_FREE_SHARE;
}

/** Behind the end of a sentence, with the marks that close a quotation. */
const BETWEEN_SENTENCES = /(?<=[.!?…؟]["”’»)]*)\s+|(?<=[。！？]["”’»)]*)/gu;

function sentencesOf(index: TextIndex): TextRange[] {
  return index.blocks.flatMap(({ offset, length }) => {
    const text = index.text.slice(offset, offset + length);
    const ranges: TextRange[] = [];
    let from = 0;
    for (const gap of [...text.matchAll(BETWEEN_SENTENCES), undefined]) {
      const range = index.trim({ from: offset + from, to: offset + (gap ? gap.index : length) });
      const words = range ? tokensOf(index.slice(range)).filter(({ word }) => word).length : 0;
      if (range && words >= MIN_SENTENCE_WORDS) ranges.push(range);
      from = gap ? gap.index + gap[0].length : length;
    }
    return ranges;
  });
}
