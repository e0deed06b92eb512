import { isBylineText, namesSource } from '../../../../shared/importing/rules/byline.ts';
import { isReadingTime } from '../../../../shared/importing/rules/reading-time.ts';
import { isDateLine } from '../../../../shared/importing/words/dates.ts';
import { childrenOf, type DomElement, isElement, shortText } from './dom.ts';
import { namedType } from './furniture.ts';
import type { PageOutline } from './page-outline.ts';

/*
 * Who wrote an article and when stands around its headline, often in a frame with buttons and links, or one that is
 * called after what else is in it; those lines are looked for, so that the frame takes nothing with it.
 */

/** The headline's frame, the article's header, the article. */
const LEVELS_UP = 4;
/** A date is set in a few frames; a page that has many was made to exhaust the stack. */
const LEVELS_DOWN = 8;
const LONGEST_LINE = 120;
/** A byline, two dates, a source: a page has a few of them. */
const MOST_LINES = 12;

type IsLine = (text: string, element: DomElement) => boolean;

/**
 * The lines around a headline that say who wrote the article, and when; what else stands there is menu and buttons.
 * Above the headline, where the menu is, only dates, sources and the very names of the authors count.
 */
export function linesAround(
  title: DomElement | undefined,
  root: DomElement,
  outline: PageOutline,
  authors: readonly string[],
): DomElement[] {
  const above: DomElement[] = [];
  const below: DomElement[] = [];
  let inner = title;
  let isOpen = true;
  for (let level = 0; inner && level < LEVELS_UP; level += 1) {
    const parent: DomElement | null = inner.parentNode;
    if (outline.holds(inner, root)) isOpen = false;
    if (!parent || parent.localName === 'body' || parent.localName === 'html') break;
    for (let each = inner.previousElementSibling; each; each = each.previousElementSibling)
      above.push(...linesIn(each, (text) => isDateOrSource(text) || authors.includes(text)));
    for (let each = inner.nextSibling; each && isOpen; each = each.nextSibling) {
      if (!isElement(each)) continue;
      below.push(...linesBefore(each, root, outline));
      if (outline.holds(each, root)) isOpen = false;
    }
    inner = parent;
  }
  return [...below.slice(0, MOST_LINES), ...above.slice(0, MOST_LINES)];
}

/** The lines in an element, up to where the text begins. */
function linesBefore(element: DomElement, root: DomElement, outline: PageOutline, level = 0): DomElement[] {
  if (element === root || level > LEVELS_DOWN) return [];
  if (!outline.holds(element, root)) return linesIn(element, isHeadLine);
  const found: DomElement[] = [];
  for (const child of childrenOf(element)) {
    if (!isElement(child)) continue;
    found.push(...linesBefore(child, root, outline, level + 1));
    if (outline.holds(child, root)) break;
  }
  return found;
}

function isDateOrSource(text: string): boolean {
  return isDateLine(text) || namesSource(text);
}

function isHeadLine(text: string, element: DomElement): boolean {
  if (isDateOrSource(text) || isBylineText(text)) return true;
  const isByline = namedType(element) === 'byline' || element.querySelector('[itemprop=author]') !== null;
  return isByline && element.querySelector('div, p, li, h2, h3, h4') === null;
}

function linesIn(element: DomElement, isLine: IsLine, level = 0): DomElement[] {
  if (level > LEVELS_DOWN) return [];
  const text = shortText(element, LONGEST_FRAME)?.replace(/\s+/gu, ' ').trim();
  if (!text) return [];
  const inner = [...childrenOf(element)].filter(isElement).flatMap((child) => linesIn(child, isLine, level + 1));
  const isWhole = text.length <= LONGEST_LINE && isLine(text, element);
  return isWhole && inner.length < 2 && !(inner.length === 1 && hasReadingTime(element)) ? [element] : inner;
}

/** How long reading takes often stands beside the date; it is the page's own. */
function hasReadingTime(element: DomElement): boolean {
  return [...childrenOf(element)].some((child) => isElement(child) && isReadingTime((child.textContent ?? '').trim()));
}

/** What frames such lines has little other text; a longer one is the article, or a list. */
const LONGEST_FRAME = 600;
