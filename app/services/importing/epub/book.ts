import { posix } from 'node:path';
import { walkXml, type XmlElement } from '../walk-xml.ts';

/** What a book's package says about it. */
export interface Book {
  title?: string;
  authors: string[];
  language?: string;
  publisher?: string;
  date?: string;
  /** In reading order, by their paths in the zip. */
  chapters: { id: string; path: string }[];
  /** The table of contents, as EPUB 3 or 2 has it. */
  contents?: string;
}

interface Visitor {
  /** @param element its name without a prefix */
  open: (element: XmlElement) => void;
  /** @param text what stood in it last, on one line */
  close: (name: string, text: string) => void;
}

/** Walks a part of a book; one whose end is damaged is read as far as it goes. */
function walk(part: Uint8Array | undefined, { open, close }: Visitor): void {
  let text = '';
  try {
    walkXml(part, {
      open: ({ name, attributes }) => {
        text = '';
        open({ name: local(name), attributes });
      },
      text: (more) => {
        text += more;
      },
      close: (name) => {
        close(local(name), text.replace(/\s+/gu, ' ').trim());
        text = '';
      },
    });
  } catch {
    // What was read so far counts.
  }
}

function local(name: string): string {
  return name.replace(/^.*:/, '');
}

/** Reads which chapters a book has; undefined where it doesn't say. */
export function readBook(parts: ReadonlyMap<string, Uint8Array>): Book | undefined {
  let packagePath: string | undefined;
  walk(parts.get('META-INF/container.xml'), {
    open: ({ name, attributes }) => {
      if (name === 'rootfile') packagePath ??= attributes['full-path'];
    },
    close: () => {},
  });
  if (!packagePath || !parts.has(packagePath)) return undefined;
  const folder = posix.dirname(packagePath);
  const book: Book = { authors: [], chapters: [] };
  const items = new Map<string, { path: string; type: string; properties: string }>();
  const spine: { id: string; linear: boolean }[] = [];
  walk(parts.get(packagePath), {
    open: ({ name, attributes }) => {
      const { id, href, idref, linear } = attributes;
      if (name === 'item' && id && href)
        items.set(id, {
          path: posix.normalize(posix.join(folder, decoded(href))),
          type: attributes['media-type'] ?? '',
          properties: attributes.properties ?? '',
        });
      if (name === 'itemref' && idref) spine.push({ id: idref, linear: linear !== 'no' });
    },
    close: (name, text) => {
      if (!text) return;
      if (name === 'title') book.title ??= text;
      else if (name === 'creator') book.authors.push(text);
      else if (name === 'language') book.language ??= text;
      else if (name === 'publisher') book.publisher ??= text;
      else if (name === 'date') book.date ??= text;
    },
  });
  for (const { id, linear } of spine) {
    const item = items.get(id);
    if (item && linear && parts.has(item.path) && !/\bnav\b/.test(item.properties))
      book.chapters.push({ id, path: item.path });
  }
  const contents = [...items.values()].find(
    ({ type, properties }) => /\bnav\b/.test(properties) || type === 'application/x-dtbncx+xml',
  );
  if (contents) book.contents = contents.path;
  return book;
}

/** What the table of contents calls each chapter, by its path. */
export function chapterNames(parts: ReadonlyMap<string, Uint8Array>, { contents }: Book): Map<string, string> {
  const names = new Map<string, string>();
  if (!contents) return names;
  const folder = posix.dirname(contents);
  let label = '';
  let href = '';
  const add = () => {
    const path = href && posix.normalize(posix.join(folder, decoded(href.replace(/#.*$/, ''))));
    if (path && label && !names.has(path)) names.set(path, label);
  };
  walk(parts.get(contents), {
    open: ({ name, attributes }) => {
      if (name === 'a') href = attributes.href ?? '';
      if (name === 'content') {
        href = attributes.src ?? '';
        add();
      }
    },
    close: (name, text) => {
      if ((name === 'text' || name === 'a') && text) label = text;
      if (name === 'a') add();
    },
  });
  return names;
}

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
