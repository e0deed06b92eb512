import { fromMarkdown } from '../../../shared/comments/from-markdown.ts';
import { plainText } from '../../../shared/comments/schema.ts';
import { isOurLine } from '../../../shared/exporting/docx/comment-words.ts';
import { wellFormedText } from '../../../shared/exporting/well-formed.ts';

/** Words as they are compared: programs set white space as they please. */
export function comparable(text: string): string {
  return wellFormedText(text).normalize().replace(/\s+/g, ' ').trim();
}

/** A comment's Markdown as it is compared. */
export function comparableBody(markdown: string): string {
  return comparable(plainText(fromMarkdown(wellFormedText(markdown))));
}

/** The lines of a comment's Markdown. */
export function linesOf(markdown: string): string[] {
  return plainText(fromMarkdown(wellFormedText(markdown))).split('\n');
}

/** What was said in a Word comment, without the lines that an export adds, as it is compared. */
export function comparableLines(lines: readonly string[]): string {
  return comparable(lines.filter((line) => !isOurLine(line)).join('\n'));
}
