import { type Look, LookOfText, lookMark } from '../looks/look.ts';
import { attributesOf, sign, TOKEN } from './marked-document.ts';
import { addLook, type WordLook, type WordStyles } from './word-styles.ts';

/** A paragraph that is being read; a text box may hold others within it. */
interface Open {
  style: string | undefined;
  own: WordLook;
  run: WordLook;
  inRun: boolean;
  inProperties: boolean;
  text: LookOfText;
  inContents: boolean;
}

/** More paragraphs than this are told by their styles alone. */
const MAX_LOOKS = 50_000;

/**
 * Writes a mark into each paragraph that has text, so that its look is found again where its text comes out.
 *
 * @param xml a document that has been found to be well-formed
 * @returns the XML and the looks, by the numbers in the marks
 */
export function markParagraphs(xml: string, styles: WordStyles): { xml: string; looks: Look[] } {
  const looks: Look[] = [];
  const out: string[] = [];
  const open: Open[] = [];
  const contents = new Contents();
  let from = 0;
  let inText = false;
  for (const match of xml.matchAll(TOKEN)) {
    const [token, closing = '', prefix = '', name = '', rest = ''] = match;
    const between = xml.slice(from, match.index);
    out.push(between);
    from = match.index + token.length;
    const paragraph = open.at(-1);
    const isEmpty = /\/\s*$/u.test(rest);
    if (paragraph && inText) addText(paragraph, between, styles);
    if (paragraph && name === 'instrText' && closing) contents.instruction(between);
    if (name === 't') inText = !closing && !isEmpty;
    if (name === 'p' && closing) {
      const ended = open.pop();
      if (ended && !ended.text.isEmpty && looks.length < MAX_LOOKS) {
        out.push(sign(prefix, lookMark(looks.length)));
        looks.push(lookOf(ended, styles));
      }
    } else if (name === 'p' && !isEmpty) open.push(newParagraph(contents.isOpen));
    else if (paragraph && !closing) inside(paragraph, name, attributesOf(rest), isEmpty);
    else if (paragraph && name === 'pPr') paragraph.inProperties = false;
    else if (paragraph && name === 'r') paragraph.inRun = false;
    contents.element(name, closing !== '', rest);
    if (paragraph && contents.isOpen) paragraph.inContents = true;
    out.push(token);
  }
  out.push(xml.slice(from));
  return { xml: out.join(''), looks };
}

function newParagraph(inContents: boolean): Open {
  return {
    style: undefined,
    own: {},
    run: {},
    inRun: false,
    inProperties: false,
    text: new LookOfText(),
    inContents,
  };
}

function inside(paragraph: Open, name: string, attributes: Readonly<Record<string, string>>, isEmpty: boolean): void {
  if (name === 'pPr') paragraph.inProperties = !isEmpty;
  else if (name === 'r') {
    paragraph.inRun = !isEmpty;
    paragraph.run = {};
  } else if (name === 'pStyle' && paragraph.inProperties) paragraph.style = attributes.val;
  else if (paragraph.inRun) addLook(paragraph.run, name, attributes);
  // The mark at a paragraph's end has a look of its own, which no text has.
  else if (paragraph.inProperties && /^(?:ind|jc|outlineLvl)$/u.test(name)) addLook(paragraph.own, name, attributes);
}

function addText(paragraph: Open, text: string, styles: WordStyles): void {
  const look = { ...styles.lookOf(paragraph.style), ...paragraph.run };
  paragraph.text.add(text, { size: look.size, bold: look.bold === true, italic: look.italic === true });
}

function lookOf({ style, own, text, inContents }: Open, styles: WordStyles): Look {
  const look = { ...styles.lookOf(style), ...own };
  return {
    ...text.look,
    centred: look.centred === true,
    left: look.left ?? 0,
    right: look.right ?? 0,
    ...(look.outline === undefined || look.outline > 8 ? {} : { outline: look.outline }),
    inContents: inContents || look.inContents === true,
  };
}

/** Whether a place is within a table of contents: a field of that kind, or what Word's gallery of them has made. */
class Contents {
  /** Fields within one another; true for a table of contents. */
  private readonly fields: boolean[] = [];
  private controls: boolean[] = [];

  get isOpen(): boolean {
    return this.fields.includes(true) || this.controls.includes(true);
  }

  instruction(text: string): void {
    if (/^\s*(?:TOC|INDEX)\b/u.test(text) && this.fields.length > 0) this.fields[this.fields.length - 1] = true;
  }

  element(name: string, closing: boolean, rest: string): void {
    if (name === 'fldChar') {
      const type = attributesOf(rest).fldCharType;
      if (type === 'begin' && this.fields.length < MOST_NESTED) this.fields.push(false);
      else if (type === 'end') this.fields.pop();
    } else if (name === 'sdt') {
      if (closing) this.controls.pop();
      else this.controls.push(false);
    } else if (name === 'docPartGallery' && /Table of Contents/iu.test(attributesOf(rest).val ?? ''))
      this.controls = this.controls.map((each, at) => each || at === this.controls.length - 1);
  }
}

const MOST_NESTED = 50;
