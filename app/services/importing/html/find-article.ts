import { Readability } from '@mozilla/readability';
import type { BlockType } from '../../../../shared/article/block-types.ts';
import { likeness, wordsOf } from '../../../../shared/importing/wording.ts';
import { childrenOf, type DomDocument, type DomElement, type DomNode, isElement, isText } from './dom.ts';
import { furnitureReason, namedType } from './furniture.ts';
import { offerReason } from './page-furniture.ts';
import type { TreeOptions } from './tree-reader.ts';

const OUTSIDE = 'Stands outside the article.';
const LINKS = 'Mostly links to other pages.';

/** A number as an attribute's name, so that an element that Readability merges from two has both. */
const NUMBER = 'data-bm-';
/** The article's root holds this share of what Readability found. */
const ROOT_SHARE = 0.85;
/** Where Readability found less than this share of a page that is hardly longer, it found the wrong thing. */
const LEAST_SHARE = 0.2;
/** What is so full of links is a list of them. */
const LINK_SHARE = 0.5;
/** Of two lines with this share of words in common one is the other's heading. */
const SAME_TITLE = 0.6;

/** Where the article of a page is: what of it the reader of its tree leaves out, and what its parts are. */
export interface FoundArticle extends TreeOptions {
  title: DomElement | undefined;
}

/**
 * Finds the article on a page that has more on it. Readability says where it is; what it would drop within the article
 * (tables, lists, pictures) stays unless it is links or named as furniture, since leaving too much is easier to mend.
 *
 * @param title what the page says that its title is
 */
export function findArticle(document: DomDocument, title: string | undefined): FoundArticle {
  const { body } = document;
  const pageLength = (body.textContent ?? '').length;
  const kept = keptByReadability(document);
  const lengths = keptLengths(body, kept);
  const found = lengths.get(body) ?? 0;
  const root = found > pageLength * LEAST_SHARE || found > 1_000 ? rootOf(body, lengths, found) : body;
  const heading = titleOf(document, root, title);
  return { title: heading, leaves: leaver(root, heading, lengths, pageLength, body), typeOf: typer(heading) };
}

/** Runs Readability on a copy of the page; gives the texts of the page that it kept. */
function keptByReadability(document: DomDocument): DomNode[] {
  const copy = copyOf(document);
  const originals = textsIn(document.body);
  const byCopy = new Map(textsIn(copy.body).map((text, at) => [text, originals[at] as DomNode]));
  const parsed = readabilityOf(copy);
  const kept = parsed ? textsIn(parsed).flatMap((text) => byCopy.get(text) ?? []) : [];
  // Where it found too little it began anew, from the page's HTML, and nothing of the copy is left.
  return kept.length > 0 || !parsed ? kept : keptByNumbers(document);
}

function copyOf(document: DomDocument): DomDocument {
  return (document as unknown as { cloneNode(deep: boolean): DomDocument }).cloneNode(true);
}

function textsIn(root: DomElement): DomNode[] {
  const found: DomNode[] = [];
  let node: DomNode | null = root.firstChild;
  while (node) {
    if (isText(node)) found.push(node);
    let next: DomNode | null = node.firstChild;
    for (let up: DomNode | null = node; !next && up && up !== root; up = up.parentNode) next = up.nextSibling;
    node = next;
  }
  return found;
}

/** The same by numbers in attributes, which survive whatever Readability does, but make it half as slow again. */
function keptByNumbers(document: DomDocument): DomNode[] {
  for (const element of [...document.body.querySelectorAll('*'), document.body]) wrapLooseText(document, element);
  const elements = [...document.body.querySelectorAll('*')];
  for (const [number, element] of elements.entries()) element.setAttribute(`${NUMBER}${number}`, '');
  const kept = new Set<DomElement>();
  for (const element of readabilityOf(copyOf(document))?.querySelectorAll('*') ?? []) {
    for (const { name } of element.attributes) {
      const original = name.startsWith(NUMBER) ? elements[Number(name.slice(NUMBER.length))] : undefined;
      if (original) kept.add(original);
    }
  }
  return [...kept].flatMap((element) => [...childrenOf(element)].filter(isText));
}

function readabilityOf(copy: unknown): DomElement | undefined {
  try {
    const options = { serializer: (node: unknown) => node, charThreshold: 200, keepClasses: true };
    return new Readability(copy as never, options).parse()?.content as DomElement | undefined;
  } catch {
    // A page that it can't cope with is read whole.
    return undefined;
  }
}

/** Readability moves text that stands beside elements into paragraphs of its own, which have no number. */
function wrapLooseText(document: DomDocument, element: DomElement): void {
  if (!/^(?:div|section|article|main|body|td|center|form|aside|header|footer|font|span)$/.test(element.localName))
    return;
  const children = [...childrenOf(element)];
  if (children.length < 2) return;
  for (const child of children) {
    if (!isText(child) || !child.textContent?.trim()) continue;
    const span = document.createElement('span');
    element.insertBefore(span, child);
    span.appendChild(child);
  }
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

function titleOf(document: DomDocument, root: DomElement, title: string | undefined): DomElement | undefined {
  const words = wordsOf(title ?? '');
  const headings = [...document.querySelectorAll('h1')];
  const all = headings.length > 0 ? headings : [...document.querySelectorAll('h2')];
  const likely = all
    .map((heading) => ({ heading, like: titleLikeness(words, wordsOf(heading.textContent ?? '')) }))
    .sort((a, b) => b.like - a.like)[0];
  if (likely && likely.like >= SAME_TITLE) return likely.heading;
  return headings.find((heading) => contains(root, heading)) ?? (headings.length === 1 ? headings[0] : undefined);
}

/** A page's title often has the site's name behind the article's: all words of a heading in it are enough. */
function titleLikeness(title: readonly string[], heading: readonly string[]): number {
  if (heading.length >= 3 && heading.every((word) => title.includes(word))) return 1;
  return likeness(title, heading);
}

function contains(ancestor: DomElement, element: DomElement): boolean {
  for (let each: DomElement | null = element; each; each = each.parentNode) if (each === ancestor) return true;
  return false;
}

function leaver(
  root: DomElement,
  title: DomElement | undefined,
  lengths: ReadonlyMap<DomElement, number>,
  pageLength: number,
  body: DomElement,
): NonNullable<TreeOptions['leaves']> {
  // The reader asks in reading order, so these tell whether it is between the headline and the text.
  let seenTitle = title === undefined;
  let seenRoot = root === body;
  return (element) => {
    if (element === root) seenRoot = true;
    if (element === title) seenTitle = true;
    const holds = contains(element, root) || (title !== undefined && contains(element, title));
    if (holds) return undefined;
    const furniture = furnitureReason(element, pageLength) ?? offerReason(element);
    if (furniture) return { reason: furniture, whole: true };
    if (contains(root, element)) {
      const dropped = !lengths.has(element) && lengths.size > 0;
      return dropped && isLinks(element) ? { reason: LINKS, whole: true } : undefined;
    }
    if (title && contains(title, element)) return undefined;
    if (seenTitle && !seenRoot && belongsToHead(element)) return undefined;
    return { reason: OUTSIDE, whole: false };
  };
}

/** Between headline and text: what is said to be a standfirst or a byline, and plain sentences and pictures. */
function belongsToHead(element: DomElement): boolean {
  if (namedType(element) || element.querySelector('[class*=byline], [class*=author], [rel=author], time')) return true;
  if (isLinks(element)) return false;
  return /^(?:p|h2|h3|ul|ol|li|blockquote|figure|img|picture|time|span|div|a|em|strong|header|section)$/.test(
    element.localName,
  );
}

function isLinks(element: DomElement): boolean {
  const all = (element.textContent ?? '').replace(/\s+/g, ' ').trim().length;
  if (all === 0) return false;
  let linked = 0;
  for (const link of element.querySelectorAll('a'))
    linked += (link.textContent ?? '').replace(/\s+/g, ' ').trim().length;
  return linked > all * LINK_SHARE && element.querySelectorAll('a').length > 1;
}

function typer(title: DomElement | undefined): (element: DomElement) => BlockType | undefined {
  return (element) => (element === title ? 'title' : namedType(element));
}
