import { walkWord } from '../../importing-comments/walk-word.ts';

/** Each paragraph is a line of it. */
const PRE = "pre:separator('\\n')";

/** Styles by Word's own names, whatever the language of whoever wrote the document. */
const STYLES: readonly (readonly [string, string])[] = [
  ['Subtitle', 'p.standfirst:fresh'],
  ['Author', 'p.byline:fresh'],
  ['Date', 'p.byline:fresh'],
  ['caption', 'p.caption:fresh'],
  ['Caption', 'p.caption:fresh'],
  ['Image Caption', 'p.caption:fresh'],
  ['Table Caption', 'p.caption:fresh'],
  ['Quote', 'blockquote > p:fresh'],
  ['Intense Quote', 'blockquote > p:fresh'],
  ['Block Text', 'blockquote > p:fresh'],
  ['Quotations', 'blockquote > p:fresh'],
  ['Source Code', PRE],
  ['Preformatted Text', PRE],
  ['HTML Preformatted', PRE],
];
const LEVELS = 6;

/**
 * Tells mammoth what a document's styles are in HTML. Where it has a title in the style for that, and headings of
 * the first rank, those stand one rank below.
 */
export function styleMapFor(document: string, styles: string | undefined, name: string): string[] {
  const titles = styles === undefined ? ['Title'] : idsOf(styles, 'title', name);
  const isUsed = (id: string) => new RegExp(`pStyle\\s[^>]*val=["']${escaped(id)}["']`, 'u').test(document);
  const hasTitle = titles.some(isUsed);
  const first = styles === undefined ? ['Heading1'] : idsOf(styles, 'heading 1', name);
  const below = hasTitle && first.some(isUsed) ? 1 : 0;
  const headings = Array.from({ length: LEVELS }, (_, at) => {
    const level = Math.min(LEVELS, at + 1 + below);
    return [`heading ${at + 1}`, `Heading ${at + 1}`].map((style) => `p[style-name='${style}'] => h${level}:fresh`);
  });
  return [
    "p[style-name='Title'] => h1.title:fresh",
    ...headings.flat(),
    ...STYLES.map(([style, html]) => `p[style-name='${style}'] => ${html}`),
    // Pandoc names this style without describing it.
    `p.SourceCode => ${PRE}`,
    'u => u',
    'strike => s',
  ];
}

function idsOf(styles: string, wanted: string, name: string): string[] {
  const ids: string[] = [];
  let id = '';
  walkWord(styles, name, {
    open: (element, attributes) => {
      if (element === 'style') id = attributes.styleId ?? '';
      else if (element === 'name' && (attributes.val ?? '').toLowerCase() === wanted) ids.push(id);
    },
  });
  return ids;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');
}
