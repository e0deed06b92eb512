import { allThreads, type ExportedBrief, type ExportedThread } from '../exported-brief.ts';
import { escaped } from '../html/escape.ts';
import { commentHtml } from '../html/inline.ts';
import { lookOf } from '../kind-look.ts';
import type { OptionsOf } from '../options.ts';
import { Times } from '../times.ts';
import { assignedWords, exportedWords, statusWords } from '../wording.ts';
import { hanAttribute, PrintedArticle, type PrintedHeading, type PrintedMark } from './print-article.ts';
import { type Family, familiesFor, HANS, type Han, hanOfBrief } from './print-families.ts';
import { printStyle } from './print-style.ts';

/** Shorter articles are looked through faster than a table of contents. */
const WORDS_WITH_CONTENTS = 2_500;
const HEADINGS_WITH_CONTENTS = 4;

/** A page to print, and what its links stand for. */
export interface PrintPage {
  html: string;
  /** Above and below each page, as HTML of Chromium's templates. */
  header: string;
  footer: string;
  marks: PrintedMark[];
  /** Those that the table of contents lists; empty where it has none. */
  contents: PrintedHeading[];
  /** Typefaces in the order in which a character looks for one that has it: the page's, and any that a part has. */
  stacks: Family[][];
}

/** Where the page says which files its typefaces are in. */
const NO_FACES = '<style id="faces"></style>';

/** The element that keeps the page unseen; whoever prints it takes it away once its typefaces are there. */
export const CURTAIN = 'curtain';

/** A page that carries its typefaces, as rules of a style sheet. */
export function withFaces(page: PrintPage, faces: { page: string; header: string }): PrintPage {
  // By a function: a replacement text has signs of its own.
  const curtain = `<style id="${CURTAIN}">body{display:none}</style>`;
  const html = page.html.replace(NO_FACES, () => `<style>${faces.page}</style>${curtain}`);
  return { ...page, html, header: `<style>${faces.header}</style>${page.header}` };
}

/**
 * The page that becomes a PDF.
 *
 * @param pages the page of each heading, once a first printing has told; numbers are left out without
 */
export function printPage(exported: ExportedBrief, format: OptionsOf<'pdf'>, pages: readonly number[] = []): PrintPage {
  const times = new Times(exported.timeZone);
  const printed = format.print !== 'nothing';
  const han = hanOfBrief(exported.language, exported.index.text);
  const families = familiesFor(han);
  const article = new PrintedArticle(exported, printed, han);
  const blocks = article.blocks();
  const byNumber = new Map(allThreads(exported).map((thread) => [thread.number, thread]));
  const margin = format.print === 'margin';
  const noteOf = (numbers: readonly number[]) =>
    numbers.map((number) => threadNote(byNumber.get(number) as ExportedThread, times, han)).join('');
  const rows = blocks.map(({ html, threads }, at) => {
    if (!margin) return html;
    const notes = [...(at === 0 ? exported.wholeBrief.map(({ number }) => number) : []), ...threads];
    return `${notes.length > 0 ? `<aside>${noteOf(notes)}</aside>` : ''}${html}`;
  });
  const hasTitle = exported.article.firstChild?.type.name === 'title';
  const title = hasTitle ? '' : `<h1 class="title" dir="auto">${escaped(exported.title)}</h1>`;
  const contents = contentsOf(exported, article.headings);
  const inTitle = hasTitle ? 1 : 0;
  const body = [
    title,
    ...rows.slice(0, inTitle),
    contentsHtml(contents, pages),
    ...rows.slice(inTitle),
    orphansHtml(exported, article, margin ? (number) => noteOf([number]) : undefined),
    format.print === 'endnotes' ? endnotes(exported, times, han) : '',
    `<p class="foot" dir="auto">${escaped(exportedWords(exported, times))}</p>`,
  ].join('\n');
  const { language, direction, marking } = exported;
  return {
    html: `<!doctype html><html lang="${escaped(language)}" dir="${direction}"><head><meta charset="utf-8"><title>${escaped(exported.title)}</title>${NO_FACES}<style>${printStyle(han)}</style></head><body class="${format.print}">${body}</body></html>`,
    header: line(`<bdi>${escaped(marking ?? exported.title)}</bdi>`, marking !== undefined, families),
    footer: line(
      `${marking ? `<b><bdi>${escaped(marking)}</bdi></b> · ` : ''}<span class="pageNumber"></span> / <span class="totalPages"></span>`,
      false,
      families,
    ),
    marks: article.marks,
    contents,
    stacks: [families, ...hansIn(body).map(familiesFor)],
  };
}

/** The shapes of Chinese characters that parts of a page say they have. */
function hansIn(html: string): Han[] {
  return HANS.filter((han) => html.includes(` data-han="${han}"`));
}

function line(html: string, bold: boolean, families: readonly Family[]): string {
  const fonts = ['Arial', 'Liberation Sans', ...families, 'sans-serif']
    .map((name) => (name.includes(' ') ? `&quot;${name}&quot;` : name))
    .join(',');
  return `<div style="width:100%;font:${bold ? 'bold ' : ''}8px ${fonts};color:#444;text-align:center;padding:0 18mm;overflow:hidden;white-space:nowrap;text-overflow:ellipsis">${html}</div>`;
}

function contentsOf({ index }: ExportedBrief, headings: readonly PrintedHeading[]): PrintedHeading[] {
  const words = index.text.split(/\s+/).length;
  return words >= WORDS_WITH_CONTENTS && headings.length >= HEADINGS_WITH_CONTENTS ? [...headings] : [];
}

function contentsHtml(contents: readonly PrintedHeading[], pages: readonly number[]): string {
  if (contents.length === 0) return '';
  const items = contents.map(
    ({ level, text }, at) =>
      `<li class="l${level}"><a href="#h${at}"><span dir="auto">${escaped(text)}</span><span class="page">${pages[at] ?? ''}</span></a></li>`,
  );
  return `<nav aria-label="Contents"><ul>${items.join('')}</ul></nav>`;
}

function orphansHtml(
  { orphaned }: ExportedBrief,
  article: PrintedArticle,
  noteOf?: (number: number) => string,
): string {
  if (orphaned.length === 0) return '';
  const entries = orphaned.map(({ number, kind, passages }) => {
    const quotes = passages.map(({ quote, range }, passage) => {
      const html = escaped(quote);
      const marked = range ? html : article.mark(html, { passages: [{ thread: number, passage }] });
      return `<blockquote dir="auto">${marked}</blockquote>`;
    });
    return `<h3>${number} ${escaped(kind.name)}</h3>${quotes.join('')}${noteOf?.(number) ?? ''}`;
  });
  return `<section><h2>Without a place</h2><p dir="auto">The article no longer holds the words that these annotations are about.</p>${entries.join('')}</section>`;
}

function endnotes(exported: ExportedBrief, times: Times, han: Han): string {
  const all = allThreads(exported);
  return all.length === 0
    ? ''
    : `<section class="endnotes"><h2>Annotations</h2>${all.map((each) => threadNote(each, times, han)).join('')}</section>`;
}

function threadNote(thread: ExportedThread, times: Times, han: Han): string {
  const { number, kind, tags, status, passages, comments, author, at } = thread;
  const assigned = assignedWords(thread);
  const about = [
    ...(tags.length > 0 ? [tags.map((tag) => `#${tag}`).join(' ')] : []),
    ...(status.state === 'resolved' ? [statusWords(thread, times)] : []),
    ...(assigned === undefined ? [] : [assigned]),
  ];
  const quotes = passages
    .map(({ quote }) => `<q dir="auto"${hanAttribute(quote, han)}>${escaped(cut(quote))}</q>`)
    .join(' ');
  const said = comments.map(({ author: who, at: when, doc, images }) => {
    const words = commentHtml(doc, images);
    return `<div class="said"><b><bdi>${escaped(who.name)}</bdi></b> <time>${times.minute(when)}</time><div dir="auto"${hanAttribute(words, han)}>${words}</div></div>`;
  });
  const mine = comments[0]?.author === author;
  const by = mine
    ? ''
    : `<p class="about"><b><bdi>${escaped(author.name)}</bdi></b> <time>${times.minute(at)}</time></p>`;
  return `<div class="note" id="t${number}" style="border-color:${lookOf(kind.kind).edge}"><p class="about"><b>${number} ${escaped(kind.name)}</b>${about.length > 0 ? ` · ${escaped(about.join(' · '))}` : ''}</p>${quotes}${by}${said.join('')}</div>`;
}

function cut(quote: string): string {
  const words = quote.replace(/\s+/g, ' ').trim();
  return words.length > 120 ? `${[...words].slice(0, 120).join('')}…` : words;
}
