import MarkdownIt from 'markdown-it';
import { MarkdownParser } from 'prosemirror-markdown';
import type { Node } from 'prosemirror-model';
import { isSafeLink } from '../rich-text.ts';
import { pictureAttrs, pictures } from './pictures.ts';
import { commentSchema, startOf } from './schema.ts';

/*
 * CommonMark without what a comment has no use for. The rules that are left out turn text into something else or into
 * nothing ("# 3", "---", "[a]: b" and four spaces at a line's beginning), so without them more of what people type
 * stays what they typed.
 */
const tokenizer = new MarkdownIt('commonmark', { html: false }).disable([
  'heading',
  'lheading',
  'hr',
  'code',
  'reference',
  'image',
  'html_block',
  'html_inline',
]);
tokenizer.validateLink = isSafeLink;
// An address is kept as it was written: what is encoded anew on each reading never comes to rest.
tokenizer.normalizeLink = (url) => url;
tokenizer.normalizeLinkText = (url) => url;

tokenizer.use(pictures);

const parser = new MarkdownParser(commentSchema, tokenizer, {
  paragraph: { block: 'paragraph' },
  blockquote: { block: 'blockquote' },
  list_item: { block: 'list_item' },
  bullet_list: { block: 'bullet_list' },
  ordered_list: { block: 'ordered_list', getAttrs: (token) => ({ order: startOf(token.attrGet('start')) }) },
  fence: { block: 'code_block', noCloseToken: true },
  hardbreak: { node: 'hard_break' },
  // A line end that somebody made is a line end, as in every other place where people write comments.
  softbreak: { node: 'hard_break' },
  picture: { node: 'picture', getAttrs: (token) => pictureAttrs(token.meta as RegExpExecArray) },
  em: { mark: 'em' },
  strong: { mark: 'strong' },
  link: { mark: 'link', getAttrs: (token) => ({ href: token.attrGet('href') ?? '' }) },
  code_inline: { mark: 'code', noCloseToken: true },
});

/**
 * Reads a comment's Markdown, whoever wrote it. Nothing in it can become anything but the schema's nodes and marks:
 * HTML stays its own text, and a link that could run something stays text too.
 */
export function fromMarkdown(markdown: string): Node {
  return parser.parse(markdown);
}
