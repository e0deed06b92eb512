import type { Look } from '../looks/look.ts';
import { walkXml, type XmlElement } from '../walk-xml.ts';

/** What a style makes of its text. */
export interface OdfStyle {
  /** Its own name and those that it comes from, as people see them. */
  names: string[];
  /** The elements of HTML that stand for its look. */
  marks: string[];
  parent?: string;
  look: OdfLook;
}

/** What a style says of its text's look; a size in points, or as a share of the size below. */
export interface OdfLook extends Partial<Look> {
  share?: number;
}

/** The styles of a document, and which of its lists are numbered. */
export class OdfStyles {
  private readonly styles = new Map<string, OdfStyle>();
  private readonly usual: OdfLook = {};
  private readonly numbered = new Map<string, Set<number>>();

  /** Reads the styles of a part; automatic ones stand in the content, named ones beside it. */
  read(part: Uint8Array | undefined): void {
    let style: OdfStyle | undefined;
    let list: Set<number> | undefined;
    walkXml(part, {
      open: (element) => {
        const { name, attributes } = element;
        if (name === 'style:style') {
          style = styleOf(element);
          this.styles.set(attributes['style:name'] ?? '', style);
        } else if (name === 'text:list-style') {
          list = new Set();
          this.numbered.set(attributes['style:name'] ?? '', list);
        } else if (name === 'text:list-level-style-number' && attributes['style:num-format'] !== '') {
          list?.add(Number(attributes['text:level'] ?? 1));
        } else if (name === 'style:default-style' && attributes['style:family'] === 'paragraph') {
          style = { names: [], marks: [], look: this.usual };
        } else if (name === 'style:text-properties') {
          style?.marks.push(...marksOf(attributes));
          if (style) Object.assign(style.look, lookOfText(attributes));
        } else if (name === 'style:paragraph-properties' && style)
          Object.assign(style.look, lookOfParagraph(attributes));
      },
      close: (name) => {
        if (name === 'style:style' || name === 'style:default-style') style = undefined;
        if (name === 'text:list-style') list = undefined;
      },
      text: () => {},
    });
  }

  /** The style's name and those of the styles that it comes from, in small letters. */
  namesOf(name: string | undefined): string[] {
    return this.chain(name).flatMap(({ names }) => names);
  }

  /** How the style looks, in elements of HTML; only its own look, since a paragraph's common one is no emphasis. */
  marksOf(name: string | undefined): readonly string[] {
    return [...new Set(this.chain(name).flatMap(({ marks }) => marks))];
  }

  /** How the style's text looks, on top of what is below it. */
  lookOf(name: string | undefined, below: OdfLook = this.usual): OdfLook {
    const look = { ...below };
    for (const { look: own } of this.chain(name).reverse()) {
      const { share, ...rest } = own;
      if (share !== undefined && look.size !== undefined) look.size *= share;
      Object.assign(look, rest);
    }
    return look;
  }

  isNumbered(list: string | undefined, level: number): boolean {
    return list !== undefined && (this.numbered.get(list)?.has(level) ?? false);
  }

  private chain(name: string | undefined): OdfStyle[] {
    const found: OdfStyle[] = [];
    for (let next = name; next !== undefined && found.length < 10; ) {
      const style: OdfStyle = this.styles.get(next) ?? { names: [plainName(next)], marks: [], look: {} };
      found.push(style);
      next = style.parent;
    }
    return found;
  }
}

function styleOf({ attributes }: XmlElement): OdfStyle {
  const name = attributes['style:name'] ?? '';
  const parent = attributes['style:parent-style-name'];
  return {
    names: [plainName(name), (attributes['style:display-name'] ?? '').toLowerCase()].filter(Boolean),
    marks: [],
    look: outlineOf(attributes['style:default-outline-level']),
    ...(parent && parent !== name ? { parent } : {}),
  };
}

/** `Text_20_body` is `text body`. */
function plainName(name: string): string {
  return name
    .replace(/_([0-9a-f]{2,4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .toLowerCase();
}

function marksOf(attributes: Readonly<Record<string, string>>): string[] {
  const marks: string[] = [];
  if (/^(?:bold|[6-9]00)$/.test(attributes['fo:font-weight'] ?? '')) marks.push('b');
  if (/^(?:italic|oblique)$/.test(attributes['fo:font-style'] ?? '')) marks.push('i');
  if (!/^(?:none|)$/.test(attributes['style:text-underline-style'] ?? '')) marks.push('u');
  if (!/^(?:none|)$/.test(attributes['style:text-line-through-style'] ?? '')) marks.push('s');
  const position = attributes['style:text-position'] ?? '';
  if (/^(?:super|[1-9])/.test(position)) marks.push('sup');
  if (/^(?:sub|-)/.test(position)) marks.push('sub');
  if (/courier|mono|consolas/i.test(attributes['style:font-name'] ?? attributes['fo:font-family'] ?? ''))
    marks.push('code');
  return marks;
}

function outlineOf(level: string | undefined): OdfLook {
  return Number(level) >= 1 ? { outline: Number(level) - 1 } : {};
}

function lookOfText(attributes: XmlElement['attributes']): OdfLook {
  const size = attributes['fo:font-size'] ?? '';
  const weight = attributes['fo:font-weight'];
  const style = attributes['fo:font-style'];
  const share = /^([\d.]+)%$/.exec(size)?.[1];
  const points = pointsOf(size);
  return {
    ...(share === undefined ? {} : { share: Number(share) / 100 }),
    ...(share !== undefined || points === undefined ? {} : { size: points }),
    ...(weight === undefined ? {} : { bold: /^(?:bold|[6-9]00)$/.test(weight) }),
    ...(style === undefined ? {} : { italic: /^(?:italic|oblique)$/.test(style) }),
  };
}

function lookOfParagraph(attributes: XmlElement['attributes']): OdfLook {
  const align = attributes['fo:text-align'];
  const left = pointsOf(attributes['fo:margin-left'] ?? attributes['fo:margin'] ?? '');
  const right = pointsOf(attributes['fo:margin-right'] ?? attributes['fo:margin'] ?? '');
  return {
    ...(align === undefined ? {} : { centred: align === 'center' }),
    ...(left === undefined ? {} : { left }),
    ...(right === undefined ? {} : { right }),
  };
}

const POINTS: Readonly<Record<string, number>> = { pt: 1, in: 72, cm: 28.35, mm: 2.835, px: 0.75, pc: 12 };

function pointsOf(length: string): number | undefined {
  const [, number, unit = ''] = /^(-?[\d.]+)(pt|in|cm|mm|px|pc)$/.exec(length) ?? [];
  return number === undefined ? undefined : Number(number) * (POINTS[unit] ?? 1);
}
