import type { MarkSpec, NodeSpec } from 'prosemirror-model';

/* What the schemas of articles and of comments have in common. */

const SAFE_LINK = /^(https?:|mailto:|briefmark:\/\/(brief|person)\/)/i;

/** Whether an address may stand in an article or a comment as a link: it can't run anything. */
export function isSafeLink(href: string): boolean {
  return SAFE_LINK.test(href.trim());
}

/** A link; one whose address could run something is read as plain text. */
export const link: MarkSpec = {
  inclusive: false,
  attrs: { href: { validate: 'string' } },
  parseDOM: [
    {
      tag: 'a[href]',
      getAttrs: (dom) => {
        const href = (dom.getAttribute('href') ?? '').trim();
        return isSafeLink(href) ? { href } : false;
      },
    },
  ],
  toDOM: (mark) => ['a', { href: isSafeLink(mark.attrs.href as string) ? (mark.attrs.href as string) : '#' }, 0],
};

/** A mark that is an element of HTML and nothing more; `others` are read as it too. */
export function simpleMark(tag: string, ...others: string[]): MarkSpec {
  return { parseDOM: [tag, ...others].map((each) => ({ tag: each })), toDOM: () => [tag, 0] };
}

export const codeBlock: NodeSpec = {
  group: 'block',
  content: 'text*',
  marks: '',
  code: true,
  defining: true,
  parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
  toDOM: () => ['pre', ['code', 0]],
};

export const hardBreak: NodeSpec = {
  group: 'inline',
  inline: true,
  selectable: false,
  leafText: () => '\n',
  parseDOM: [{ tag: 'br' }],
  toDOM: () => ['br'],
};
