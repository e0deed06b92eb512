import type { ImportedBlock } from '../../../../shared/importing/imported.ts';
import { nodesAs, nodesOf } from '../../../../shared/importing/rich.ts';
import { isHeadLine } from '../../../../shared/importing/rules/byline.ts';
import { endsAsSentence, weigh, wordsOf } from '../../../../shared/importing/wording.ts';
import { isDateLine } from '../../../../shared/importing/words/dates.ts';

/*
 * What stands between a page's top and its first paragraph: the headline, what sums the article up, who wrote it and
 * when. Sites set these as they like; their words tell.
 */

/** Running text, rather than a line of the head. */
const LEAST_TEXT = 140;
/** So many blocks above the headline may be of the head. */
const ABOVE_TITLE = 8;
/** What may be set as anything, though it says who wrote the article. */
const SET_AS = /^(?:paragraph|standfirst|heading|list|credit)$/;

/** Lines that say who wrote the article, or when, though the page sets them as a heading, a list or a standfirst. */
export function withHeadLines(blocks: readonly ImportedBlock[], authors: readonly string[]): ImportedBlock[] {
  const title = titleIn(blocks);
  if (title < 0) return [...blocks];
  const end = firstText(blocks, title);
  return blocks.map((block, at) => {
    if (at < title - ABOVE_TITLE || at >= end || !isKept(block) || !SET_AS.test(block.type)) return block;
    const isPictures = block.type === 'credit' && !isDateLine(oneLine(block));
    if (isPictures || block.nodes?.length !== 1) return block;
    // A paragraph with the author's name is looked at with what stands below it.
    const isAuthor = block.type !== 'paragraph' && authors.includes(oneLine(block));
    if (!isAuthor && !isHeadLine(oneLine(block))) return block;
    const { level: _, ordered: __, within: ___, ...rest } = block;
    const nodes = nodesAs('byline', 2, nodesOf(block));
    return { ...rest, type: 'byline', nodes, because: 'Says who wrote it, or when.' };
  });
}

const ABOVE = 'Stands above the headline: a department, a path, or the name of a series.';
const LONGEST_ABOVE = 160;

/** Leaves out the lines above the headline; who wrote it, and when, are lines of another type. */
export function withoutKicker(blocks: readonly ImportedBlock[]): ImportedBlock[] {
  const title = titleIn(blocks);
  // Below so much text the headline is another article's, or one of several.
  if (blocks.slice(0, Math.max(0, title)).some((block) => isKept(block) && block.text.length > LONGEST_ABOVE))
    return [...blocks];
  return blocks.map((block, at) => {
    const isLine = isKept(block) && !block.within && at < title && /^(?:paragraph|heading)$/.test(block.type);
    return isLine ? { ...block, leftOut: ABOVE, because: ABOVE } : block;
  });
}

/** Shorter sentences are headings too (“Who knew?”). */
const LEAST_STATEMENT = 8;
/** What stands beside a standfirst in the head. */
const BESIDE = /^(?:byline|figure|caption|credit|rule)$/;
const MOST_STATEMENTS = 2;

/**
 * A sentence set as a heading between the headline and the text sums the article up, and so does a long one above the
 * byline or the picture. Two of them are one standfirst in two lines; more are a list of what the page has.
 */
export function withStandfirst(blocks: readonly ImportedBlock[]): ImportedBlock[] {
  const kept = blocks.filter(isKept);
  let at = titleIn(kept) + 1;
  if (at === 0) return [...blocks];
  while (BESIDE.test(kept[at]?.type ?? '')) at += 1;
  const found: ImportedBlock[] = [];
  for (let block = kept[at]; block?.type === 'heading'; block = kept[at + found.length]) found.push(block);
  const [first] = found;
  if (!first || found.length > MOST_STATEMENTS || found.some(({ text }) => weigh(wordsOf(text)) < LEAST_STATEMENT))
    return [...blocks];
  const next = kept[at + found.length]?.type ?? '';
  const isAlone = found.length > 1 || /^(?:byline|figure|caption)$/.test(next);
  if (!found.every(({ text }) => endsAsSentence(text)) && !isAlone) return [...blocks];
  const chosen = new Set(found);
  return blocks.map((block) => {
    if (!chosen.has(block)) return block;
    const { level: _, ...rest } = block;
    const nodes = nodesAs('standfirst', 2, nodesOf(block));
    return { ...rest, type: 'standfirst', nodes, because: 'A sentence below the headline.' };
  });
}

function titleIn(blocks: readonly ImportedBlock[]): number {
  return blocks.findIndex((block) => isKept(block) && block.type === 'title');
}

function firstText(blocks: readonly ImportedBlock[], title: number): number {
  const found = blocks.findIndex(
    (block, at) => at > title && isKept(block) && block.type === 'paragraph' && block.text.length >= LEAST_TEXT,
  );
  return found < 0 ? blocks.length : found;
}

function oneLine({ text }: ImportedBlock): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function isKept({ leftOut }: ImportedBlock): boolean {
  return leftOut === undefined;
}
