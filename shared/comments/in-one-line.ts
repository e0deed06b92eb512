import { begun } from '../begun.ts';
import { fromMarkdown } from './from-markdown.ts';
import { plainText } from './schema.ts';

/**
 * What may be more than its own letters in Markdown. Most comments have nothing of it, and parsing the thousands of a
 * long history would take seconds.
 */
const MARKED = /[\\`*_[\]<&~]|^\s*(?:[-+>]|\d{1,9}[.)])/m;

/** A comment's Markdown as the words that are read: no marks, no addresses, a picture by what it shows. */
export function wordsOfComment(markdown: string): string {
  return MARKED.test(markdown) ? plainText(fromMarkdown(markdown)) : markdown;
}

/** The same on one line, wherever a comment is quoted: in a sentence, a list, a notification. */
export function commentInOneLine(markdown: string, most = Number.POSITIVE_INFINITY): string {
  return begun(wordsOfComment(markdown), most);
}

/** What a comment says in one line: its words, and the words that it suggests. */
export function saidInOneLine({ body, suggests }: { body: string; suggests?: { after: string } | undefined }): string {
  return [commentInOneLine(body), ...(suggests ? [`“${begun(suggests.after, Number.POSITIVE_INFINITY)}”`] : [])]
    .filter(Boolean)
    .join(' ');
}
