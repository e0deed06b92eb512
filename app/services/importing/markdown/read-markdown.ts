import MarkdownIt from 'markdown-it';
import { decodeText } from '../../../../shared/importing/decode-text.ts';
import { articleFromHtml } from '../html/read-html.ts';
import { withFirst, withTitle } from '../html/refine-page.ts';
import type { FileToRead, ReadArticle } from '../read-article.ts';
import { withFootnotes } from './footnotes.ts';
import { describe, frontMatterOf } from './front-matter.ts';
import { withAlerts, withHabits } from './habits.ts';

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
  withHabits(markdown);
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
