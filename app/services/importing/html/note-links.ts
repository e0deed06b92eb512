import type { DomDocument, DomElement } from './dom.ts';

/** What a note is called at its beginning: “1”, “[12]”, “a”, “*”. */
const NUMBER = /^[[(]?(?:\d{1,3}|[a-z]{1,2}|[*†‡§]{1,3})[\])]?[.:]?$/iu;
/** What leads back from a note's end. */
const BACK = /^(?:[\u2190-\u21ff^]\ufe0e?\s*)+$/u;
/** What may be a note as a whole. */
const BLOCK = /^(?:p|li|div|dd|aside|section)$/;
const HEADING = /^h[1-6]$/;

/**
 * The notes of a page, each with the link that leads back from it: two links that lead to one another are a note's
 * mark in the text and the note, whatever the page calls either.
 */
export function noteLinks(document: DomDocument, anchors: readonly DomElement[]): ReadonlyMap<DomElement, DomElement> {
  const notes = new Map<DomElement, DomElement>();
  const links = anchors.filter((link) => link.getAttribute('href')?.startsWith('#'));
  if (links.filter((link) => isMark((link.textContent ?? '').trim())).length < 2) return notes;
  const orders = new Map(links.map((link, order) => [link, order]));
  const targets = new Map<string, DomElement>();
  for (const element of document.querySelectorAll('[id], a[name]'))
    for (const name of [element.getAttribute('id'), element.getAttribute('name')])
      if (name && !targets.has(name)) targets.set(name, element);
  for (const [order, link] of links.entries()) {
    const words = (link.textContent ?? '').trim();
    const isNumber = NUMBER.test(words);
    if (!isMark(words)) continue;
    const mark = linkAt(targets.get(targetOf(link)));
    if (!mark || (orders.get(mark) ?? order) >= order) continue;
    const block = noteAround(link, targets.get(targetOf(mark)));
    if (block && (!isNumber || beginsWith(block, link))) notes.set(block, link);
  }
  return notes;
}

function isMark(words: string): boolean {
  return NUMBER.test(words) || BACK.test(words);
}

function targetOf(link: DomElement): string {
  return (link.getAttribute('href') ?? '').slice(1);
}

/** The link of a mark, which may stand around the named place or in it. */
function linkAt(place: DomElement | undefined): DomElement | undefined {
  if (!place) return undefined;
  for (const each of [place, place.parentNode]) if (each?.getAttribute('href')?.startsWith('#')) return each;
  return place.querySelector('a[href^="#"]') ?? undefined;
}

/** The block that a link stands in, where it is the one that the mark leads to. */
function noteAround(link: DomElement, named: DomElement | undefined): DomElement | undefined {
  let block: DomElement | undefined;
  for (let each: DomElement | null = link; each; each = each.parentNode) {
    if (HEADING.test(each.localName) || each.localName === 'body') return undefined;
    if (BLOCK.test(each.localName)) block ??= each;
    // A note of several paragraphs is an item of a list, or named as a whole.
    if (each.localName === 'li') block = each;
    if (each === named) return BLOCK.test(each.localName) ? each : (block ?? outerBlock(each));
  }
  return undefined;
}

function outerBlock(element: DomElement): DomElement | undefined {
  for (let each: DomElement | null = element; each && each.localName !== 'body'; each = each.parentNode)
    if (BLOCK.test(each.localName)) return each;
  return undefined;
}

function beginsWith(block: DomElement, link: DomElement): boolean {
  const words = (link.textContent ?? '').trim();
  return (block.textContent ?? '').trimStart().startsWith(words);
}
