import type { AboutArticle } from '../../../../shared/article/about.ts';
import type { ImportFormat } from '../../../../shared/importing/formats.ts';
import type { ImportedArticle, ImportedBlock } from '../../../../shared/importing/imported.ts';
import { directionOf, languageOf, UNDETERMINED } from '../../../../shared/importing/language.ts';
import { dayIn } from '../../../../shared/importing/words/days.ts';
import { Refusal } from '../../../../shared/refusal.ts';
import type { FileToRead, ReadArticle } from '../read-article.ts';
import { decodeHtml } from './decode-html.ts';
import { describePage, type PageDescription } from './describe-page.ts';
import { type DomDocument, deepestIn, parseHtml, xhtmlAsHtml } from './dom.ts';
import { findArticle } from './find-article.ts';
import { furnitureReason, HIDDEN, hasFurniture, namedType } from './furniture.ts';
import { copyOf, keptByReadability } from './kept-texts.ts';
import { withoutMarking } from './marked-text.ts';
import { noteLinks } from './note-links.ts';
import { PageImages, type ResourceAt } from './page-images.ts';
import { refinePage } from './refine-page.ts';
import { type TextPlace, type TreeOptions, TreeReader } from './tree-reader.ts';
import { mendWordPage } from './word-page.ts';

/** An article that was HTML, and where the marks in it stand; see `MARK`. */
export interface ReadHtml extends ReadArticle {
  marks: ReadonlyMap<string, TextPlace>;
}

/** HTML that is to become an article, from a page or from another format's parser. */
export interface HtmlToRead {
  name: string;
  format: ImportFormat;
  encoding: string;
  html: string | DomDocument;
  /** It may have more on it than an article; else all of it is the article. */
  isPage: boolean | ((document: DomDocument) => boolean);
  /** Where it stands on the web, for its links. */
  address?: string;
  /** The bytes of what it names, such as a picture; undefined where they aren't at hand. */
  resource?: ResourceAt;
  /** Pictures on the web that a person had fetched. */
  fetched?: FileToRead['fetched'] | undefined;
  /** What an element's text is, for formats that have styles of their own. */
  typeOf?: TreeOptions['typeOf'];
  /** What else is no part of the article, for formats that say so in their own ways. */
  leaves?: TreeOptions['leaves'];
  /** Which element of a document is its title; the first `h1` where it is absent, none where it is null. */
  titleIn?: string | null;
}

/**
 * Reads HTML as an article: into blocks that account for all text and every picture of it. Scripts, styles and what is
 * said in comments are no text, and nothing of them is kept.
 *
 * @throws {Refusal} where it is too large, or holds no text
 */
export function articleFromHtml(input: HtmlToRead): ReadHtml {
  const parsed = documentFrom(input);
  const isPage = typeof input.isPage === 'boolean' ? input.isPage : input.isPage(parsed);
  const described = describePage(parsed);
  const address = input.address ?? described.about.address;
  const images = new PageImages({ resource: input.resource, address: input.address, fetched: input.fetched });
  const common: TreeOptions = {
    keepsIcons: !/^(?:html|mhtml|mail)$/.test(input.format),
    image: (src) => images.find(src),
    remote: (src) => images.remote(src),
    link: (href) => resolved(href, address),
  };
  const [document, options] = isPage
    ? pageWithOptions(parsed, described, input)
    : [parsed, documentOptions(parsed, input)];
  const { source, blocks, marks, linked } = new TreeReader({ ...options, ...common }).read(document.body);
  if (blocks.every((block) => block.text.trim() === '')) throw emptyPage(document, input.name);
  const { source: text, blocks: read } = refinePage({
    source,
    blocks,
    linked,
    about: described.about,
    isPage,
    isTyped: input.format === 'html',
  });
  const refined = { source: text, ...withoutMarking(read) };
  return {
    article: finished(input, refined, described, images.remarks(input.name), address),
    images: images.found,
    files: new Map(),
    marks,
  };
}

/** What Word and Outlook write into each page. */
const OF_WORD = /\bMso[A-Z]|mso-list/;

/** Reads a file of HTML: a page that somebody saved, a document that a program wrote, or what was copied from either. */
export function readHtml({ name, bytes, address, beside, encoding, fetched }: FileToRead): ReadArticle {
  const { text, encoding: used } = decodeHtml(bytes, encoding);
  const html = /^\s*<\?xml/.test(text) ? xhtmlAsHtml(text) : text;
  const read = articleFromHtml({
    name,
    format: 'html',
    encoding: used,
    html,
    isPage: ({ documentElement }) => hasFurniture(documentElement),
    fetched,
    ...(address ? { address } : {}),
    ...(beside ? { resource: (src) => fileBeside(beside, src) } : {}),
  });
  return needsScript(read.article, html) ? { ...read, article: withRemark(read.article, NEEDS_SCRIPT) } : read;
}

function documentFrom({ html, name }: Pick<HtmlToRead, 'html' | 'name'>): DomDocument {
  if (typeof html !== 'string') return html;
  const document = parseHtml(html, name);
  if (OF_WORD.test(html)) mendWordPage(document);
  return document;
}

/** A page as it was before Readability looked at it, and what that found. */
function pageWithOptions(
  parsed: DomDocument,
  { about }: PageDescription,
  input: HtmlToRead,
): [DomDocument, TreeOptions] {
  // Parsing once more is quicker than copying, and takes less memory where it comes afterwards.
  const isText = typeof input.html === 'string';
  const isDeep = isText && deepestIn(input.html as string) > DEEPEST_SEARCHED;
  const kept = isDeep ? [] : keptByReadability(isText ? parsed : copyOf(parsed));
  const document = isText ? documentFrom(input) : parsed;
  return [document, findArticle(document, about, kept)];
}

/**
 * Readability takes a minute for three thousand elements within each other, where pages have thirty; what is nested deeper
 * is read whole.
 */
const DEEPEST_SEARCHED = 500;

/** A document is an article from its first word to its last; only what says itself that it isn't shown is left out. */
function documentOptions(document: DomDocument, { typeOf, leaves, titleIn = 'h1' }: HtmlToRead): TreeOptions {
  const length = (document.body.textContent ?? '').length;
  const title = titleIn === null ? null : (document.querySelector(TITLE_BY_STYLE) ?? document.querySelector(titleIn));
  return {
    notes: noteLinks(document, [...document.querySelectorAll('a')]),
    leaves: (element) => {
      const left = leaves?.(element);
      if (left) return left;
      const reason = furnitureReason(element, () => (element.textContent ?? '').length / Math.max(1, length));
      const counts = reason === HIDDEN || !/^(?:section|header|footer|div)$/.test(element.localName);
      return reason && counts ? { reason, whole: true } : undefined;
    },
    typeOf: (element) => typeOf?.(element) ?? (element === title ? 'title' : namedType(element)),
  };
}

/** What programs that write documents call the paragraph with the title. */
const TITLE_BY_STYLE = 'h1.title, p.title, p.MsoTitle';

function resolved(href: string, address: string | undefined): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href)) return href;
  if (!address || href.startsWith('#') || !URL.canParse(href, address)) return undefined;
  return new URL(href, address).href;
}

/** A page's files by the way that it names them, which may be escaped. */
function fileBeside(beside: ReadonlyMap<string, Uint8Array>, src: string): Uint8Array | undefined {
  const plain = src.replace(/^\.\//, '').replace(/[?#].*$/, '');
  const found = beside.get(plain);
  if (found) return found;
  try {
    const name = decodeURIComponent(plain);
    // Files that were dropped without their folder have only their names.
    return beside.get(name) ?? beside.get(name.replace(/^.*\//, ''));
  } catch {
    return undefined;
  }
}

function finished(
  { name, format, encoding }: HtmlToRead,
  { source, blocks, marking }: { source: string; blocks: ImportedBlock[]; marking?: string },
  { about, language, direction }: PageDescription,
  remarks: string[],
  address: string | undefined,
): ImportedArticle {
  const kept = blocks.filter((block) => block.leftOut === undefined).map((block) => block.text);
  const words = (kept.length > 0 ? kept : blocks.map((block) => block.text)).join('\n');
  return {
    name,
    format,
    encoding,
    source,
    blocks,
    language: languageFor(language, words),
    direction: direction ?? directionOf(words),
    about: { ...aboutOf(about, blocks), ...(address ? { address } : {}), ...(marking ? { marking } : {}) },
    ...(remarks.length > 0 ? { remarks } : {}),
  };
}

/** A line that says when an article was changed, not when it came out. */
const UPDATED =
  /^\s*(?:last )?(?:updated|modified|aktualisiert|zuletzt aktualisiert|stand|mise? à jour|actualizado|aggiornato|atualizado|bijgewerkt|обновлено|изменено|آخر تحديث|עודכן|更新|最后更新)/iu;

/** What a page says of itself, made better by what stands in it: its title without the site's name, the date of its byline. */
function aboutOf(about: AboutArticle, blocks: readonly ImportedBlock[]): AboutArticle {
  const kept = blocks.filter((block) => block.leftOut === undefined);
  const headline = kept
    .find(({ type }) => type === 'title')
    ?.text.replace(/\s+/gu, ' ')
    .trim();
  const isPart = headline && about.title?.split(/\s+[-–—|·:•»]+\s+/u).some((part) => part.trim() === headline);
  const lines = kept.filter(({ type }) => type === 'byline').map(({ text }) => text);
  const published = about.published ?? dayIn(lines.filter((line) => !UPDATED.test(line)));
  const modified = about.modified ?? dayIn(lines.filter((line) => UPDATED.test(line)));
  return {
    ...about,
    ...(isPart ? { title: headline } : {}),
    ...(published ? { published } : {}),
    ...(modified ? { modified } : {}),
  };
}

/** Many a page says of every text that it is English, so a text of some length that is clearly another counts more. */
export function languageFor(said: string | undefined, words: string): string {
  const recognised = words.length >= LEAST_RECOGNISED || !said ? languageOf(words) : UNDETERMINED;
  if (!said || recognised === UNDETERMINED) return said ?? recognised;
  return said.toLowerCase().split('-')[0] === recognised ? said : recognised;
}

/** Below this many characters a page knows better than the statistics of letters. */
const LEAST_RECOGNISED = 400;

const NEEDS_SCRIPT =
  'This page seems to show its text only after its scripts have run, and scripts never run here. Open it in a browser, save it there (“Save page as”) and import that file.';

/** Less text than this beside a script is hardly the article. */
const LEAST_TEXT = 400;

/** Whether a page is an empty frame that a script would fill. */
function needsScript({ blocks }: ImportedArticle, html: string): boolean {
  const kept = blocks.filter((block) => block.leftOut === undefined).reduce((sum, { text }) => sum + text.length, 0);
  if (kept >= LEAST_TEXT || !/<script/i.test(html)) return false;
  return (
    /<div[^>]+id=["']?(?:root|app|__next|__nuxt|main-app)\b/i.test(html) ||
    /enable javascript|javascript (?:aktivieren|is required|required)/i.test(html)
  );
}

function withRemark(article: ImportedArticle, remark: string): ImportedArticle {
  return { ...article, remarks: [...(article.remarks ?? []), remark] };
}

function emptyPage(document: DomDocument, name: string): Refusal {
  const hasScript = document.querySelector('script') !== null;
  return hasScript
    ? new Refusal('needs-script', `“${name}” holds no text: ${NEEDS_SCRIPT[0]?.toLowerCase()}${NEEDS_SCRIPT.slice(1)}`)
    : new Refusal('empty-file', `“${name}” holds no text. Choose another file, or paste the article instead.`);
}
