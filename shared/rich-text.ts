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

/** The element of HTML that each mark is which is nothing more. */
export const ELEMENT_OF_MARK = {
  strong: 'strong',
  em: 'em',
  underline: 'u',
  strike: 's',
  code: 'code',
  superscript: 'sup',
  subscript: 'sub',
} as const;

/** The element that a mark is; undefined where it is more than one, or unknown. */
export function elementOfMark(mark: string): (typeof ELEMENT_OF_MARK)[keyof typeof ELEMENT_OF_MARK] | undefined {
  return Object.hasOwn(ELEMENT_OF_MARK, mark) ? ELEMENT_OF_MARK[mark as keyof typeof ELEMENT_OF_MARK] : undefined;
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
