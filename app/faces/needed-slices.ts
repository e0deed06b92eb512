import { TYPEFACES, type Typeface } from './typefaces.ts';

/** A slice of a typeface that a text needs. */
export interface NeededSlice {
  face: Typeface;
  slice: string;
}

/** By face: which slices have a character. Made once, and only of the faces that a text gets as far as. */
const slicesByCharacter = new Map<Typeface, Map<number, string[]>>();

/**
 * The slices that hold the characters of a text.
 *
 * @param families in the order in which a character looks for one that has it
 */
export function neededSlices(text: string, families: readonly string[]): NeededSlice[] {
  const needed: NeededSlice[] = [];
  let left = new Set([...text].map((character) => character.codePointAt(0) as number));
  for (const family of families) {
    const face = TYPEFACES.find((each) => each.family === family);
    if (!face || left.size === 0) continue;
    const table = tableOf(face);
    const slices = new Set([...left].flatMap((character) => table.get(character) ?? []));
    for (const slice of slices) needed.push({ face, slice });
    left = new Set([...left].filter((character) => !table.has(character)));
  }
  return needed;
}

function tableOf(face: Typeface): Map<number, string[]> {
  const known = slicesByCharacter.get(face);
  if (known) return known;
  const table = new Map<number, string[]>();
  for (const [slice, ranges] of Object.entries(face.slices)) {
    for (const [from, to] of ranges.split(',').map(rangeOf)) {
      for (let character = from; character <= to; character++) {
        const others = table.get(character);
        if (others) others.push(slice);
        else table.set(character, [slice]);
      }
    }
  }
  slicesByCharacter.set(face, table);
  return table;
}

/** `U+590-5FF` or `U+20AA`. */
function rangeOf(range: string): [number, number] {
  const [from = '', to = from] = range.trim().slice(2).split('-');
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
}
