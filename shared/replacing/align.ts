import { diffArrays } from 'diff';
import { commonShare, tokensOf, wordCounts } from './words.ts';

/** A block of the old article and the one that it became. */
export interface Pair {
  before: number;
  after: number;
  /** It stands elsewhere among the others. */
  moved: boolean;
}

/** Blocks that share less of their words aren't the same block any more. */
const MIN_SHARE = 0.5;
/** For a block that also stands elsewhere. */
const MIN_MOVED_SHARE = 0.6;
/** No other block may come as near: of lines that are nearly alike nobody can tell which became which. */
const LEAD = 0.1;
/** A word that stands in more blocks than this tells nothing about which one it is. */
const MAX_BLOCKS_OF_A_WORD = 60;

/** Finds which block became which, also where it moved or was changed; one that isn't certain is left out. */
export function alignBlocks(before: readonly string[], after: readonly string[]): Pair[] {
  const matched = new Map<number, number>();
  const taken = new Set<number>();
  const match = (one: number, other: number) => {
    matched.set(one, other);
    taken.add(other);
  };
  matchInOrder(before, after, match);
  matchMoved(before, after, matched, taken, match);
  const share = matchChanged(before, after, matched, taken, match);
  const kept = inOrder(matched);
  return [...matched]
    .map(([one, other]): Pair => ({ before: one, after: other, moved: !kept.has(one) }))
    .filter(({ before: one, moved }) => !moved || (share.get(one) ?? 1) >= MIN_MOVED_SHARE)
    .sort((a, b) => a.before - b.before);
}

function matchInOrder(before: readonly string[], after: readonly string[], match: Match): void {
  let at = { before: 0, after: 0 };
  for (const { count, added, removed } of diffArrays([...before], [...after])) {
    if (!added && !removed) for (let i = 0; i < count; i++) match(at.before + i, at.after + i);
    at = { before: at.before + (added ? 0 : count), after: at.after + (removed ? 0 : count) };
  }
}

type Match = (before: number, after: number) => void;

/** The same words elsewhere, where they stand once on both sides. */
function matchMoved(
  before: readonly string[],
  after: readonly string[],
  matched: ReadonlyMap<number, number>,
  taken: ReadonlySet<number>,
  match: Match,
): void {
  const free = (texts: readonly string[], isFree: (i: number) => boolean) => {
    const places = new Map<string, number[]>();
    texts.forEach((text, i) => {
      if (isFree(i) && /[\p{L}\p{N}]/u.test(text)) places.set(text, [...(places.get(text) ?? []), i]);
    });
    return places;
  };
  const now = free(after, (i) => !taken.has(i));
  for (const [text, places] of free(before, (i) => !matched.has(i))) {
    const others = now.get(text) ?? [];
    if (places.length === 1 && others.length === 1) match(places[0] as number, others[0] as number);
  }
}

/** Blocks whose words were changed. @returns how much of their words they share */
function matchChanged(
  before: readonly string[],
  after: readonly string[],
  matched: ReadonlyMap<number, number>,
  taken: ReadonlySet<number>,
  match: Match,
): Map<number, number> {
  const [old, now] = [new BlockIndex(before), new BlockIndex(after)];
  const found: { before: number; after: number; share: number }[] = [];
  before.forEach((_, one) => {
    if (matched.has(one)) return;
    const near = now.nearest(old.countsOf(one)).filter(({ share }) => share >= MIN_SHARE);
    const [best] = near.filter(({ block }) => !taken.has(block));
    if (!best) return;
    const rival = Math.max(
      0,
      ...near.filter(({ block }) => block !== best.block).map(({ share }) => share),
      ...old
        .nearest(now.countsOf(best.block))
        .filter(({ block }) => block !== one)
        .map(({ share }) => share),
    );
    if (best.share - rival >= LEAD) found.push({ before: one, after: best.block, share: best.share });
  });
  const shares = new Map<number, number>();
  for (const pair of found.sort((a, b) => b.share - a.share || a.before - b.before)) {
    if (taken.has(pair.after)) continue;
    match(pair.before, pair.after);
    shares.set(pair.before, pair.share);
  }
  return shares;
}

/** Finds blocks that share words with another, without comparing each with each. */
class BlockIndex {
  private readonly counts: Map<string, number>[];
  private readonly blocksOf = new Map<string, number[]>();

  constructor(texts: readonly string[]) {
    this.counts = texts.map((text) => wordCounts(tokensOf(text)));
    this.counts.forEach((words, block) => {
      for (const word of words.keys()) {
        const blocks = this.blocksOf.get(word);
        if (blocks) blocks.push(block);
        else this.blocksOf.set(word, [block]);
      }
    });
  }

  countsOf(block: number): ReadonlyMap<string, number> {
    return this.counts[block] ?? new Map();
  }

  /** The blocks that share words with some others, nearest first. */
  nearest(words: ReadonlyMap<string, number>): { block: number; share: number }[] {
    const candidates = new Set<number>();
    for (const word of words.keys()) {
      const blocks = this.blocksOf.get(word) ?? [];
      if (blocks.length <= MAX_BLOCKS_OF_A_WORD) for (const block of blocks) candidates.add(block);
    }
    return [...candidates]
      .map((block) => ({ block, share: commonShare(words, this.countsOf(block)) }))
      .sort((a, b) => b.share - a.share || a.block - b.block);
  }
}

/** Of all pairs, the most that stand in the same order on both sides. */
function inOrder(matched: ReadonlyMap<number, number>): Set<number> {
  const pairs = [...matched].sort((a, b) => a[0] - b[0]);
  // Patience sorting: the last pair of the best chain of each length, and who came before whom.
  const tails: number[] = [];
  const previous: number[] = [];
  pairs.forEach(([, after], i) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] as number] as [number, number])[1] < after) low = middle + 1;
      else high = middle;
    }
    previous[i] = low > 0 ? (tails[low - 1] as number) : -1;
    tails[low] = i;
  });
  const kept = new Set<number>();
  for (let i = tails.at(-1) ?? -1; i >= 0; i = previous[i] as number) kept.add((pairs[i] as [number, number])[0]);
  return kept;
}
