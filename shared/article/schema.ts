import { type Attrs, type DOMOutputSpec, type MarkSpec, type Node, type NodeSpec, Schema } from 'prosemirror-model';
import { tableNodes } from 'prosemirror-tables';
import { codeBlock, hardBreak, link, simpleMark } from '../rich-text.ts';

/*
 * Everything that is read, and so can be annotated, is a node here. Contents prefer `*` to `+`: y-prosemirror deletes
 * what doesn't fit the schema and syncs the deletion, so an empty list must be an oddity and not a reason to delete.
 */

const INLINE = 'inline*';

/** A text block whose name is also its class on the page, for those that HTML has no element for. */
function named(name: string, tag: string): NodeSpec {
  return {
    group: 'block',
    content: INLINE,
    parseDOM: [{ tag: `${tag}.${name}`, priority: 60 }],
    toDOM: (): DOMOutputSpec => [tag, { class: name }, 0],
  };
}

/** A figure that was copied from an article keeps its picture; one from elsewhere has none here. */
function pictureIn(attribute: (name: string) => string | null): Attrs {
  const pixels = (name: string) => Math.round(Number(attribute(name))) || 0;
  return {
    blob: attribute('data-blob') ?? '',
    alt: attribute('aria-label') ?? '',
    width: pixels('data-width'),
    height: pixels('data-height'),
  };
}

const TABLES = tableNodes({ tableGroup: 'block', cellContent: 'block*', cellAttributes: {} });

const nodes = {
  doc: { content: 'block*' },
  paragraph: {
    group: 'block',
    content: INLINE,
    parseDOM: [{ tag: 'p' }],
    toDOM: () => ['p', 0],
  },
  title: { ...named('title', 'h1'), defining: true, parseDOM: [{ tag: 'h1.title', priority: 60 }] },
  standfirst: named('standfirst', 'p'),
  byline: named('byline', 'p'),
  heading: {
    group: 'block',
    content: INLINE,
    defining: true,
    attrs: { level: { default: 2, validate: 'number' } },
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    // The title is the page's only h1, so a heading of level 1 still stands one below it.
    toDOM: (node) => [`h${Math.min(6, Math.max(2, node.attrs.level as number))}`, 0],
  },
  bullet_list: {
    group: 'block',
    content: 'list_item*',
    parseDOM: [{ tag: 'ul' }],
    toDOM: () => ['ul', 0],
  },
  ordered_list: {
    group: 'block',
    content: 'list_item*',
    attrs: { order: { default: 1, validate: 'number' } },
    parseDOM: [{ tag: 'ol', getAttrs: (dom) => ({ order: Number(dom.getAttribute('start') ?? 1) || 1 }) }],
    toDOM: (node) => ['ol', node.attrs.order === 1 ? {} : { start: node.attrs.order as number }, 0],
  },
  list_item: {
    content: 'block*',
    defining: true,
    parseDOM: [{ tag: 'li' }],
    toDOM: () => ['li', 0],
  },
  blockquote: {
    group: 'block',
    content: 'block*',
    defining: true,
    parseDOM: [{ tag: 'blockquote' }],
    toDOM: () => ['blockquote', 0],
  },
  figure: {
    group: 'block',
    content: '(caption | credit)*',
    isolating: true,
    attrs: {
      /** The SHA-256 of the picture's bytes, which are kept beside the article; empty where it has none. */
      blob: { default: '', validate: 'string' },
      alt: { default: '', validate: 'string' },
      /** The picture's size in pixels, so that its place is kept before it is there; 0 where that isn't known. */
      width: { default: 0, validate: 'number' },
      height: { default: 0, validate: 'number' },
    },
    parseDOM: [{ tag: 'figure', getAttrs: (dom) => pictureIn((name) => dom.getAttribute(name)) }],
    toDOM: ({ attrs }) => [
      'figure',
      {
        'data-blob': attrs.blob as string,
        'data-width': attrs.width as number,
        'data-height': attrs.height as number,
        'aria-label': attrs.alt as string,
      },
      0,
    ],
  },
  caption: named('caption', 'p'),
  credit: named('credit', 'p'),
  pullquote: { ...named('pullquote', 'aside'), defining: true },
  code_block: codeBlock,
  footnote: named('footnote', 'p'),
  rule: {
    group: 'block',
    parseDOM: [{ tag: 'hr' }],
    toDOM: () => ['hr'],
  },
  ...TABLES,
  // The package demands at least one row; see the note on `*` above.
  table: { ...TABLES.table, content: 'table_row*' },
  text: { group: 'inline' },
  hard_break: hardBreak,
} satisfies Record<string, NodeSpec>;

const marks = {
  link,
  strong: simpleMark('strong', 'b'),
  em: simpleMark('em', 'i'),
  underline: simpleMark('u'),
  strike: simpleMark('s', 'del'),
  code: simpleMark('code'),
  superscript: simpleMark('sup'),
  subscript: simpleMark('sub'),
} satisfies Record<string, MarkSpec>;

/** The ProseMirror schema of an article. */
export const articleSchema = new Schema<keyof typeof nodes, keyof typeof marks>({ nodes, marks });

/**
 * Reads an article from JSON that comes from a file or from another process.
 *
 * @throws {RangeError} where it doesn't fit the schema
 */
export function articleFromJson(json: unknown): Node {
  const doc = articleSchema.nodeFromJSON(json);
  if (doc.type !== articleSchema.topNodeType) throw new RangeError('The article is not a document.');
  doc.check();
  return doc;
}
