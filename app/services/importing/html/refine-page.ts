import type { AboutArticle } from '../../../../shared/article/about.ts';
import type { ImportedBlock, NodeJson } from '../../../../shared/importing/imported.ts';
import { Piece } from '../../../../shared/importing/piece.ts';
import { nodesAs, nodesOf } from '../../../../shared/importing/rich.ts';
import { bareCounts } from '../../../../shared/importing/rules/bare-counts.ts';
import { breadcrumb } from '../../../../shared/importing/rules/breadcrumb.ts';
import { byline } from '../../../../shared/importing/rules/byline.ts';
import { cookieNotice } from '../../../../shared/importing/rules/cookie-notice.ts';
import { copyright } from '../../../../shared/importing/rules/copyright.ts';
import { credit } from '../../../../shared/importing/rules/credit.ts';
import { knownAuthor } from '../../../../shared/importing/rules/known-author.ts';
import { CONTROL_REASON, isControlLine, pageControls } from '../../../../shared/importing/rules/page-controls.ts';
import { promotion } from '../../../../shared/importing/rules/promotion.ts';
import { readingTime } from '../../../../shared/importing/rules/reading-time.ts';
import type { Rule } from '../../../../shared/importing/rules/rule.ts';
import { shareLine } from '../../../../shared/importing/rules/share-line.ts';
import { siteNotices } from '../../../../shared/importing/rules/site-notices.ts';
import { standfirst } from '../../../../shared/importing/rules/standfirst.ts';
import { tagsAndCounts } from '../../../../shared/importing/rules/tags-and-counts.ts';
import { likeness, weigh, wordsOf } from '../../../../shared/importing/wording.ts';
import type { Linked } from './block-builder.ts';
import { withBoldHeadings } from './bold-headings.ts';
import { withBulletLists } from './bullet-lines.ts';
import { withLinesAcross } from './lines-across.ts';
import { withoutEdgeLinks, withoutHeadedLinks, withoutInnerLinks, withoutTeasers } from './page-furniture.ts';
import { withHeadLines, withoutKicker, withStandfirst } from './page-head.ts';
import { withPartedCredits } from './part-credits.ts';
import {
  withBylinesOnce,
  withCaptions,
  withLabels,
  withoutEmblems,
  withoutFoot,
  withoutLooseHeadings,
  withoutRest,
  withoutWriter,
} from './refine-lines.ts';
import { AMONG_OTHERS } from './tree-reader.ts';

/** What plain text is judged by, as far as a page's own markup doesn't say more. */
const FURNITURE: readonly Rule[] = [
  pageControls,
  shareLine,
  siteNotices,
  promotion,
  readingTime,
  tagsAndCounts,
  copyright,
  cookieNotice,
  breadcrumb,
  bareCounts,
];

/** Who wrote it, and what sums it up. */
const headRules = (authors: readonly string[]): readonly Rule[] => [knownAuthor(authors), credit, byline, standfirst];

/** A page's blocks before they are looked at as text. */
export interface ReadPage {
  source: string;
  blocks: ImportedBlock[];
  linked: ReadonlyMap<ImportedBlock, Linked>;
  about: AboutArticle;
  isPage: boolean;
  /** Nobody knows which program made it, or whether that has headings and lists. */
  isTyped: boolean;
}

/**
 * Looks at the blocks of a page as text: what is furniture by its wording though nothing in the markup says so, who
 * wrote it, what sums it up; and gives it the title that the page has where none stands in it.
 */
export function refinePage({
  source,
  blocks,
  linked,
  about,
  isPage,
  isTyped,
}: ReadPage): Pick<ReadPage, 'source' | 'blocks'> {
  if (!isPage) return { source, blocks: isTyped ? withTypedParts(source, withHeadOf(blocks)) : withHeadOf(blocks) };
  const authors = about.authors ?? [];
  const inside = withoutInnerLinks(
    withoutEdgeLinks(withoutTeasers(withHeadLines(withOwnTitle(withLabels(blocks), about.title), authors)), linked),
    linked,
    about.address,
  );
  const told = withoutHeadedLinks(judge(inside, headRules(authors), FURNITURE), linked);
  const own = withoutEmblems(withoutFoot(withoutRest(withoutWriter(told, authors))), about);
  const headed = withoutLooseHeadings(
    withBylinesOnce(withBoldHeadings(withStandfirst(withLinesAcross(withoutKicker(own))))),
  );
  const judged = withBulletLists(source, withPartedCredits(source, withCaptions(headed)));
  const hasTitle = judged.some((block) => block.type === 'title' && block.leftOut === undefined);
  if (hasTitle || !about.title) return { source, blocks: judged };
  return withTitle(source, judged, about.title, 'The page calls itself so.');
}

/** A document without a single heading has them in bold, and its lists may begin with bullets that were typed. */
function withTypedParts(source: string, blocks: readonly ImportedBlock[]): ImportedBlock[] {
  const hasHeadings = blocks.some(({ type, leftOut }) => type === 'heading' && leftOut === undefined);
  return withBulletLists(source, hasHeadings ? blocks : withBoldHeadings(blocks));
}

/** Who wrote a document, and when, between its title and its first paragraph or heading. */
function withHeadOf(blocks: readonly ImportedBlock[]): ImportedBlock[] {
  const title = blocks.findIndex(({ type }) => type === 'title');
  const end = blocks.findIndex(
    ({ type, text }, at) => at > title && (type === 'heading' || (type === 'paragraph' && text.length >= LEAST_BODY)),
  );
  if (title < 0 || end < 0) return [...blocks];
  return [...judge(blocks.slice(0, end), [byline]), ...blocks.slice(end)];
}

/** The headline of a page whose maker set it as any other text: the first line that says what the page is called. */
function withOwnTitle(blocks: readonly ImportedBlock[], title: string | undefined): ImportedBlock[] {
  const words = wordsOf(title ?? '');
  const isThere = blocks.some(({ type, leftOut }) => type === 'title' && leftOut === undefined);
  if (isThere || words.length < LEAST_TITLE) return [...blocks];
  const named = blocks.findIndex(
    ({ type, text, within, leftOut }) =>
      leftOut === undefined &&
      (type === 'paragraph' || type === 'heading') &&
      !within &&
      (likeness(words, wordsOf(text)) >= SAME_TITLE || isPartOfTitle(wordsOf(text), title ?? '')),
  );
  const at = named >= 0 ? named : headingAbove(blocks);
  return blocks.map((block, index): ImportedBlock => {
    if (index !== at) return block;
    const { level: _, ...rest } = block;
    return { ...rest, type: 'title', nodes: nodesAs('title', 1, nodesOf(block)), because: 'The page calls itself so.' };
  });
}

/** Behind or before the site's name: “NORTH SEA BULLETIN No. 88 - Tide gauges and trust”. */
function isPartOfTitle(words: readonly string[], title: string): boolean {
  const parts = title.split(/\s+[-–—|·:•]\s+/u);
  return words.length >= LEAST_TITLE && parts.some((part) => likeness(words, wordsOf(part)) >= SAME_TITLE);
}

/** A heading above all running text, on a page that is called something else; -1 where there is none. */
function headingAbove(blocks: readonly ImportedBlock[]): number {
  const kept = (block: ImportedBlock) => block.leftOut === undefined;
  const text = blocks.findIndex(
    (block) => kept(block) && block.type === 'paragraph' && block.text.length >= LEAST_BODY,
  );
  const at = blocks.findIndex((block) => kept(block) && block.type === 'heading');
  return at >= 0 && at < text && weigh(wordsOf(blocks[at]?.text ?? '')) >= LEAST_TITLE ? at : -1;
}

/** Running text is longer than a line of a menu. */
const LEAST_BODY = 80;
/** A shorter name of a page may stand anywhere in it. */
const LEAST_TITLE = 3;
const SAME_TITLE = 0.9;

/** Puts a title before everything else, for what has it beside the text: a page's head, a mail's subject. */
export function withTitle(
  source: string,
  blocks: readonly ImportedBlock[],
  title: string,
  because: string,
): Pick<ReadPage, 'source' | 'blocks'> {
  const nodes: NodeJson[] = [{ type: 'title', content: [{ type: 'text', text: title }] }];
  return withFirst(source, blocks, { type: 'title', text: title, nodes, because });
}

/** Puts a block before everything else, and its text before the source. */
export function withFirst(
  source: string,
  blocks: readonly ImportedBlock[],
  first: Omit<ImportedBlock, 'spans'>,
): Pick<ReadPage, 'source' | 'blocks'> {
  const shift = first.text.length + 1;
  const moved = blocks.map((block) => ({
    ...block,
    spans: block.spans.map(({ from, to }) => ({ from: from + shift, to: to + shift })),
    ...(block.marks ? { marks: block.marks.map(({ from, to }) => ({ from: from + shift, to: to + shift })) } : {}),
  }));
  const added = { ...first, spans: [{ from: 0, to: first.text.length }] };
  return { source: `${first.text}\n${source}`, blocks: [added, ...moved] };
}

/**
 * What the markup says counts; only running text is looked at. Bylines of the markup's are looked at for furniture, since
 * one element often has the author's name and a button in it, and so are lists above the text, which are menus.
 */
function judge(
  blocks: readonly ImportedBlock[],
  head: readonly Rule[],
  furniture: readonly Rule[] = [],
): ImportedBlock[] {
  const kept = blocks.filter((block) => block.leftOut === undefined);
  const body = kept.findIndex(({ type, text }) => type === 'paragraph' && text.length >= LEAST_BODY);
  const pieces = kept.map((block, at) => {
    const piece = new Piece(block.text.replace(/\s+/gu, ' ').trim(), block.spans, true);
    const isRunning = block.type === 'paragraph' && !block.within;
    const isFurniture = block.type === 'byline' || (block.type === 'list' && at < body);
    if (!isRunning && !(furniture.length > 0 && isFurniture))
      piece.verdict = { type: block.type, because: block.because };
    return piece;
  });
  for (const rule of furniture) rule.apply(pieces);
  if (furniture.length > 0) judgeHeadings(kept, pieces);
  for (const [at, { type, because }] of kept.entries()) {
    const piece = pieces[at] as Piece;
    if (type === 'byline' || type === 'list') piece.verdict ??= { type, because };
  }
  for (const rule of head) rule.apply(pieces);
  const verdicts = new Map(kept.map((block, at) => [block, pieces[at]?.verdict]));
  return blocks.map((block) => {
    const verdict = verdicts.get(block);
    if (!verdict || verdict.because === block.because) return block;
    if (verdict.type === 'standfirst' && block.because === AMONG_OTHERS) return block;
    if (verdict.leftOut) return { ...block, leftOut: verdict.leftOut, because: verdict.because };
    const nodes = nodesAs(verdict.type, verdict.level ?? 2, nodesOf(block));
    return { ...block, type: verdict.type, nodes, because: verdict.because };
  });
}

/** A heading that names a control or an advertisement heads nothing. */
function judgeHeadings(blocks: readonly ImportedBlock[], pieces: Piece[]): void {
  for (const [at, { type, text, spans }] of blocks.entries()) {
    if (type !== 'heading') continue;
    if (!isControlLine(text)) continue;
    pieces[at] = new Piece(text, spans, true);
    (pieces[at] as Piece).verdict = { type, because: CONTROL_REASON, leftOut: CONTROL_REASON };
  }
}
