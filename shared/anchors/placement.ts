import * as Y from 'yjs';
import type { Anchor } from '../model/entry.ts';
import { findQuote, isQuoted, likeness, quoteAt } from './quote.ts';
import type { SharedTextIndex } from './shared-text-index.ts';
import type { TextIndex, TextRange } from './text-index.ts';

/**
 * Where an annotation stands now.
 *
 * - placed: every passage has the words that were marked;
 * - moved: the words were changed, or found elsewhere;
 * - orphaned: at least one passage can't be found; its place in `ranges` is null;
 * - pending: the article hasn't arrived;
 * - whole: it is about the whole brief.
 */
export type Placement =
  | { state: 'placed' | 'moved' | 'orphaned'; ranges: (TextRange | null)[] }
  | { state: 'pending' }
  | { state: 'whole' };

/** An article in the three shapes that resolving needs; all of the same moment. */
export interface IndexedArticle {
  doc: Y.Doc;
  text: TextIndex;
  shared: SharedTextIndex;
}

/** A passage whose words differ more than this from what was marked is no longer that passage. */
const MIN_LIKENESS = 0.6;

/** Ties a passage to the article. The range must be trimmed; see `TextIndex.trim`. */
export function anchorAt({ text, shared }: IndexedArticle, range: TextRange): Anchor {
  const start = shared.relativeAt(range.from, 0);
  const end = shared.relativeAt(range.to, -1);
  return {
    start: start ? Y.relativePositionToJSON(start) : {},
    end: end ? Y.relativePositionToJSON(end) : {},
    quote: quoteAt(text.text, range),
    offset: range.from,
  };
}

/** Finds every passage of an annotation; writes nothing, guesses nothing. */
export function place(article: IndexedArticle, anchors: readonly Anchor[]): Placement {
  return placeSurely(article, anchors).placement;
}

/**
 * As `place`, and whether the passages are pointed at and have the words that were marked: a change elsewhere in the
 * article can then only shift them. Others may be found, or no longer be the only ones, by what is changed anywhere.
 */
export function placeSurely(
  article: IndexedArticle,
  anchors: readonly Anchor[],
): { placement: Placement; sure: boolean } {
  if (anchors.length === 0) return { placement: { state: 'whole' }, sure: true };
  if (article.text.blocks.length === 0) return { placement: { state: 'pending' }, sure: false };
  let state: 'placed' | 'moved' | 'orphaned' = 'placed';
  let sure = true;
  const ranges = anchors.map((anchor) => {
    const found = resolve(article, anchor);
    if (!found) state = 'orphaned';
    else if (found.moved && state === 'placed') state = 'moved';
    sure &&= found?.pointed === true;
    return found?.range ?? null;
  });
  return { placement: { state, ranges }, sure };
}

interface Resolved {
  range: TextRange;
  moved: boolean;
  /** It is pointed at, with the very words. */
  pointed?: boolean;
}

function resolve(article: IndexedArticle, anchor: Anchor): Resolved | undefined {
  if (isLost(anchor)) return undefined;
  const { text } = article.text;
  const pointed = pointedAt(article, anchor);
  if (pointed && isQuoted(article.text.slice(pointed), anchor.quote))
    return { range: pointed, moved: false, pointed: true };
  // Changed words between ends that still stand are the passage, unless the very words stand elsewhere.
  const changed = pointed && isChangedPassage(article.text.slice(pointed), anchor) ? pointed : undefined;
  if (changed && !text.includes(anchor.quote.exact)) return { range: changed, moved: true };
  const found = findQuote(text, anchor.quote, pointed?.from ?? anchor.offset);
  if (changed && !found?.exact) return { range: changed, moved: true };
  return found && { range: found.range, moved: !found.exact || !sameSurroundings(text, found.range, anchor) };
}

/** Whether words are those of a passage, after somebody changed some of them. */
export function isChangedPassage(words: string, { quote }: Anchor): boolean {
  return quote.tail === undefined && likeness(words, quote.exact) >= MIN_LIKENESS;
}

/**
 * An anchor whose passage certainly is gone, because the article was replaced by one that lacks it. Its words aren't
 * searched: where they stand now, they stood before, or say something else.
 */
export function lostAnchor({ quote, offset }: Anchor): Anchor {
  return { start: { lost: true }, end: { lost: true }, quote, offset };
}

/** Whether it says that its passage is in the article no more. */
export function isLost({ start }: Anchor): boolean {
  return start.lost === true;
}

/** Where an anchor's two ends point, whatever stands between them; undefined where they point nowhere. */
export function pointedAt({ doc, shared, text }: IndexedArticle, anchor: Anchor): TextRange | undefined {
  const from = offsetOf(anchor.start, shared, doc);
  const to = offsetOf(anchor.end, shared, doc);
  if (from === undefined || to === undefined || from >= to) return undefined;
  return text.trim({ from, to });
}

function offsetOf(json: Anchor['start'], shared: SharedTextIndex, doc: Y.Doc): number | undefined {
  try {
    return shared.offsetOf(Y.createRelativePositionFromJSON(json), doc);
  } catch {
    // A relative position from outside may name anything; the quote then carries the anchor.
    return undefined;
  }
}

/** A passage between the same words is where it was, however far those have moved together. */
function sameSurroundings(text: string, { from, to }: TextRange, { quote }: Anchor): boolean {
  return text.slice(0, from).endsWith(quote.prefix) && text.startsWith(quote.suffix, to);
}
