/** So many different letters of one width are no chance; of some fonts a page has few. */
const LEAST_LETTERS = 10;
/** A font is judged by its first glyphs. */
const MOST_GLYPHS = 600;
const EQUAL = 0.01;

interface Widths {
  glyphs: number;
  least: number;
  most: number;
  letters: Set<string>;
}

/** Which of a page's fonts are those of a typewriter, by the widths of the glyphs that are shown. */
export class Typewriters {
  private readonly fonts = new Map<string, Widths>();
  private current: Widths | undefined;

  /** What is shown next is shown in a font. */
  use(font: unknown): void {
    if (typeof font !== 'string') return;
    this.current = this.fonts.get(font) ?? { glyphs: 0, least: Number.POSITIVE_INFINITY, most: 0, letters: new Set() };
    this.fonts.set(font, this.current);
  }

  /** What a page shows in one go, with the gaps between. */
  show(glyphs: unknown): void {
    const own = this.current;
    if (!own || own.glyphs >= MOST_GLYPHS || !Array.isArray(glyphs)) return;
    for (const glyph of glyphs as { unicode?: unknown; width?: unknown }[]) {
      const { unicode, width } = glyph ?? {};
      if (typeof unicode !== 'string' || typeof width !== 'number' || !/^[\p{Script=Latin}\p{N}]$/u.test(unicode))
        continue;
      own.glyphs += 1;
      own.least = Math.min(own.least, width);
      own.most = Math.max(own.most, width);
      own.letters.add(unicode);
    }
  }

  /** Whether all letters that were shown in a font are equally wide, and narrow ones such as “i” among them. */
  has(font: string): boolean {
    const own = this.fonts.get(font);
    if (!own || own.letters.size < LEAST_LETTERS || own.most === 0) return false;
    return own.most - own.least <= own.most * EQUAL && [...'iljItfr'].some((narrow) => own.letters.has(narrow));
  }
}
