import { Refusal } from '../../../shared/refusal.ts';
import { walkXml } from '../importing/walk-xml.ts';
import { damagedWord } from './word-parts.ts';

/** Deeper than Word nests; a parser's and our own stacks stay small. */
const MAX_DEPTH = 256;

/** An element's attributes by their name without prefix: Word's prefixes are anybody's choice. */
export type Attributes = Readonly<Record<string, string>>;

/** The elements of a run that stand for characters. */
export const CHARACTER_OF: ReadonlyMap<string, string> = new Map([
  ['br', '\n'],
  ['cr', '\n'],
  ['tab', '\t'],
  ['noBreakHyphen', '\u2011'],
  ['softHyphen', '\u00ad'],
]);

export interface WordVisitor {
  /** @param name without its prefix */
  open(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads a part of a Word file, one element after another.
 *
 * @param file names the file in refusals
 * @throws {Refusal} where it declares a document type, by which entities could grow or fetch things, or isn't XML
 */
export function walkWord(xml: string, file: string, visitor: WordVisitor): void {
  let depth = 0;
  try {
    walkXml(
      xml,
      {
        open: ({ name, attributes }) => {
          if (++depth > MAX_DEPTH) throw damagedWord(file);
          visitor.open(local(name), named(attributes));
        },
        close: (name) => {
          depth--;
          visitor.close?.(local(name));
        },
        text: (text) => visitor.text?.(text),
      },
      () => {
        throw new Refusal(
          'word-doctype',
          `“${file}” holds a document type declaration, which no Word file has and which can do harm. Ask its sender for a new copy; nothing was changed.`,
        );
      },
    );
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw damagedWord(file, error);
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function named(attributes: Attributes): Attributes {
  const all: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(attributes)) all[local(name)] = value;
  return all;
}
