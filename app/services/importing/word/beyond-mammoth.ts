import { TOKEN } from './marked-document.ts';

/*
 * What mammoth passes over without a word, though it is text: simple fields, stretches of another direction, characters
 * with their reading, formulas, and text boxes of which the file has no older form. It is written as what mammoth reads.
 */

/** Around an element of HTML that is to stand in the text: `math:` or `rt:`, then its words. */
const OPEN = '\ufdd2';
const CLOSE = '\ufdd3';
const ELEMENT = /\ufdd2(math|rt):([^\ufdd2\ufdd3]*)\ufdd3/gu;

/** What only frames runs of text. */
const FRAMES = new Set(['fldSimple', 'dir', 'bdo', 'ruby', 'rubyBase', 'oMathPara']);
/** What comes as an element of HTML, with what that is called. */
const ELEMENTS: Readonly<Record<string, string>> = { oMath: 'math', rt: 'rt' };

/** Rewrites a document's XML, which has been found to be well-formed, so that mammoth reads all text in it. */
export function readableByMammoth(xml: string): string {
  const source = withTextBoxes(xml.replace(/[\ufdd2\ufdd3]/gu, ''));
  if (!/:(?:fldSimple|dir|bdo|ruby|oMath)[\s>]/u.test(source)) return source;
  const prefix = /<([\w.-]+:)(?:document|footnotes|endnotes)[\s>]/u.exec(source)?.[1] ?? '';
  const out: string[] = [];
  let from = 0;
  let inside: { name: string; depth: number; text: string } | undefined;
  for (const match of source.matchAll(TOKEN)) {
    const [token, closing, , name = '', rest = ''] = match;
    const between = source.slice(from, match.index);
    from = match.index + token.length;
    const isEmpty = /\/\s*$/u.test(rest);
    if (inside) {
      if (between.trim() !== '') inside.text += between;
      if (name === inside.name && !isEmpty) inside.depth += closing ? -1 : 1;
      if (inside.depth > 0) continue;
      const words = `${OPEN}${ELEMENTS[inside.name]}:${inside.text}${CLOSE}`;
      out.push(`<${prefix}r><${prefix}t xml:space="preserve">${words}</${prefix}t></${prefix}r>`);
      inside = undefined;
      continue;
    }
    out.push(between);
    if (Object.hasOwn(ELEMENTS, name) && !closing && !isEmpty) inside = { name, depth: 1, text: '' };
    else if (!FRAMES.has(name)) out.push(token);
  }
  out.push(source.slice(from));
  return out.join('');
}

/** The elements of HTML that were written into a text. */
export function withElements(html: string): string {
  return html.replace(ELEMENT, (_, name: string, words: string) => `<${name}>${words}</${name}>`);
}

const ALTERNATIVES = /<mc:AlternateContent\b[^>]*>((?:(?!<\/?mc:AlternateContent\b)[\s\S])*)<\/mc:AlternateContent>/gu;
const DRAWING = /<w:drawing\b[^>]*>((?:(?!<\/?w:drawing\b)[\s\S])*)<\/w:drawing>/gu;
const BOX = /<w:txbxContent\b[^>]*>(?:(?!<\/?w:txbxContent\b)[\s\S])*<\/w:txbxContent>/gu;

/** Text boxes come twice, for newer and for older programs; mammoth reads the older form, which some files lack. */
function withTextBoxes(xml: string): string {
  if (!xml.includes('<w:txbxContent')) return xml;
  const alone = xml.replace(ALTERNATIVES, (whole, inside: string) =>
    inside.includes('<mc:Fallback') ? whole : (/<mc:Choice\b[^>]*>([\s\S]*)<\/mc:Choice>/u.exec(inside)?.[1] ?? whole),
  );
  return alone.replace(DRAWING, (whole, inside: string) => {
    const boxes = inside.match(BOX);
    return boxes ? `<w:pict>${boxes.join('')}</w:pict>` : whole;
  });
}
