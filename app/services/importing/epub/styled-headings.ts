import { endsAsSentence } from '../../../../shared/importing/wording.ts';
import { childrenOf, type DomDocument, type DomElement, type DomNode, isElement, isText } from '../html/dom.ts';

/*
 * LibreOffice, and others that convert to EPUB, write headings as paragraphs that only a style sheet makes large. Where
 * a book has no heading at all, what its styles say is taken for it.
 */

interface Look {
  /** In points. */
  size?: number;
  bold?: boolean;
}

/** More than any book has for its styles. */
const MAX_CSS = 500_000;
/** A heading is larger than the text by this, or a little larger and bold. */
const LARGER = 1.25;
const SOMEWHAT_LARGER = 1.08;
const LONGEST_HEADING = 160;
const PARAGRAPHS = 'p, div.paragraph';
const POINTS: Readonly<Record<string, number>> = { pt: 1, px: 0.75, em: 12, rem: 12, '%': 0.12, in: 72, cm: 28.35 };

/** Makes headings of a book's chapters of what its style sheets set as headings; the largest, if it is one, its title. */
export function headingsByLook(chapters: readonly DomDocument[], css: string): void {
  if (chapters.some((chapter) => chapter.querySelector('h1, h2, h3, h4, h5, h6'))) return;
  const looks = looksIn(css.slice(0, MAX_CSS));
  const all = chapters.flatMap((chapter) =>
    [...chapter.body.querySelectorAll(PARAGRAPHS)].map((element) => ({ element, ...lookOf(element, looks) })),
  );
  const body = mostCommon(all);
  const headings = all.filter(({ element, size, bold }) => {
    const text = (element.textContent ?? '').trim();
    const isLarge = size >= body * LARGER || (bold && size >= body * SOMEWHAT_LARGER);
    return isLarge && text !== '' && text.length <= LONGEST_HEADING && !endsAsSentence(text);
  });
  // As many large paragraphs as small ones are a book for weak eyes.
  if (headings.length * 2 > all.length) return;
  const sizes = [...new Set(headings.map(({ size }) => size))].sort((a, b) => b - a);
  const isTitle = headings.filter(({ size }) => size === sizes[0]).length === 1 && headings[0]?.size === sizes[0];
  for (const { element, size } of headings) {
    const level = Math.min(6, sizes.indexOf(size) + (isTitle ? 1 : 2));
    rename(element, `h${level}`);
  }
}

function looksIn(css: string): Map<string, Look> {
  const looks = new Map<string, Look>();
  for (const [, name = '', rules = ''] of css.matchAll(/\.([\w-]{1,80})\s*\{([^}]{0,2000})\}/g)) {
    const size = /font-size\s*:\s*([\d.]{1,10})\s*(pt|px|em|rem|%|in|cm)/i.exec(rules);
    const weight = /font-weight\s*:\s*([\w]+)/i.exec(rules)?.[1];
    looks.set(name, {
      ...(size ? { size: Number(size[1]) * (POINTS[(size[2] ?? '').toLowerCase()] ?? 1) } : {}),
      ...(weight ? { bold: /^bold|^[6-9]00/i.test(weight) } : {}),
    });
  }
  return looks;
}

/** How most of a paragraph's letters look. */
function lookOf(
  paragraph: DomElement,
  looks: ReadonlyMap<string, Look>,
): { size: number; bold: boolean; letters: number } {
  const sizes = new Map<number, number>();
  let letters = 0;
  let bold = 0;
  const visit = (node: DomNode, look: Required<Look>) => {
    for (const child of childrenOf(node)) {
      const length = isText(child) ? (child.textContent ?? '').trim().length : 0;
      letters += length;
      if (length > 0 && look.bold) bold += length;
      if (length > 0) sizes.set(look.size, (sizes.get(look.size) ?? 0) + length);
      if (isElement(child)) visit(child, { ...look, ...named(child, looks) });
    }
  };
  visit(paragraph, { size: POINTS.em as number, bold: false, ...named(paragraph, looks) });
  const [size = 0] = [...sizes].sort((a, b) => b[1] - a[1])[0] ?? [];
  return { size, bold: letters > 0 && bold > letters / 2, letters };
}

function named(element: DomElement, looks: ReadonlyMap<string, Look>): Look {
  const names = (element.getAttribute('class') ?? '').split(/\s+/).slice(0, 10);
  const isBold = element.localName === 'b' || element.localName === 'strong';
  return Object.assign(isBold ? { bold: true } : {}, ...names.map((name) => looks.get(name)));
}

function mostCommon(all: readonly { size: number; letters: number }[]): number {
  const sizes = new Map<number, number>();
  for (const { size, letters } of all) sizes.set(size, (sizes.get(size) ?? 0) + letters);
  return [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

function rename(element: DomElement, name: string): void {
  const owner = (element as unknown as { ownerDocument: DomDocument }).ownerDocument;
  const heading = owner.createElement(name);
  for (const child of [...childrenOf(element)]) heading.appendChild(child);
  element.replaceWith(heading);
}
