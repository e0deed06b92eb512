import { tidyAbout } from '../article/about.ts';
import type { BlockType } from '../article/block-types.ts';
import { decodeText } from './decode-text.ts';
import type { ImportedArticle, ImportedBlock } from './imported.ts';
import { directionOf, languageOf } from './language.ts';
import { markingOf } from './markings.ts';
import { MARKING } from './pages.ts';
import type { Piece } from './piece.ts';
import { isFramed, piecesOf, textOf, wordingAs } from './pieces.ts';
import { RULES } from './rules/index.ts';

/** Reads a text file as an article, or throws a Refusal. Every block says what it became, and why. */
export function importText(bytes: Uint8Array, name: string): ImportedArticle {
  const { text: source, encoding } = decodeText(bytes, name);
  const pieces = piecesOf(source);
  for (const rule of RULES) rule.apply(pieces);
  const kept = pieces.filter((piece) => piece.isKept).map((piece) => piece.text);
  const marking = pieces.find(({ verdict }) => verdict?.leftOut === MARKING)?.text;
  const words = (kept.length > 0 ? kept : pieces.map((piece) => piece.text)).join('\n');
  return {
    name,
    format: 'text',
    encoding,
    source,
    blocks: pieces.map((piece) => blockOf(source, piece)),
    language: languageOf(words),
    direction: directionOf(words),
    ...(marking === undefined ? {} : { about: tidyAbout({ marking: markingOf(marking) }) }),
  };
}

/** The block that a piece becomes by its verdict. */
export function blockOf(source: string, piece: Piece): ImportedBlock {
  const { type, level, because, leftOut } = piece.verdict ?? { type: 'paragraph', because: 'Running text.' };
  // Making the wording anew takes seconds in a large file, and only these can differ from the piece's.
  const { text, marks } =
    leftOut || !mayOmit(source, piece, type)
      ? { text: leftOut ? textOf(source, piece.spans) : piece.text, marks: [] }
      : wordingAs(type, source, piece.spans);
  return {
    type,
    ...(type === 'heading' ? { level: level ?? 2 } : {}),
    text,
    spans: piece.spans.map((span) => ({ ...span })),
    ...(marks.length > 0 ? { marks } : {}),
    ...(leftOut ? { leftOut } : {}),
    because,
  };
}

function mayOmit(source: string, { marker, spans }: Piece, type: BlockType): boolean {
  if (marker || type === 'title') return true;
  const [first] = spans;
  if (type === 'heading' && first && isFramed(source.slice(first.from, first.to))) return true;
  return (first && source[first.from] === '^') || spans.some(({ to }) => /[-\u2010]/.test(source.charAt(to - 1)));
}
