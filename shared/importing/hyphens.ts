import type { SourceSpan } from './imported.ts';

/** Looking for a word in a longer text costs more than a hyphen too many. */
const MAX_SEARCHED = 2 * 1024 * 1024;

const CUT = /(\p{L}{2,})[-\u2010]$/u;
const REST = /^\p{Ll}+/u;

/**
 * The hyphens at line ends at which a word was only cut. A compound ("long-" and "term") keeps its hyphen, so that the
 * text itself has to tell: the word stands in it elsewhere in one piece, and nowhere with a hyphen.
 */
export function cuttingHyphens(source: string, spans: readonly SourceSpan[]): SourceSpan[] {
  const found: SourceSpan[] = [];
  spans.forEach((span, at) => {
    const next = spans[at + 1];
    if (!next || !/[-\u2010]/.test(source.charAt(span.to - 1)) || source.length > MAX_SEARCHED) return;
    const head = CUT.exec(source.slice(Math.max(span.from, span.to - LONGEST_WORD), span.to))?.[1];
    const tail = REST.exec(source.slice(next.from, Math.min(next.to, next.from + LONGEST_WORD)))?.[0];
    if (!head || !tail) return;
    const words = wordsIn(source);
    if (words.has((head + tail).toLowerCase()) && !words.has(`${head}-${tail}`.toLowerCase()))
      found.push({ from: span.to - 1, to: span.to });
  });
  return found;
}

const LONGEST_WORD = 60;

let lastSource = '';
let lastWords: ReadonlySet<string> = new Set();

/** The words of the text that was asked for last are kept: an import asks for the same text again and again. */
function wordsIn(source: string): ReadonlySet<string> {
  if (source !== lastSource) {
    lastSource = source;
    lastWords = new Set(source.toLowerCase().match(/\p{L}+(?:-\p{L}+)*/gu) ?? []);
  }
  return lastWords;
}
