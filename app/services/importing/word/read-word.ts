import { zipSync } from 'fflate';
import mammoth from 'mammoth';
import { type AboutArticle, tidyAbout } from '../../../../shared/article/about.ts';
import type { ImportedAnnotation } from '../../../../shared/importing/imported.ts';
import { Refusal } from '../../../../shared/refusal.ts';
import { readWord as readReview } from '../../importing-comments/read-word.ts';
import type { ReviewedComment } from '../../importing-comments/reviewed-file.ts';
import { walkWord } from '../../importing-comments/walk-word.ts';
import { bylinesIn } from '../head-lines.ts';
import { articleFromHtml, type ReadHtml } from '../html/read-html.ts';
import { MARK } from '../html/tree-reader.ts';
import { typeByLook } from '../looks/by-look.ts';
import { typeByWording } from '../looks/by-wording.ts';
import { looksOfBlocks } from '../looks/look.ts';
import type { FileToRead, ReadArticle } from '../read-article.ts';
import { damagedFile, unzipDocument } from '../zip.ts';
import { readableByMammoth, withElements } from './beyond-mammoth.ts';
import { type Change, isShown, MAX_CHANGES, markDocument, withMarks } from './marked-document.ts';
import { markParagraphs } from './paragraph-looks.ts';
import { styleMapFor } from './style-map.ts';
import { WordStyles } from './word-styles.ts';

const DOCUMENT = 'word/document.xml';
const NEEDED =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|docProps\/core\.xml|word\/(?:document|styles|numbering|footnotes|endnotes|comments\w*|header\d*|footer\d*|diagrams\/data\d*|charts\/chart\d*)\.xml|word\/_rels\/[\w.]+\.rels|word\/media\/.*)$/u;
/** What lies outside of the text in the file, and why it is left out. */
const LEFT = 'data-left';

/**
 * Reads a Word document as an article: its text with tables, lists, notes and pictures; its comments as annotations of
 * those who wrote them; tracked changes as accepted, each with a note that says what it changed.
 *
 * @throws {Refusal} where it is damaged, under a password, or made to do harm
 */
export async function readWord({ name, bytes }: FileToRead): Promise<ReadArticle> {
  if (isCompound(bytes)) throw locked(bytes, name);
  const parts = unzipDocument(bytes, name, (part) => NEEDED.test(part));
  const texts = checkedTexts(parts, name);
  const document = texts.get(DOCUMENT);
  if (document === undefined) throw damagedFile(name);
  const { xml: changed, changes } = markDocument(readableByMammoth(document));
  const { xml, looks } = markParagraphs(changed, new WordStyles(texts.get('word/styles.xml'), name));
  const pictures = new Map<string, Uint8Array>();
  const html = await htmlOf(parts, texts, xml, pictures, name);
  const read = articleFromHtml({
    name,
    format: 'word',
    encoding: '',
    html,
    isPage: false,
    titleIn: 'h1',
    resource: (src) => pictures.get(src),
    leaves: (element) => {
      const reason = element.getAttribute(LEFT);
      return reason ? { reason, whole: true } : undefined;
    },
  });
  const { blocks, source } = read.article;
  typeByLook(blocks, looksOfBlocks(looks, read.marks));
  bylinesIn(blocks);
  typeByWording(source, blocks, read.marks);
  const { marks: _, ...rest } = read;
  const { comments } = readReview(bytes, name);
  const annotations = [...threadsOf(comments, read), ...changesOf(changes, read)];
  const about = saidByFile(texts.get('docProps/core.xml'), name);
  const remarks = [...(read.article.remarks ?? []), ...remarksOn(changes)];
  return {
    ...rest,
    article: {
      ...read.article,
      about: { ...read.article.about, ...about },
      ...(annotations.length > 0 ? { annotations } : {}),
      ...(remarks.length > 0 ? { remarks } : {}),
    },
  };
}

/** The XML of all parts, each of which has been read through once: well-formed, and without a document type. */
function checkedTexts(parts: ReadonlyMap<string, Uint8Array>, name: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [path, part] of parts) {
    if (!/\.(?:xml|rels)$/u.test(path)) continue;
    const text = new TextDecoder(part[0] === 0xff || part[1] === 0 ? 'utf-16le' : 'utf-8').decode(part);
    walkWord(text, name, { open: () => {} });
    texts.set(path, text);
  }
  return texts;
}

async function htmlOf(
  parts: ReadonlyMap<string, Uint8Array>,
  texts: ReadonlyMap<string, string>,
  document: string,
  pictures: Map<string, Uint8Array>,
  name: string,
): Promise<string> {
  const files: Record<string, Uint8Array> = Object.create(null);
  for (const [path, part] of parts) files[path] = part;
  for (const notes of ['word/footnotes.xml', 'word/endnotes.xml']) {
    const text = texts.get(notes);
    if (text !== undefined) files[notes] = new TextEncoder().encode(readableByMammoth(text));
  }
  files[DOCUMENT] = new TextEncoder().encode(document);
  const convertImage = mammoth.images.imgElement(async (image) => {
    const src = `picture-${pictures.size + 1}`;
    pictures.set(src, new Uint8Array(await image.readAsArrayBuffer()));
    return { src };
  });
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(zipSync(files, { level: 0 })) },
      {
        styleMap: styleMapFor(document, texts.get('word/styles.xml'), name),
        convertImage,
        includeEmbeddedStyleMap: false,
      },
    );
    return `<html><body>${withElements(withMarks(asNotes(value), MARK))}${outsideOf(texts, name)}</body></html>`;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw damagedFile(name, error);
  }
}

/** mammoth puts notes into a list at the end, and their numbers into brackets. */
function asNotes(html: string): string {
  return html
    .replace(/<ol>(?=<li id="(?:footnote|endnote)-)/gu, '<ol class="footnotes">')
    .replace(/(<sup>)<a [^>]*id="(?:footnote|endnote)-ref[^>]*>\[(\d+)\]<\/a>(?=<\/sup>)/gu, '$1$2');
}

/** What lies outside of the text, by the parts that it stands in. */
const OUTSIDE: readonly (readonly [RegExp, string])[] = [
  [/^word\/(?:header|footer)\d*\.xml$/u, 'The head or the foot of the pages.'],
  [/^word\/diagrams\/data\d*\.xml$/u, 'Words of a diagram (SmartArt). Save it as a picture to keep it.'],
  [/^word\/charts\/chart\d*\.xml$/u, 'Words of a chart. Save it as a picture to keep it.'],
];

/** The heads and feet of pages, and the words of drawings, as text that is left out. */
function outsideOf(texts: ReadonlyMap<string, string>, name: string): string {
  const found = new Map<string, string>();
  for (const [path, xml] of texts) {
    const reason = OUTSIDE.find(([pattern]) => pattern.test(path))?.[1];
    if (!reason) continue;
    let text = '';
    let inText = false;
    walkWord(xml, name, {
      open: (element) => {
        inText = element === 't';
        if (element === 'p' || element === 'tab') text += ' ';
      },
      text: (more) => {
        if (inText) text += more;
      },
      close: () => {
        inText = false;
      },
    });
    if (text.trim() !== '') found.set(text.trim(), reason);
  }
  const escaped = (text: string) => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;');
  return [...found].map(([text, reason]) => `<p ${LEFT}="${reason}">${escaped(text)}</p>`).join('');
}

/** Comments with their answers, each thread where it stands. */
function threadsOf(comments: readonly ReviewedComment[], read: ReadHtml): ImportedAnnotation[] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const rootOf = (comment: ReviewedComment): ReviewedComment => {
    let root = comment;
    for (let steps = 0; root.parent !== undefined && steps < 100; steps += 1) {
      const parent = byId.get(root.parent);
      if (!parent || parent === comment) break;
      root = parent;
    }
    return root;
  };
  const linked = comments.some(({ parent }) => parent !== undefined);
  const threads = new Map<ReviewedComment, ReviewedComment[]>();
  let before: ReviewedComment | undefined;
  for (const comment of comments) {
    // LibreOffice drops the links between comments; an answer then has the place of what it answers.
    const root: ReviewedComment = !linked && before && samePlace(before, comment, read) ? before : rootOf(comment);
    before = root;
    threads.set(root, [...(threads.get(root) ?? []), comment]);
  }
  return [...threads].map(([root, all]) => ({
    author: root.author,
    via: 'word',
    kind: 'note',
    passages: passagesBetween(read, `start:${root.id}`, `end:${root.id}`),
    comments: all.map(({ author, body, date }) => ({ author, body, ...(date === undefined ? {} : { at: date }) })),
    ...(root.done ? { resolved: true } : {}),
  }));
}

function samePlace(a: ReviewedComment, b: ReviewedComment, { marks }: ReadHtml): boolean {
  const place = (name: string) => {
    const mark = marks.get(name);
    return mark && `${mark.block}:${mark.at}`;
  };
  const ownStart = place(`start:${b.id}`);
  if (ownStart !== undefined)
    return ownStart === place(`start:${a.id}`) && place(`end:${b.id}`) === place(`end:${a.id}`);
  const reference = place(`ref:${b.id}`);
  return reference !== undefined && reference === place(`ref:${a.id}`);
}

/** Each tracked change as a note: on its words where they are shown, else on the word before the place. */
function changesOf(changes: readonly Change[], read: ReadHtml): ImportedAnnotation[] {
  return changes.flatMap((change, index): ImportedAnnotation[] => {
    const { what, author, at, text } = change;
    const words = text.replace(/\s+/gu, ' ').trim();
    if (words === '') return [];
    const body = `${what.charAt(0).toUpperCase()}${what.slice(1)} with tracking on: “${words}”`;
    return [
      {
        author,
        via: 'word',
        kind: 'correction',
        passages: isShown(change)
          ? passagesBetween(read, `change:${index}`, `change-end:${index}`)
          : wordBefore(read, `change:${index}`),
        comments: [{ author, body, ...(at === undefined ? {} : { at }) }],
      },
    ];
  });
}

function passagesBetween({ marks, article }: ReadHtml, start: string, end: string): ImportedAnnotation['passages'] {
  const from = marks.get(start);
  const to = marks.get(end) ?? from;
  const passages: ImportedAnnotation['passages'] = [];
  if (!from || !to) return passages;
  for (let block = from.block; block <= to.block; block += 1) {
    const text = article.blocks[block]?.text ?? '';
    const begins = block === from.block ? from.at : 0;
    const ends = block === to.block ? to.at : text.length;
    // A comment on a place rather than on words is about its paragraph.
    if (ends > begins) passages.push({ block, from: begins, to: ends });
    else if (from.block === to.block && text !== '') passages.push({ block, from: 0, to: text.length });
  }
  return passages;
}

function wordBefore({ marks, article }: ReadHtml, name: string): ImportedAnnotation['passages'] {
  const place = marks.get(name);
  const text = place && article.blocks[place.block]?.text;
  if (!place || !text) return [];
  const before = /\S+\s*$/u.exec(text.slice(0, place.at));
  const after = /\S+/u.exec(text.slice(place.at));
  const from = before ? before.index : place.at + (after?.index ?? 0);
  const word = (before ?? after)?.[0].trimEnd() ?? '';
  return word === '' ? [] : [{ block: place.block, from, to: from + word.length }];
}

function remarksOn(changes: readonly Change[]): string[] {
  if (changes.length === 0) return [];
  const many = changes.length >= MAX_CHANGES ? ' More of them are not listed.' : '';
  return [
    changes.length === 1
      ? 'The text is shown as if its tracked change were accepted; it is listed as a note.'
      : `The text is shown as if its ${changes.length} tracked changes were accepted; each is listed as a note.${many}`,
  ];
}

function saidByFile(xml: string | undefined, name: string): AboutArticle {
  const found = new Map<string, string>();
  let open = '';
  if (xml !== undefined)
    walkWord(xml, name, {
      open: (element) => {
        open = element;
      },
      text: (text) => {
        found.set(open, (found.get(open) ?? '') + text);
      },
    });
  const authors = found
    .get('creator')
    ?.split(/\s*;\s*/u)
    .filter((author) => author.trim() !== '');
  const modified = found.get('modified')?.trim();
  return tidyAbout({ title: found.get('title'), authors, modified });
}

/** What Word wrote before 2007 begins so, and so does what it encrypts. */
function isCompound(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0;
}

function locked(bytes: Uint8Array, name: string): Refusal {
  const isEncrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  );
  return isEncrypted
    ? new Refusal(
        'under-password',
        `“${name}” is under a password. Open it in Word, save it without one and import that.`,
      )
    : new Refusal(
        'old-word',
        `“${name}” is in the format of Word before 2007. Open it in Word or LibreOffice, save it as .docx and import that.`,
      );
}
