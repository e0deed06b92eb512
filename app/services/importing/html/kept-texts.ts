import { childrenOf, type DomDocument, type DomElement, type DomNode, isText } from './dom.ts';
import { QuickReadability } from './quick-readability.ts';

/** A number as an attribute's name, so that an element that Readability merges from two has both. */
const NUMBER = 'data-bm-';
/**
 * Runs Readability on a page, which is taken apart by it, and gives the numbers of those of its texts that are kept;
 * undefined where they can't be told and the page has to be asked by `keptByNumbers`.
 */
export function keptByReadability(page: DomDocument): number[] | undefined {
  const numbers = new Map(textsIn(page.body).map((text, at) => [text, at]));
  const parsed = readabilityOf(page);
  if (!parsed) return [];
  const kept = textsIn(parsed).flatMap((text) => numbers.get(text) ?? []);
  // Where it found too little it began anew, from the page's HTML, and nothing of the first page is left.
  return kept.length > 0 ? kept : undefined;
}

/** A copy of a page, to be taken apart. */
export function copyOf(document: DomDocument): DomDocument {
  return (document as unknown as { cloneNode(deep: boolean): DomDocument }).cloneNode(true);
}

/** All texts in an element, in reading order. */
export function textsIn(root: DomElement): DomNode[] {
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

/** The texts by numbers in attributes, which survive whatever Readability does, but make it half as slow again. */
export function keptByNumbers(document: DomDocument): DomNode[] {
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

function readabilityOf(copy: DomDocument): DomElement | undefined {
  try {
    const options = { serializer: (node: unknown) => node, charThreshold: 200, keepClasses: true };
    return new QuickReadability(copy, options).parse()?.content as DomElement | undefined;
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
