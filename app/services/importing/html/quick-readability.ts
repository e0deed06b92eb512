import { Readability } from '@mozilla/readability';
import { type DomDocument, type DomElement, elementsIn } from './dom.ts';

/** What of Readability's inside is done otherwise here; its own types tell only of `parse`. */
interface Inside {
  parse(): { content?: unknown } | null;
  _isProbablyVisible(element: DomElement): boolean;
}

const Slow = Readability as unknown as new (page: unknown, options: object) => Inside;

/** What hides an element. */
const HIDING = ['style', 'hidden', 'aria-hidden'];

/** What it makes itself, or makes of other elements. */
const MADE: ReadonlySet<string> = new Set(['div', 'p', 'span', 'section', 'h2', 'img']);

/**
 * Readability, with the two questions that it asks of each element again and again answered more quickly: linkedom would
 * compile a selector for the one and parse a style for the other. The answers are the same.
 */
export class QuickReadability extends Slow {
  /** The names of the elements that the page has. */
  private readonly names: ReadonlySet<string>;

  constructor(page: DomDocument, options: object) {
    super(page, options);
    this.names = new Set(elementsIn(page.documentElement).map(({ localName }) => localName.toLowerCase()));
  }

  /** @param names also in capitals */
  _getAllNodesWithTag(root: DomElement | DomDocument, names: readonly string[]): DomElement[] {
    const wanted = names.map((name) => name.toLowerCase()).filter((name) => this.names.has(name) || MADE.has(name));
    if (wanted.length === 0) return [];
    return elementsIn('documentElement' in root ? root.documentElement : root, new Set(wanted));
  }

  override _isProbablyVisible(element: DomElement): boolean {
    return !HIDING.some((name) => element.hasAttribute(name)) || super._isProbablyVisible(element);
  }
}
