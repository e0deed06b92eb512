import { EXTENSIONS, type ImportFormat } from '../../../shared/importing/formats.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { alone, type FileToRead, type OnStep, type ReadArticle } from './read-article.ts';
import { type Sniffed, sniff } from './sniff.ts';

/** One format that articles come in. */
export interface Format {
  id: ImportFormat;
  /** With its article: "a Word document". */
  name: string;
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
  isSurely: () => false,
  canBe: () => true,
  read: async ({ bytes, name }) =>
    alone((await import('../../../shared/importing/import-text.ts')).importText(bytes, name)),
};

const pdf: Format = {
  id: 'pdf',
  name: 'a PDF',
  isSurely: ({ start }) => start.slice(0, 1024).includes('%PDF-'),
  read: async (file, onStep) => (await import('./pdf/read-pdf.ts')).readPdf(file, onStep),
};

const html: Format = {
  id: 'html',
  name: 'a web page',
  isSurely: ({ start }) => HTML_START.test(start),
  canBe: ({ start, isZip }) => !isZip && /<[a-z!?][^>]*>/i.test(start),
  read: async (file) => (await import('./html/read-html.ts')).readHtml(file),
};

/** What only a page begins with; a text that talks about HTML doesn't. */
const HTML_START =
  /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])/i;

const mhtml: Format = {
  id: 'mhtml',
  name: 'a web page saved as one file',
  isSurely: ({ start }) =>
    isMail(start) && /^content-type:\s*multipart\/related/im.test(start) && PAGE_IN_MAIL.test(start),
  canBe: ({ start }) => isMail(start),
  read: async (file) => (await import('./mail/read-mhtml.ts')).readMhtml(file),
};

const mail: Format = {
  id: 'mail',
  name: 'a mail',
  isSurely: ({ start }) => isMail(start),
  canBe: ({ start }) =>
    /^(?:[a-z][a-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*(?:from|subject|date|to|content-type|mime-version):/i.test(start),
  read: async (file) => (await import('./mail/read-mail.ts')).readMail(file),
};

const markdown: Format = {
  id: 'markdown',
  name: 'Markdown',
  isSurely: () => false,
  canBe: ({ isZip }) => !isZip,
  read: async (file) => (await import('./markdown/read-markdown.ts')).readMarkdown(file),
};

const epub: Format = {
  id: 'epub',
  name: 'an EPUB book',
  isSurely: ({ zipType, hasZipPart }) =>
    zipType === 'application/epub+zip' || (zipType === undefined && hasZipPart('META-INF/container.xml')),
  read: async (file, onStep) => (await import('./epub/read-epub.ts')).readEpub(file, onStep),
};

const odt: Format = {
  id: 'odt',
  name: 'an OpenDocument text',
  isSurely: ({ zipType }) => /^application\/vnd\.oasis\.opendocument\.text/.test(zipType ?? ''),
  read: async (file) => (await import('./odt/read-odt.ts')).readOdt(file),
};

const PAGE_IN_MAIL = /^snapshot-content-location:|type\s*=\s*"?text\/html|saved by/im;

/** Headers that only a mail program writes; a cable in plain text may have From, To and Subject. */
function isMail(start: string): boolean {
  const head = start.split(/\r?\n\r?\n/, 1)[0] ?? '';
  if (!/^[a-z][a-z0-9-]*:/i.test(head)) return false;
  return /^(?:mime-version|message-id|received|return-path|delivered-to):/im.test(head);
}

const word: Format = {
  id: 'word',
  name: 'a Word document',
  isSurely: ({ zipType, hasZipPart, start }) =>
    (zipType === undefined && hasZipPart('word/document.xml')) || start.startsWith(COMPOUND),
  read: async (file) => (await import('./word/read-word.ts')).readWord(file),
};

/** How Word's files began before 2007, and how those begin that it encrypts. */
const COMPOUND = '\xd0\xcf\x11\xe0';

const DRAWING = /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]{0,1000}?-->\s*|<!doctype\s+svg[^>]*>\s*)*<svg[\s>]/i;

/** All formats, in the order in which they are asked; what none of them is, is text or refused. */
export const FORMATS: readonly Format[] = [pdf, word, html, mhtml, mail, epub, odt, markdown, text];

/**
 * What a file is: by its content first, by its name second.
 *
 * @returns also a sentence for the person where the name says something else
 * @throws {Refusal} where the name says that it is of a format, the content that it isn't, and nothing else that is known
 */
export function formatOf(bytes: Uint8Array, name: string): { format: Format; remark?: string } {
  const sniffed = sniff(bytes, name);
  const named = FORMATS.find(({ id }) => EXTENSIONS[id].includes(sniffed.extension));
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
  if (DRAWING.test(sniffed.start))
    throw new Refusal(
      'drawing',
      `“${name}” is a drawing (SVG), not an article, and it can hold scripts. Save it as PNG and put it into an article by Edit.`,
    );
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
