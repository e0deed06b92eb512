import type { Piece } from '../piece.ts';
import { decide, leaveOut, type Rule } from './rule.ts';

/** “*** START OF THE PROJECT GUTENBERG EBOOK …”: the only frame in use that says itself where it ends. */
const START = /^\*{3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG EBOOK\b/iu;
const END = /^\*{3}\s*END OF (?:THE|THIS) PROJECT GUTENBERG EBOOK\b/iu;
const TITLE = /^(?:Title|Titel|Titre|Título)\s*:\s*\S/u;
const PEOPLE = /^(?:Author|Editor|Translator|Illustrator|Autor|Auteur|Autore)s?\s*:\s*\S/u;
const FRAME = 'The library’s frame around the book, with its licence.';

/** Leaves out the frame that a library puts around a book; the book's title and who wrote it stand in the frame. */
export const libraryFrame: Rule = {
  name: 'library-frame',
  apply(pieces) {
    const start = pieces.findIndex(({ text }) => START.test(text));
    const end = pieces.findIndex(({ text }) => END.test(text));
    if (start < 0 || end < start) return;
    pieces.slice(0, start).forEach(readHead);
    for (const piece of [pieces[start] as Piece, ...pieces.slice(end)]) leaveOut(piece, 'paragraph', FRAME);
  },
};

function readHead(piece: Piece): void {
  if (TITLE.test(piece.text)) decide(piece, 'title', 'The library says that this is the title.');
  else if (PEOPLE.test(piece.text)) decide(piece, 'byline', 'Says who wrote it.');
  else leaveOut(piece, 'paragraph', FRAME);
}
