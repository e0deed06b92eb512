import type { ImportFormat } from '../../../shared/importing/formats.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { alone, type FileToRead, type OnStep, type ReadArticle } from './read-article.ts';
import { type Sniffed, sniff } from './sniff.ts';

/** One format that articles come in. */
export interface Format {
  id: ImportFormat;
  /** With its article: "a Word document". */
  name: string;
  /** In small letters, without the dot. */
  extensions: readonly string[];
  /** Whether the bytes can be nothing else, whatever the name says. */
  isSurely: (sniffed: Sniffed) => boolean;
  /** Whether the bytes can be this where the name says so; for formats that look like any text. */
  canBe?: (sniffed: Sniffed) => boolean;
  /** Reads it, loading its parser only now. */
  read: (file: FileToRead, onStep: OnStep) => Promise<ReadArticle>;
}

const text: Format = {
  id: 'text',
  name: 'plain text',
  extensions: ['txt', 'text'],
  isSurely: () => false,
  canBe: () => true,
  read: async ({ bytes, name }) =>
    alone((await import('../../../shared/importing/import-text.ts')).importText(bytes, name)),
};

const html: Format = {
  id: 'html',
  name: 'a web page',
  extensions: ['html', 'htm', 'xhtml', 'xht'],
  isSurely: ({ start }) => HTML_START.test(start),
  canBe: ({ start, isZip }) => !isZip && /<[a-z!?][^>]*>/i.test(start),
  read: async (file) => (await import('./html/read-html.ts')).readHtml(file),
};

/** What only a page begins with; a text that talks about HTML doesn't. */
const HTML_START =
  /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])/i;

/** All formats, in the order in which they are asked; what none of them is, is text or refused. */
export const FORMATS: readonly Format[] = [html, text];

/**
 * What a file is: by its content first, by its name second.
 *
 * @returns also a sentence for the person where the name says something else
 * @throws {Refusal} where the name says that it is of a format, the content that it isn't, and nothing else that is known
 */
export function formatOf(bytes: Uint8Array, name: string): { format: Format; remark?: string } {
  const sniffed = sniff(bytes, name);
  const named = FORMATS.find(({ extensions }) => extensions.includes(sniffed.extension));
  const sure = FORMATS.find(({ isSurely }) => isSurely(sniffed));
  if (sure) {
    const lies = named !== undefined && named !== sure;
    return {
      format: sure,
      ...(lies
        ? { remark: `Its name says that it is ${named.name}, but it is ${sure.name} and was read as that.` }
        : {}),
    };
  }
  if (!named) return { format: text };
  if (named.canBe?.(sniffed)) return { format: named };
  throw new Refusal(
    'not-what-it-says',
    `The name of “${name}” says that it is ${named.name}, but its content is something else, or damaged at its beginning. Open it in the program that it comes from, save it again and import that.`,
  );
}

/**
 * Reads any file as an article.
 *
 * @throws {Refusal} where it is none, or too large, too deep, damaged or hostile
 */
export async function readArticle(file: FileToRead, onStep: OnStep = () => {}): Promise<ReadArticle> {
  const { format, remark } = formatOf(file.bytes, file.name);
  const read = await format.read(file, onStep);
  if (!remark) return read;
  return { ...read, article: { ...read.article, remarks: [remark, ...(read.article.remarks ?? [])] } };
}
