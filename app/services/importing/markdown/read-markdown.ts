import MarkdownIt from 'markdown-it';
import { parseDocument } from 'yaml';
import { type AboutArticle, tidyAbout } from '../../../../shared/article/about.ts';
import { decodeText } from '../../../../shared/importing/decode-text.ts';
import { isoOf, languageTag } from '../html/describe-page.ts';
import { articleFromHtml } from '../html/read-html.ts';
import { withFirst, withTitle } from '../html/refine-page.ts';
import type { FileToRead, ReadArticle } from '../read-article.ts';
import { withFootnotes } from './footnotes.ts';

/** The most that front matter has; what is longer is no front matter, and YAML takes long over it. */
const MAX_FRONT_MATTER = 64 * 1024;
const FRONT_MATTER = 'What the file says about itself; the brief’s description has what of it is known.';

/**
 * Reads Markdown in GitHub's flavour, with footnotes and front matter. Tags of HTML in it are read as HTML.
 *
 * @throws {Refusal} where the file is no text, or too large
 */
export function readMarkdown({ name, bytes, beside, fetched }: FileToRead): ReadArticle {
  const { text, encoding } = decodeText(bytes, name);
  const { front, body } = frontMatterOf(text.replace(/\r\n?/g, '\n'));
  const markdown = new MarkdownIt({ html: true, linkify: false });
  const { definitions, rest } = withFootnotes(markdown, body);
  const read = articleFromHtml({
    name,
    format: 'markdown',
    encoding,
    html: `<html><body>${withAlerts(markdown.render(rest))}${definitions}</body></html>`,
    isPage: false,
    fetched,
    ...(beside ? { resource: (src) => beside.get(decodeURI(src).replace(/^\.\//, '')) } : {}),
  });
  if (!front) return read;
  const { about, language } = describe(front.values);
  const titled = read.article.blocks.some(({ type, leftOut }) => type === 'title' && leftOut === undefined);
  const article =
    titled || !about.title
      ? read.article
      : withTitle(read.article.source, read.article.blocks, about.title, 'The file calls itself so.');
  const { source, blocks } = withFirst(article.source, article.blocks, {
    type: 'code',
    text: front.text,
    nodes: [{ type: 'code_block', content: [{ type: 'text', text: front.text }] }],
    leftOut: FRONT_MATTER,
    because: FRONT_MATTER,
  });
  return { ...read, article: { ...read.article, source, blocks, about, ...(language ? { language } : {}) } };
}

/** GitHub's alerts: a quotation that begins with `[!NOTE]` quotes nobody, and its first line is a label. */
function withAlerts(html: string): string {
  return html.replace(
    /<blockquote>\s*<p>\[!(note|tip|important|warning|caution)\]\s*([\s\S]*?)<\/blockquote>/gi,
    (_, label: string, rest: string) =>
      `<div><p><strong>${label.charAt(0).toUpperCase()}${label.slice(1).toLowerCase()}</strong></p><p>${rest}</div>`,
  );
}

/** What stands between two lines of `---` at the beginning, where it is YAML. */
function frontMatterOf(text: string): { front?: { text: string; values: Record<string, unknown> }; body: string } {
  const found = /^---\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text.slice(0, MAX_FRONT_MATTER));
  if (!found) return { body: text };
  try {
    // A few aliases may stand for each other, not thousands.
    const values: unknown = parseDocument(found[1] ?? '', { logLevel: 'silent' }).toJS({ maxAliasCount: 20 });
    if (typeof values === 'object' && values !== null && !Array.isArray(values))
      return {
        front: { text: found[1] ?? '', values: values as Record<string, unknown> },
        body: text.slice(found[0].length),
      };
  } catch {
    // Not YAML: it is text between two lines.
  }
  return { body: text };
}

function describe(front: Record<string, unknown>): { about: AboutArticle; language?: string } {
  const lower = new Map(Object.entries(front).map(([key, value]) => [key.toLowerCase(), value]));
  const one = (...keys: string[]) => keys.map((key) => lower.get(key)).find((value) => value !== undefined);
  const language = languageTag(asText(one('lang', 'language')));
  return {
    about: tidyAbout({
      title: asText(one('title')),
      authors: peopleOf(one('authors', 'author', 'by')),
      published: isoOf(asText(one('date', 'published', 'created'))),
      modified: isoOf(asText(one('updated', 'modified', 'lastmod'))),
      publisher: asText(one('publisher', 'site', 'publication')),
      address: asText(one('source', 'url', 'canonical', 'link')),
      marking: asText(one('marking', 'classification')),
    }),
    ...(language ? { language } : {}),
  };
}

function asText(value: unknown): string | undefined {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function peopleOf(value: unknown): string[] | undefined {
  const all = (Array.isArray(value) ? value : [value]).flatMap((each) => {
    const name = typeof each === 'object' && each !== null ? asText((each as { name?: unknown }).name) : asText(each);
    return name ? [name] : [];
  });
  return all.length > 0 ? all : undefined;
}
