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
  readonly previousElementSibling: DomElement | null;
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

/** Elements within each other; no page comes near it, and the parser's time grows with its square. */
const MAX_NESTED = 10_000;
/** Elements that end only where their page says so; a paragraph or a row ends by itself. */
const NESTING = /<(\/?)(?:a|article|b|blockquote|center|div|em|font|i|ol|section|small|span|strong|table|u|ul)[\s>]/gi;

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

/** All elements, or those of some names, in reading order, found in one walk. */
export function elementsIn(root: DomNode, names?: ReadonlySet<string>): DomElement[] {
  const found: DomElement[] = [];
  let node: DomNode | null = root.firstChild;
  while (node) {
    // What somebody made by hand may have a name in capitals.
    if (isElement(node) && (!names || names.has(node.localName.toLowerCase()))) found.push(node);
    let next: DomNode | null = node.firstChild;
    for (let up: DomNode | null = node; !next && up && up !== root; up = up.parentNode) next = up.nextSibling;
    node = next;
  }
  return found;
}

/** The same, by their names. */
export function elementsNamed(root: DomNode, names: ReadonlySet<string>): Map<string, DomElement[]> {
  const found = new Map<string, DomElement[]>();
  for (const element of elementsIn(root, names)) {
    const others = found.get(element.localName);
    if (others) others.push(element);
    else found.set(element.localName, [element]);
  }
  return found;
}

/** An element's text where it isn't longer than so many characters; it isn't gathered any further than that. */
export function shortText(element: DomElement, most: number): string | undefined {
  let text = '';
  let node: DomNode | null = element.firstChild;
  while (node) {
    if (isText(node)) text += node.textContent ?? '';
    if (text.length > most) return undefined;
    let next: DomNode | null = node.firstChild;
    for (let up: DomNode | null = node; !next && up && up !== element; up = up.parentNode) next = up.nextSibling;
    node = next;
  }
  return text;
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
  if (deepestIn(html) > MAX_NESTED) {
    throw new Refusal(
      'too-deep',
      `“${name}” has more than ${MAX_NESTED} elements within each other, which no article has. Save the part that you need in a file of its own and import that.`,
    );
  }
  const whole = /<(?:html|body)[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`;
  const parsed = documentOf(/<html[\s>]/i.test(whole) ? whole : `<html>${whole}</html>`);
  if (CAPITAL_NAME.test(whole)) smallNames(parsed.documentElement);
  gatherBody(parsed);
  return parsed;
}

/** An attribute as pages of the nineties have it: `HREF="…"`. */
const CAPITAL_NAME = /<[^<>]*\s[A-Z][\w-]*\s*=/;

/** Gives attributes their names in small letters, as browsers do; the parser leaves capitals, and nothing finds these. */
function smallNames(root: DomElement): void {
  for (const element of root.querySelectorAll('*'))
    for (const { name, value } of [...element.attributes]) {
      const small = name.toLowerCase();
      if (small === name) continue;
      element.removeAttribute(name);
      if (!element.hasAttribute(small)) element.setAttribute(small, value);
    }
}

/** What may stand in a page's head; anything else there is text that lost its way. */
const HEAD = /^(?:title|meta|link|style|script|base|template)$/;

/** Puts all that a browser would show into the body, as browsers do: a page may have none, or text outside of it. */
function gatherBody(document: DomDocument): void {
  const html = document.documentElement;
  const children = [...childrenOf(html)];
  const found = children.find((child): child is DomElement => isElement(child) && child.localName === 'body');
  const body = found ?? document.createElement('body');
  const first = body.firstChild;
  let before = found !== undefined;
  for (const child of children) {
    if (child === body) before = false;
    else if (!isElement(child) || child.localName !== 'head') move(child, body, before ? first : null);
    else for (const stray of strayIn(child)) body.insertBefore(stray, first);
  }
  for (const child of [...childrenOf(document)])
    if (child !== html && (isElement(child) || isText(child))) move(child, body, null);
  if (!found) html.appendChild(body);
}

function move(node: DomNode, body: DomElement, before: DomNode | null): void {
  if (!isElement(node) || node.localName !== 'body') body.insertBefore(node, before);
  else for (const child of [...childrenOf(node)]) body.insertBefore(child, before);
}

function strayIn(head: DomElement): DomNode[] {
  const children = [...childrenOf(head)];
  const from = children.findIndex((child) =>
    isElement(child) ? !HEAD.test(child.localName) && child.localName !== 'noscript' : isText(child) && hasText(child),
  );
  return from < 0 ? [] : children.slice(from).filter((child) => !isElement(child) || !HEAD.test(child.localName));
}

function hasText(node: DomNode): boolean {
  return (node.textContent ?? '').trim() !== '';
}

function documentOf(html: string): DomDocument {
  const { document } = parseHTML(html) as unknown as { document: DomDocument };
  // A remark that doesn't end swallows all that follows.
  if ((document.documentElement as DomElement | null)?.localName === 'html') return document;
  return documentOf(
    `<html><body>${document.documentElement ? html.replace(/<\/?html[^>]*>/gi, '') : ''}</body></html>`,
  );
}

/** How many elements stand within each other at most, of those that end only where a page says so. */
export function deepestIn(html: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [, closes] of html.matchAll(NESTING)) {
    depth = Math.max(0, depth + (closes ? -1 : 1));
    deepest = Math.max(deepest, depth);
  }
  return deepest;
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
