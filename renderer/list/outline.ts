import type { Node } from 'prosemirror-model';
import type { TextIndex } from '../../shared/anchors/text-index.ts';

/** A heading of the article, and where it stands in its text. */
export interface Heading {
  text: string;
  /** 2 for the highest, as on the page, where the title is the only 1. */
  level: number;
  offset: number;
}

/** The headings of an article in order; those without words are left out. */
export function outlineOf(article: Node, text: TextIndex): Heading[] {
  const headings: Heading[] = [];
  article.descendants((node, pos) => {
    if (node.type.name !== 'heading') return !node.isTextblock;
    const words = node.textContent.trim();
    if (words !== '') {
      const level = Math.max(2, node.attrs.level as number);
      headings.push({ text: words, level, offset: text.offsetAt(pos + 1) });
    }
    return false;
  });
  const least = Math.min(...headings.map(({ level }) => level));
  return headings.map((heading) => ({ ...heading, level: heading.level - least + 2 }));
}

/** More words than the line has room for that names a place. */
const MOST_OF_A_PLACE = 80;

/**
 * How a place in an article is named in few words: by the heading that it stands under; where there is none, as in most
 * reports, by the words that begin there.
 *
 * @param offset where it is in the article's text
 * @returns `words` are empty at the very beginning
 */
export function placeAt(
  offset: number,
  outline: readonly Heading[],
  text: TextIndex,
): { heading: string } | { words: string } {
  const heading = outline.findLast((each) => each.offset <= offset);
  if (heading) return { heading: heading.text };
  if (offset === 0) return { words: '' };
  const [words = ''] = text
    .slice({ from: offset, to: offset + MOST_OF_A_PLACE })
    .trimStart()
    .split('\n', 1);
  return { words: words.toWellFormed() };
}
