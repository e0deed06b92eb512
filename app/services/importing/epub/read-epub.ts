import { posix } from 'node:path';
import { type AboutArticle, tidyAbout } from '../../../../shared/article/about.ts';
import type { ImportPart } from '../../../../shared/importing/imported.ts';
import { bylinesIn } from '../head-lines.ts';
import { decodeHtml } from '../html/decode-html.ts';
import { isoOf, languageTag } from '../html/describe-page.ts';
import { type DomDocument, type DomElement, parseHtml, shortText, xhtmlAsHtml } from '../html/dom.ts';
import { articleFromHtml, languageFor } from '../html/read-html.ts';
import { withTitle } from '../html/refine-page.ts';
import type { FileToRead, OnStep, ReadArticle } from '../read-article.ts';
import { damagedFile, unzipDocument } from '../zip.ts';
import { type Book, chapterNames, readBook } from './book.ts';
import { headingsByLook } from './styled-headings.ts';

/**
 * Reads a book: all its chapters, or those that were chosen, as one article. Its cover, title page and table of
 * contents are left out.
 *
 * @throws {Refusal} where it is damaged, protected or holds no text
 */
export function readEpub({ name, bytes, parts: chosen, fetched }: FileToRead, onStep: OnStep): ReadArticle {
  const parts = unzipDocument(bytes, name, (part) => !/\.(?:mp3|mp4|m4a|m4v|ogg|webm|ttf|otf|woff2?)$/i.test(part));
  const book = readBook(parts);
  if (!book || book.chapters.length === 0) throw damagedFile(name);
  if (isProtected(parts)) throw damagedFile(name);
  const names = chapterNames(parts, book);
  const wanted = book.chapters.filter(({ id }) => !chosen || chosen.includes(id));
  const chapters = wanted.map(({ path }, at) => {
    onStep({ done: at, of: wanted.length });
    return parseHtml(xhtmlAsHtml(decodeHtml(parts.get(path) ?? new Uint8Array()).text), name);
  });
  headingsByLook(chapters, cssOf(parts));
  const bodies = chapters.map((chapter, at) => bodyOf(chapter, wanted[at]?.path ?? ''));
  const read = articleFromHtml({
    name,
    format: 'epub',
    encoding: 'utf-8',
    html: `<html><body>${bodies.join('\n')}</body></html>`,
    isPage: false,
    fetched,
    resource: (src) => parts.get(src),
    leaves: leavesOfBook,
    titleIn: countOf(bodies, /<h1[\s>]/gi) === 1 ? 'h1' : null,
  });
  bylinesIn(read.article.blocks);
  const about = aboutBook(book);
  const language = languageFor(languageTag(book.language), read.article.blocks.map(({ text }) => text).join('\n'));
  const hasTitle = read.article.blocks.some(({ type, leftOut }) => type === 'title' && leftOut === undefined);
  const body =
    hasTitle || !about.title
      ? read.article
      : withTitle(read.article.source, read.article.blocks, about.title, 'The book’s title.');
  const offered = book.chapters.map(
    ({ id, path }, at): ImportPart => ({
      id,
      name: names.get(path) ?? `${at + 1}`,
      chosen: !chosen || chosen.includes(id),
    }),
  );
  return {
    ...read,
    article: {
      ...read.article,
      source: body.source,
      blocks: body.blocks,
      about,
      language,
      ...(offered.length > 1 ? { parts: offered } : {}),
    },
  };
}

function countOf(bodies: readonly string[], pattern: RegExp): number {
  return bodies.reduce((sum, body) => sum + (body.match(pattern)?.length ?? 0), 0);
}

function cssOf(parts: ReadonlyMap<string, Uint8Array>): string {
  return [...parts]
    .flatMap(([path, bytes]) => (/\.css$/i.test(path) ? [Buffer.from(bytes).toString('utf8')] : []))
    .join('\n');
}

/** A chapter's body, with the pictures called as they are in the book. */
function bodyOf(document: DomDocument, path: string): string {
  const folder = posix.dirname(path);
  for (const image of document.querySelectorAll('img[src]')) {
    const src = image.getAttribute('src') ?? '';
    if (!/^[a-z][a-z0-9+.-]*:/i.test(src))
      image.setAttribute('src', posix.normalize(posix.join(folder, unescaped(src))));
  }
  const { body } = document;
  const kind = body.getAttribute('epub:type') ?? (isTitlePage(body, path) ? 'titlepage' : '');
  return `<section data-kind="${kind.replace(/[^\w -]/g, '')}">${body.innerHTML}</section>`;
}

/** EPUB 2 has no word for it but the file's name; it holds little more than the title. */
function isTitlePage(body: DomElement, path: string): boolean {
  return (
    /(?:^|[/_-])(?:title[-_]?page|cover)(?=[._-])/i.test(path) && shortText(body, LONGEST_TITLE_PAGE) !== undefined
  );
}

const LONGEST_TITLE_PAGE = 600;

function unescaped(src: string): string {
  try {
    return decodeURIComponent(src.replace(/[?#].*$/, ''));
  } catch {
    return src;
  }
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\s)(?:titlepage|halftitlepage|halftitle)(?:\s|$)/, 'The book’s title page.'],
  [/(?:^|\s)(?:toc|landmarks|page-list|loi|lot)(?:\s|$)/, 'The book’s table of contents.'],
  [/(?:^|\s)cover(?:\s|$)/, 'The book’s cover.'],
  [/(?:^|\s)pagebreak(?:\s|$)/, 'A page number of the printed book.'],
];

function leavesOfBook(element: DomElement): { reason: string; whole: boolean } | undefined {
  const kind = element.getAttribute('epub:type') ?? element.getAttribute('data-kind') ?? '';
  const reason = kind && KINDS.find(([pattern]) => pattern.test(kind))?.[1];
  return reason ? { reason, whole: true } : undefined;
}

/** Protected books list what is encrypted; fonts that are only scrambled are no hindrance. */
function isProtected(parts: ReadonlyMap<string, Uint8Array>): boolean {
  const list = parts.get('META-INF/encryption.xml');
  return list !== undefined && /URI\s*=\s*["'][^"']*\.x?html?["']/i.test(Buffer.from(list).toString('utf8'));
}

function aboutBook({ title, authors, publisher, date }: Book): AboutArticle {
  // LibreOffice writes this where a document has no title.
  return tidyAbout({
    title: title === 'Unknown Title' ? undefined : title,
    authors,
    publisher,
    published: isoOf(date),
  });
}
