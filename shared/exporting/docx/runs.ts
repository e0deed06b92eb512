import type { Mark } from 'prosemirror-model';
import { isSafeLink } from '../../rich-text.ts';
import type { Relationships } from './relationships.ts';
import { xmlText } from './xml.ts';

const RTL_LETTER = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LETTER = /\p{L}/u;

/** Whether a text is written from the right: by its first letter; `otherwise` where it has none. */
export function isRightToLeft(text: string, otherwise = false): boolean {
  const letter = LETTER.exec(text)?.[0];
  return letter === undefined ? otherwise : RTL_LETTER.test(letter);
}

/** How a run of text looks. */
export interface RunLook {
  marks?: readonly Mark[];
  /** `#rrggbb` */
  fill?: string | undefined;
  style?: string;
  rtl?: boolean;
  /** It is a tracked change. */
  tracked?: Tracked | undefined;
}

/** A run that somebody put in or took out, with who did and when. */
export interface Tracked {
  as: 'ins' | 'del';
  attributes: string;
}

// The order is the schema's: Word calls a file damaged where properties stand in another.
const PROPERTIES: readonly [name: string, xml: string][] = [
  ['strong', '<w:b/><w:bCs/>'],
  ['em', '<w:i/><w:iCs/>'],
  ['strike', '<w:strike/>'],
  ['underline', '<w:u w:val="single"/>'],
];

const STYLE_OF: Record<string, string> = { link: 'Hyperlink', code: 'CodeInText' };

/** One or more runs with the same look. Line feeds become line breaks. */
export function run(text: string, look: RunLook = {}): string {
  if (text === '') return '';
  const { tracked } = look;
  const xml = `<w:r>${runProperties(look)}${runText(text, tracked?.as === 'del' ? 'w:delText' : 'w:t')}</w:r>`;
  return tracked ? `<w:${tracked.as} ${tracked.attributes}>${xml}</w:${tracked.as}>` : xml;
}

/** Text that links to an address, where that is one that may be opened. */
export function linked(text: string, look: RunLook, relationships: Relationships): string {
  const href = look.marks?.find((mark) => mark.type.name === 'link')?.attrs.href as string | undefined;
  const plain = run(text, look);
  if (href === undefined || !isSafeLink(href) || plain === '') return plain;
  return `<w:hyperlink r:id="${relationships.link(href)}">${plain}</w:hyperlink>`;
}

function runProperties({ marks = [], fill, style, rtl }: RunLook): string {
  const has = (name: string) => marks.some((mark) => mark.type.name === name);
  const styleId = style ?? Object.entries(STYLE_OF).find(([name]) => has(name))?.[1];
  const vertical = has('superscript') ? 'superscript' : has('subscript') ? 'subscript' : '';
  const xml = [
    styleId ? `<w:rStyle w:val="${styleId}"/>` : '',
    ...PROPERTIES.map(([name, each]) => (has(name) ? each : '')),
    fill ? `<w:shd w:val="clear" w:color="auto" w:fill="${fill.slice(1).toUpperCase()}"/>` : '',
    vertical ? `<w:vertAlign w:val="${vertical}"/>` : '',
    rtl ? '<w:rtl/>' : '',
  ].join('');
  return xml === '' ? '' : `<w:rPr>${xml}</w:rPr>`;
}

function runText(text: string, element: string): string {
  return text
    .split(/([\n\t])/)
    .map((part) => {
      if (part === '\n') return '<w:br/>';
      if (part === '\t') return '<w:tab/>';
      return part === '' ? '' : `<${element} xml:space="preserve">${xmlText(part)}</${element}>`;
    })
    .join('');
}

/** How a paragraph stands. */
export interface ParagraphLook {
  style?: string | undefined;
  list?: { number: number; level: number } | undefined;
  indent?: number | undefined;
  rtl?: boolean | undefined;
  keepNext?: boolean;
  /** Attributes of the paragraph itself. */
  attributes?: string;
}

/** A paragraph of runs. */
export function paragraph(runs: string, look: ParagraphLook = {}): string {
  const { style, list, indent, rtl, keepNext, attributes = '' } = look;
  const xml = [
    style ? `<w:pStyle w:val="${style}"/>` : '',
    keepNext ? '<w:keepNext/>' : '',
    list ? `<w:numPr><w:ilvl w:val="${list.level}"/><w:numId w:val="${list.number}"/></w:numPr>` : '',
    rtl === undefined ? '' : rtl ? '<w:bidi/>' : '<w:bidi w:val="0"/>',
    indent ? `<w:ind w:left="${indent}"/>` : '',
  ].join('');
  return `<w:p${attributes}>${xml === '' ? '' : `<w:pPr>${xml}</w:pPr>`}${runs}</w:p>`;
}
