import { unicodeOf } from './joined-letters.ts';

/** The letters before a hyphen by which its line is known again. */
const TAIL = 16;
/** What is set apart letter by letter is a label or a heading; of a page so many lines are kept in mind. */
const LONGEST_SPACED = 90;
const MOST_LINES = 4_000;
/** Words of lines whose letters are set apart are taken for words of so many letters on average. */
const SPACED_WORD = 2.2;

/**
 * Words as a page draws them, where pdf.js gives them otherwise: it leaves out soft hyphens, which some programs draw at
 * a line's end, and takes the gaps of letters that are set apart for those between words.
 */
export class DrawnWords {
  private readonly cut = new Set<string>();
  private readonly lines = new Map<string, string>();
  private line = '';
  private before = '';

  /** What a page shows in one go, with the gaps between. */
  show(glyphs: unknown): void {
    for (const glyph of Array.isArray(glyphs) ? glyphs : []) {
      const letters = unicodeOf(glyph);
      if (letters === undefined) continue;
      if (letters === '\u00ad') this.cut.add(tailOf(this.line.trim() === '' ? this.before : this.line));
      else if (this.line.length < MOST_LINES) this.line += letters;
    }
  }

  /** What is shown next begins elsewhere than at the end of the line. */
  moved(): void {
    const line = this.line.trim();
    if (line === '') return;
    if (line.length <= LONGEST_SPACED && this.lines.size < MOST_LINES) this.lines.set(line.replace(/\s/gu, ''), line);
    this.before = this.line;
    this.line = '';
  }

  /** Words that pdf.js gives, as they are drawn. */
  as(text: string): string {
    const own = isSetApart(text) ? this.joined(text) : text;
    return this.cut.size > 0 && this.cut.has(tailOf(own)) ? `${own.trimEnd()}\u00ad` : own;
  }

  private joined(text: string): string {
    const letters = text.replace(/\s/gu, '');
    const drawn = this.lines.get(letters);
    return drawn ?? (/^\p{L}(?: \p{L}){3,}$/u.test(text.trim()) ? letters : text);
  }
}

function tailOf(text: string): string {
  return text.trimEnd().slice(-TAIL);
}

/** Letters rather than words stand between the gaps. */
function isSetApart(text: string): boolean {
  if (text.length > LONGEST_SPACED * 2) return false;
  const words = text.trim().split(/\s+/u);
  return words.length >= 3 && words.join('').length < words.length * SPACED_WORD && /\p{L}/u.test(text);
}
