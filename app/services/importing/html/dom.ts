import { parseHTML } from 'linkedom';
import { Refusal } from '../../../../shared/refusal.ts';

/*
 * The little of the DOM that importing needs. linkedom gives it: it runs no scripts, fetches nothing and knows no
 * layout, so a page is only data here; jsdom is larger, slower, and its current release needs Node 22.
 */

export interface DomNode {
  readonly nodeType: number;
  readonly parentNode: DomElement | null;
  readonly firstChild: DomNode | null;
  readonly nextSibling: DomNode | null;
  textContent: string | null;
}

export interface DomElement extends DomNode {
  readonly localName: string;
  readonly attributes: Iterable<{ name: string; value: string }>;
  readonly children: ArrayLike<DomElement>;
  innerHTML: string;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement> & { length: number };
  insertBefore(node: DomNode, before: DomNode | null): void;
  appendChild(node: DomNode): void;
  replaceWith(node: DomNode): void;
  remove(): void;
}

export interface DomDocument extends DomNode {
  readonly documentElement: DomElement;
  readonly body: DomElement;
  readonly head: DomElement | null;
  createElement(name: string): DomElement;
  createTextNode(text: string): DomNode;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement> & { length: number };
}

const ELEMENT = 1;
const TEXT = 3;

/** More elements than the longest book has; each takes a kilobyte and more of memory. */
export const MAX_ELEMENTS = 300_000;

/** Whether a node is an element. */
export function isElement(node: DomNode | null): node is DomElement {
  return node?.nodeType === ELEMENT;
}

/** Whether a node is text. */
export function isText(node: DomNode): boolean {
  return node.nodeType === TEXT;
}

/** A node's children, in order. */
export function* childrenOf(node: DomNode): Iterable<DomNode> {
  for (let child = node.firstChild; child; child = child.nextSibling) yield child;
}

/**
 * Parses a page or a piece of one. Whatever is wrong with it is mended as browsers do, or nearly so.
 *
 * @throws {Refusal} where it has more elements than any article
 */
export function parseHtml(html: string, name: string): DomDocument {
  let tags = 0;
  for (const _ of html.matchAll(/<[a-z]/gi)) tags++;
  if (tags > MAX_ELEMENTS) {
    throw new Refusal(
      'too-many-elements',
      `“${name}” has ${tags} elements, and an article may have ${MAX_ELEMENTS}. Save the part that you need in a file of its own and import that.`,
    );
  }
  const whole = /<(?:html|body)[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`;
  const { document } = parseHTML(/<html[\s>]/i.test(whole) ? whole : `<html>${whole}</html>`);
  const parsed = document as unknown as DomDocument;
  if (!parsed.querySelector('body')) parsed.documentElement.appendChild(parsed.createElement('body'));
  return parsed;
}

const VOID = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/i;

/** XHTML as HTML: without its prologue, and with end tags where an element closes itself. Entities it declares are not read. */
export function xhtmlAsHtml(xml: string): string {
  return xml
    .replace(/^\s*<\?xml[^>]*\?>/, '')
    .replace(/<!DOCTYPE[^>[]*(?:\[[^\]]*\]\s*)?>/i, '')
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;'))
    .replace(/<([a-z][\w:-]*)((?:\s[^<>]*)?)\/>/gi, (tag, name: string, rest: string) =>
      VOID.test(name) ? tag : `<${name}${rest}></${name}>`,
    );
}
