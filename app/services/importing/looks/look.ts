/** How a paragraph of a word processor's document looks, where no style says what it is. */
export interface Look {
  /** Of most of its letters, in points; absent where the document doesn't say. */
  size?: number;
  /** All its letters are. */
  bold: boolean;
  italic: boolean;
  centred: boolean;
  /** How far it is set in from either side of the text, in points. */
  left: number;
  right: number;
  /** Its rank in the document's outline, from 0. */
  outline?: number;
  /** It stands in a table of contents that the program made. */
  inContents: boolean;
}

/** Why what stands in a table of contents is left out. */
export const CONTENTS = 'A table of contents, made by the program.';

/** The name of the mark that a paragraph with a look carries; see `MARK`. */
export function lookMark(index: number): string {
  return `look:${index}`;
}

/** The looks of blocks, by the blocks' indexes, from where the paragraphs' marks stand. */
export function looksOfBlocks(
  looks: readonly Look[],
  marks: ReadonlyMap<string, { block: number }>,
): Map<number, Look> {
  const found = new Map<number, Look>();
  looks.forEach((look, index) => {
    const place = marks.get(lookMark(index));
    if (place && !found.has(place.block)) found.set(place.block, look);
  });
  return found;
}

/** Adds up how much of a paragraph's text looks how. */
export class LookOfText {
  private readonly sizes = new Map<number, number>();
  private letters = 0;
  private bold = 0;
  private italic = 0;

  add(text: string, { size, bold, italic }: { size: number | undefined; bold: boolean; italic: boolean }): void {
    const count = text.replace(/[^\p{L}\p{N}]+/gu, '').length;
    this.letters += count;
    if (bold) this.bold += count;
    if (italic) this.italic += count;
    if (size !== undefined) this.sizes.set(size, (this.sizes.get(size) ?? 0) + count);
  }

  get isEmpty(): boolean {
    return this.letters === 0;
  }

  get look(): Pick<Look, 'size' | 'bold' | 'italic'> {
    const [size] = [...this.sizes].sort((a, b) => b[1] - a[1])[0] ?? [];
    return {
      ...(size === undefined ? {} : { size }),
      bold: this.letters > 0 && this.bold === this.letters,
      italic: this.letters > 0 && this.italic === this.letters,
    };
  }
}
