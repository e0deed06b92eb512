import { SaxesParser } from 'saxes';
import { Refusal } from '../../../shared/refusal.ts';
import { damagedWord } from './word-parts.ts';

/** Deeper than Word nests; a parser's and our own stacks stay small. */
const MAX_DEPTH = 256;

/** An element's attributes by their name without prefix: Word's prefixes are anybody's choice. */
export type Attributes = Readonly<Record<string, string>>;

export interface XmlVisitor {
  /** @param name without its prefix */
  open(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads XML from outside, one element after another.
 *
 * @param file names the file in refusals
 * @throws {Refusal} where it declares a document type, by which entities could grow or fetch things, or isn't XML
 */
export function walkXml(xml: string, file: string, visitor: XmlVisitor): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  parser.on('doctype', () => {
    throw new Refusal(
      'word-doctype',
      `“${file}” holds a document type declaration, which no Word file has and which can do harm. Ask its sender for a new copy; nothing was changed.`,
    );
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > MAX_DEPTH) throw damagedWord(file);
    visitor.open(local(name), named(attributes as Record<string, string>));
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    visitor.close?.(local(name));
  });
  const text = (piece: string) => visitor.text?.(piece);
  parser.on('text', text);
  parser.on('cdata', text);
  try {
    parser.write(xml).close();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw damagedWord(file, error);
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function named(attributes: Record<string, string>): Attributes {
  const all: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(attributes)) all[local(name)] = value;
  return all;
}
