import { isContentsHeading, wordsOfHeading } from '../../../../shared/importing/rules/contents-line.ts';
import type { Element, Paragraph } from './flow.ts';
import { textOf } from './paragraphs.ts';

/** “2.1 The northern coast 4”: a heading and its page. */
const LINE = /^(.*[^\s\d])(?:\s*\d{1,4}|\s+[ivxlc]{1,7})$/iu;
/** Of a paragraph's lines so many are those of headings that stand further down. */
const FOUND = 0.5;

/**
 * The tables of contents that no dots lead through: below their heading, lines that say what stands alone on a line
 * elsewhere, each with a page.
 *
 * @param alone what stands alone on a line anywhere, as `wordsOfHeading` gives it
 */
export function contentsAmong(elements: readonly Element[], alone: ReadonlySet<string>): Set<Paragraph> {
  const found = new Set<Paragraph>();
  elements.forEach((heading, at) => {
    if (heading.kind !== 'paragraph' || !isContentsHeading(textOf(heading))) return;
    for (const below of elements.slice(at + 1)) {
      if (below.kind !== 'paragraph' || !areEntries(below, alone)) break;
      found.add(below);
    }
    if (found.size > 0 && found.has(elements[at + 1] as Paragraph)) found.add(heading);
  });
  return found;
}

function areEntries({ lines }: Paragraph, alone: ReadonlySet<string>): boolean {
  const texts = lines.map(({ segment }) => segment.text.trim());
  const entries = texts.filter((text) => alone.has(wordsOfHeading(LINE.exec(text)?.[1] ?? '')));
  return LINE.test(texts.at(-1) ?? '') && entries.length >= Math.max(1, texts.length * FOUND);
}
