import type { SourceSpan } from './imported.ts';
import { trimStretch } from './white-space.ts';

/** One line of the source that has more than white space on it. */
export interface Line {
  /** Its text without white space at the ends. */
  text: string;
  span: SourceSpan;
  /** How far it is indented, in columns; a tab is four, an ideographic space two. */
  indent: number;
  /** Its width in columns; an East Asian wide character takes two. */
  width: number;
  /** Whether an empty line, or the start of the text, stands before it. */
  gapBefore: boolean;
  /** Whether a form feed stands before it. */
  pageBreak: boolean;
  /** It goes on with the last line of the page before. */
  sewn?: boolean;
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

const FORM_FEED = 0x0c;

/** The lines of a text that have something on them, each with where it stands and what is before it. */
export function linesOf(source: string): Line[] {
  const lines: Line[] = [];
  let gapBefore = true;
  let pageBreak = false;
  const add = (from: number, to: number): void => {
    const span = trimStretch(source, from, to);
    if (span.from < span.to) {
      const text = source.slice(span.from, span.to);
      lines.push({ text, span, indent: columns(source, from, span.from), width: width(text), gapBefore, pageBreak });
      pageBreak = false;
    }
    gapBefore = span.from === span.to;
    if (source.charCodeAt(to) === FORM_FEED) pageBreak = true;
  };
  forEachLine(source, add);
  return lines;
}

/**
 * Visits every line, empty ones too. A line ends with whatever any system writes: CRLF, LF, CR, and Unicode's and
 * typewriters' own. A loop, because a file may have ten million lines, for which a regular expression takes seconds.
 */
export function forEachLine(source: string, visit: (from: number, to: number) => void): void {
  let start = 0;
  for (let at = 0; at < source.length; at += 1) {
    const unit = source.charCodeAt(at);
    const isEnd = (unit >= 0x0a && unit <= 0x0d) || unit === 0x85 || unit === 0x2028 || unit === 0x2029;
    if (!isEnd) continue;
    visit(start, at);
    if (unit === 0x0d && source.charCodeAt(at + 1) === 0x0a) at += 1;
    start = at + 1;
  }
  visit(start, source.length);
}

function columns(source: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    const character = source.charAt(at);
    count += character === '\t' ? 4 : character === '\u3000' ? 2 : 1;
  }
  return count;
}

/** How wide a text is in columns of a typewriter: letters of East Asia take two. */
export function width(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}
