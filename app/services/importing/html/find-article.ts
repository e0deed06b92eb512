import type { AboutArticle } from '../../../../shared/article/about.ts';
import type { BlockType } from '../../../../shared/article/block-types.ts';
import { likeness, wordsOf } from '../../../../shared/importing/wording.ts';
import { childrenOf, type DomDocument, type DomElement, type DomNode, isElement, isText, shortText } from './dom.ts';
import { furnitureReason, isSubheading, namedType, OF_LINKS, UNSEEN } from './furniture.ts';
import { linesAround } from './head-lines.ts';
import { keptByNumbers, textsIn } from './kept-texts.ts';
import { noteLinks } from './note-links.ts';
import { offerReason } from './page-furniture.ts';
import { type Outlined, PageOutline } from './page-outline.ts';
import type { TreeOptions } from './tree-reader.ts';

const OUTSIDE = 'Stands outside the article.';
const LINKS = 'Mostly links to other pages.';

/** The article's root holds this share of what Readability found. */
const ROOT_SHARE = 0.85;
/** Where Readability found less than this share of a page that is hardly longer, it found the wrong thing. */
const LEAST_SHARE = 0.2;
/** What is so full of links is a list of them. */
const LINK_SHARE = 0.5;
/** Of two lines with this share of words in common one is the other's heading. */
const SAME_TITLE = 0.6;
/** A lesser heading has to be the title to the word. */
const VERY_TITLE = 0.95;

/** Where the article of a page is: what of it the reader of its tree leaves out, and what its parts are. */
export interface FoundArticle extends TreeOptions {
  title: DomElement | undefined;
}

/**
 * Finds the article on a page that has more on it. Readability says where it is; what it would drop within the article
 * (tables, lists, pictures) stays unless it is links or named as furniture, since leaving too much is easier to mend.
 *
 * @param about what the page says that its title is, and its authors
 * @param keptTexts what Readability kept of the same page; see `keptByReadability`
 */
export function findArticle(
  document: DomDocument,
  { title, authors = [] }: AboutArticle,
  keptTexts: readonly number[] | undefined,
): FoundArticle {
  const { body } = document;
  const texts = textsIn(body);
  const kept = keptTexts?.flatMap((at) => texts[at] ?? []) ?? keptByNumbers(document);
  const outline = new PageOutline(body);
  const pageLength = outline.of(body).letters;
  const lengths = keptLengths(body, kept);
  const found = lengths.get(body) ?? 0;
  const root = found > pageLength * LEAST_SHARE || found > 1_000 ? rootOf(body, lengths, found) : body;
  const heading = titleOf(document, outline, root, title);
  const lines = linesAround(heading, root, outline, authors);
  const parts = [root, ...partsBelow(root, outline)];
  return {
    title: heading,
    leaves: leaver(parts, heading, lengths, outline, lines),
    typeOf: typer(heading, lines, firstText(root, outline), outline),
    notes: noteLinks(document, outline.named('a')),
    among: paragraphsAmongOthers(outline),
  };
}

/** How much text of what was kept stands in each element. */
function keptLengths(body: DomElement, kept: readonly DomNode[]): Map<DomElement, number> {
  const lengths = new Map<DomElement, number>();
  const add = (from: DomElement, length: number) => {
    for (let element: DomElement | null = from; element; element = element === body ? null : element.parentNode)
      lengths.set(element, (lengths.get(element) ?? 0) + length);
  };
  for (const text of kept) if (text.parentNode) add(text.parentNode, (text.textContent ?? '').trim().length);
  return lengths;
}

function rootOf(body: DomElement, lengths: ReadonlyMap<DomElement, number>, found: number): DomElement {
  let root = body;
  for (;;) {
    let next: DomElement | undefined;
    for (const child of childrenOf(root))
      if (isElement(child) && (lengths.get(child) ?? 0) >= found * ROOT_SHARE) next = child;
    if (!next || /^(?:p|h\d|ul|ol|table|tbody|tr|blockquote|pre)$/.test(next.localName)) {
      // A cell of a page that was laid out as a table is as good a root as any.
      if (next && /^(?:table|tbody|tr)$/.test(next.localName)) {
        root = next;
        continue;
      }
      return root;
    }
    root = next;
  }
}

function titleOf(
  document: DomDocument,
  outline: PageOutline,
  root: DomElement,
  title: string | undefined,
): DomElement | undefined {
  const words = wordsOf(title ?? '');
  const headings = outline.named('h1').filter((heading) => !leadsHome(heading));
  const lesser = [...outline.named('h2'), ...outline.named('h3')];
  const all = headings.length > 0 ? headings : lesser;
  const likely = likeliest(all, words);
  if (likely && likely.like >= SAME_TITLE) return likely.heading;
  // Some sites set their own name, or a department's, larger than the headline.
  const start = outline.of(firstText(root, outline) ?? root).from;
  const other = likeliest(
    lesser.filter((heading) => outline.of(heading).from <= start),
    words,
  );
  if (other && other.like >= VERY_TITLE) return other.heading;
  const first =
    headings.find((heading) => outline.holds(root, heading)) ?? (headings.length === 1 ? headings[0] : undefined);
  return first ?? (all.length === 0 || headings.length === 0 ? largestLine(document) : undefined);
}

function likeliest(
  headings: readonly DomElement[],
  title: readonly string[],
): { heading: DomElement; like: number } | undefined {
  return headings
    .map((heading) => ({ heading, like: titleLikeness(title, wordsOf(heading.textContent ?? '')) }))
    .sort((a, b) => b.like - a.like)[0];
}

/** A heading that leads to the front page is the site's name. */
function leadsHome(heading: DomElement): boolean {
  const href = heading.querySelector('a[href]')?.getAttribute('href') ?? heading.parentNode?.getAttribute('href');
  return href !== undefined && href !== null && /^(?:(?:https?:)?\/\/[^/?#]+)?\/?(?:index\.html?)?$/i.test(href);
}

/** Newsletters and old pages know no headings: the line in the largest letters, above all text, is the headline. */
function largestLine(document: DomDocument): DomElement | undefined {
  let largest: DomElement | undefined;
  let most = LEAST_SIZE;
  for (const element of document.querySelectorAll('[style*="font-size"], font[size]')) {
    const size = pixelsOf(element);
    if (size <= most) continue;
    const text = shortText(element, LONGEST_TITLE);
    if (text === undefined || wordsOf(text).length < LEAST_TITLE) continue;
    largest = element;
    most = size;
  }
  return largest;
}

/** Running text on pages and in mails has 16 pixels at most. */
const LEAST_SIZE = 19;
const LONGEST_TITLE = 200;
const LEAST_TITLE = 2;
/** What `font size=4` and larger ones are in pixels. */
const FONT_SIZES: Readonly<Record<string, number>> = { 4: 18, 5: 24, 6: 32, 7: 48, '+1': 18, '+2': 24, '+3': 32 };

function pixelsOf(element: DomElement): number {
  if (element.localName === 'font') return FONT_SIZES[element.getAttribute('size') ?? ''] ?? 0;
  const [, number = '', unit = ''] =
    /(?:^|;)\s*font-size\s*:\s*([\d.]+)(px|pt)/i.exec(element.getAttribute('style') ?? '') ?? [];
  return Number(number) * (unit.toLowerCase() === 'pt' ? 4 / 3 : 1);
}

/** A page's title often has the site's name behind the article's: all words of a heading in it are enough. */
function titleLikeness(title: readonly string[], heading: readonly string[]): number {
  if (heading.length >= 3 && heading.every((word) => title.includes(word))) return 1;
  return likeness(title, heading);
}

/**
 * Parts of an article that stand below its root in elements of their own, such as its conclusion, or the rows of a
 * letter that was laid out as a table: running text without links.
 */
function partsBelow(root: DomElement, outline: PageOutline): DomElement[] {
  const found: DomElement[] = [];
  let inner = root;
  for (let level = 0; level < LEVELS_OF_PARTS; level += 1) {
    const parent: DomElement | null = inner.parentNode;
    if (!parent || /^(?:body|html|main)$/.test(inner.localName) || parent.localName === 'html') break;
    for (let each = inner.nextSibling; each; each = each.nextSibling)
      if (isElement(each) && isPart(each, outline.of(each))) found.push(each);
    if (inner.localName === 'article' || inner.localName === 'table') break;
    inner = parent;
  }
  return found;
}

const LEVELS_OF_PARTS = 2;

function isPart(element: DomElement, { letters, linked, hasField }: Outlined): boolean {
  if (hasField || linked > letters * FEW_LINKS || !/^(?:section|div|tr|p|blockquote)$/.test(element.localName))
    return false;
  if (letters < (element.localName === 'tr' ? LEAST_ROW : LEAST_PART)) return false;
  return furnitureReason(element, () => 0) === undefined;
}

/** Less text below an article is a notice, or says who wrote it. */
const LEAST_PART = 300;
const LEAST_ROW = 60;

function leaver(
  parts: readonly DomElement[],
  title: DomElement | undefined,
  lengths: ReadonlyMap<DomElement, number>,
  outline: PageOutline,
  lines: readonly DomElement[],
): NonNullable<TreeOptions['leaves']> {
  // The reader asks in reading order, so these tell whether it is between the headline and the text.
  let seenTitle = title === undefined;
  const [root = outline.body] = parts;
  let seenRoot = root === outline.body;
  const pageLength = outline.of(outline.body).letters;
  const opened = new Set<DomElement | null>();
  return (element) => {
    if (element === root) seenRoot = true;
    if (element === title) seenTitle = true;
    if (parts.some((part) => outline.holds(element, part)) || (title !== undefined && outline.holds(element, title)))
      return undefined;
    const outlined = outline.of(element);
    const held = lines.filter((line) => outline.holds(element, line));
    const said = held.reduce((sum, line) => sum + outline.of(line).letters, 0);
    const furniture =
      furnitureReason(element, () => (pageLength > 0 ? outlined.letters / pageLength : 0)) ??
      offerReason(element, outlined);
    const isLines = said > outlined.letters * MOSTLY && !UNSEEN.has(furniture);
    if (furniture && !isLines && !isMisnamed(furniture, outlined, lengths.get(element) ?? 0))
      return { reason: furniture, whole: true };
    if (parts.some((part) => outline.holds(part, element))) {
      const dropped = !lengths.has(element) && lengths.size > 0;
      return dropped && isLinks(outlined) && !isNamed(element) ? { reason: LINKS, whole: true } : undefined;
    }
    if (title && outline.holds(title, element)) return undefined;
    const isBetween = seenTitle && !seenRoot;
    if (isBetween && !(outlined.links > 0 && opened.has(element.parentNode)) && belongsToHead(element, outlined))
      return undefined;
    if (isBetween && !isLinks(outlined) && isInLine(element)) return undefined;
    if (lines.some((line) => outline.holds(line, element))) return undefined;
    if (said > 0) {
      opened.add(element);
      return undefined;
    }
    return { reason: OUTSIDE, whole: false };
  };
}

/** What is so full of dates and authors is nothing else, whatever it is called. */
const MOSTLY = 0.6;

/** A link or a stressed word in the midst of a line goes with the line; links beside one another are none. */
function isInLine(element: DomElement): boolean {
  const { localName, parentNode } = element;
  if (!parentNode || !PHRASE.test(localName)) return false;
  const isLink = localName === 'a' || element.querySelector('a') !== null;
  for (const each of childrenOf(parentNode)) {
    const counts = isText(each) || (!isLink && isElement(each) && each !== element && PHRASE.test(each.localName));
    if (counts && hasWords(each)) return true;
  }
  return false;
}

const PHRASE = /^(?:a|abbr|b|bdi|cite|code|em|font|i|mark|q|small|span|strong|sub|sup|time|u)$/;

function hasWords(node: DomNode): boolean {
  return /[\p{L}\p{N}]/u.test(node.textContent ?? '');
}

/** What is called links, or an offer, and is long text without links that Readability kept: the rest of the article. */
function isMisnamed(reason: string, { letters, linked }: Outlined, kept: number): boolean {
  return OF_LINKS.has(reason) && letters >= LEAST_REST && linked < letters * FEW_LINKS && kept > letters * MOSTLY;
}

/** Lists of links to read on, and offers, have fewer letters, or more links. */
const LEAST_REST = 1_000;
const FEW_LINKS = 0.1;

/** Between headline and text: what is said to be a standfirst or a byline, and plain sentences and pictures. */
function belongsToHead(element: DomElement, outlined: Outlined): boolean {
  if (namedType(element)) return true;
  // Facts about an article are often a list of terms: from whom, and when.
  if (/^(?:dl|dt|dd|details|summary)$/.test(element.localName)) return true;
  if (element.querySelector('[class*=byline], [class*=author], [rel=author], time, dl')) return true;
  if (isLinks(outlined)) return false;
  return /^(?:p|h1|h2|h3|ul|ol|li|blockquote|figure|figcaption|img|amp-img|picture|time|span|div|a|em|strong|header|section)$/.test(
    element.localName,
  );
}

/** Authors are links, too. */
function isNamed(element: DomElement): boolean {
  const { parentNode: parent } = element;
  return namedType(element) !== undefined || (parent !== null && namedType(parent) !== undefined);
}

function isLinks({ letters, linked, links }: Outlined): boolean {
  return letters > 0 && links > 1 && linked > letters * LINK_SHARE;
}

function typer(
  title: DomElement | undefined,
  lines: readonly DomElement[],
  first: DomElement | undefined,
  outline: PageOutline,
): (element: DomElement) => BlockType | undefined {
  return (element) => {
    if (element === title) return 'title';
    if (lines.includes(element)) return 'byline';
    const named = namedType(element) ?? captionBelow(element);
    // What sums an article up stands above its text; further down the name is a subheading's.
    const isBelow = first !== undefined && outline.of(element).from > outline.of(first).from;
    if (isBelow && isSubheading(element)) return 'heading';
    return named === 'standfirst' && isBelow ? undefined : named;
  };
}

/** Paragraphs of some length in one element are the text; what sums it up stands outside of that. */
function paragraphsAmongOthers(outline: PageOutline): Set<DomElement> {
  const all = new Set<DomElement>();
  let parent: DomElement | null = null;
  let group: DomElement[] = [];
  const end = () => {
    const long = group.filter((each) => outline.of(each).letters >= LEAST_BODY);
    if (long.length >= LEAST_GROUP) for (const each of group) all.add(each);
  };
  for (const paragraph of outline.named('p')) {
    if (paragraph.parentNode !== parent) {
      end();
      group = [];
      parent = paragraph.parentNode;
    }
    group.push(paragraph);
  }
  end();
  return all;
}

const LEAST_GROUP = 2;

/** The first paragraph of running text. */
function firstText(root: DomElement, outline: PageOutline): DomElement | undefined {
  for (const paragraph of outline.named('p'))
    if (outline.holds(root, paragraph) && outline.of(paragraph).letters >= LEAST_BODY && !namedType(paragraph))
      return paragraph;
  return undefined;
}

const LEAST_BODY = 140;

/** A line in the middle, right below a picture that has a line to itself, is the picture's caption. */
function captionBelow(element: DomElement): 'caption' | undefined {
  if (element.localName !== 'p' && element.localName !== 'div') return undefined;
  const isCentred =
    element.getAttribute('align') === 'center' || /text-align\s*:\s*center/i.test(element.getAttribute('style') ?? '');
  if (!isCentred || shortText(element, LONGEST_CAPTION) === undefined) return undefined;
  let before = element.previousElementSibling;
  while (before && before.localName === 'br') before = before.previousElementSibling;
  const isPicture = before !== null && before.querySelector('img') !== null && shortText(before, BLANKS)?.trim() === '';
  return isPicture && element.querySelector('img') === null ? 'caption' : undefined;
}

const LONGEST_CAPTION = 300;
/** White space around a picture. */
const BLANKS = 200;
