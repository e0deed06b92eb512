import { MARK } from '../html/tree-reader.ts';
import { type Look, LookOfText, lookMark } from '../looks/look.ts';
import { walkXml, type XmlElement } from '../walk-xml.ts';
import type { OdfLook, OdfStyles } from './styles.ts';

/** A comment in a document, with the places between which it stands named `start:N` and `end:N`. */
export interface OdfComment {
  id: string;
  author: string;
  date: string;
  body: string;
  resolved: boolean;
  parent?: string;
}

/** What a document's content becomes. */
export interface OdfContent {
  html: string;
  comments: OdfComment[];
  /** How its paragraphs look, by the numbers in their marks. */
  looks: Look[];
}

/** More paragraphs than this are told by their styles alone. */
const MAX_LOOKS = 50_000;
/** Cells that stand for many equal ones; spreadsheets fill their sheets so. */
const MAX_REPEATED = 100;

const DELETED = 'Deleted by a change that the document records.';
const INDEX = 'A table of contents, made by the program.';

/** Written into the HTML for what is no part of the article, with the reason. */
export const LEFT = 'data-left';

type Closing = (() => void) | string;

/** Turns the content of an OpenDocument text into plain HTML, its footnotes behind it. */
export function contentToHtml(content: Uint8Array, styles: OdfStyles): OdfContent {
  return new Converter(styles).convert(content);
}

class Converter {
  private out: string[] = [];
  private readonly notes: string[] = [];
  private readonly comments: OdfComment[] = [];
  private readonly looks: Look[] = [];
  /** The looks of what is open in a paragraph, the paragraph's own first; and its text so far. */
  private spans: OdfLook[] = [];
  private words: LookOfText | undefined;
  private readonly closings: Closing[] = [];
  private readonly lists: string[] = [];
  /** Inside of what is not written out. */
  private silent = 0;
  /** Text that goes elsewhere: a comment's author, date or words. */
  private capture: { text: string } | undefined;
  private comment: OdfComment | undefined;
  private inBody = false;
  private inHeaderRow = 0;
  private alt = '';
  /** A title was written. */
  private titled = false;

  constructor(private readonly styles: OdfStyles) {}

  convert(content: Uint8Array): OdfContent {
    walkXml(content, {
      open: (element) => this.closings.push(this.open(element)),
      close: () => {
        const closing = this.closings.pop();
        if (typeof closing === 'function') closing();
        else if (closing) this.write(closing);
      },
      text: (text) => this.text(text),
    });
    const notes = this.notes.length > 0 ? `<ol class="footnotes">${this.notes.join('')}</ol>` : '';
    return {
      html: `<html><body>${this.out.join('')}${notes}</body></html>`,
      comments: this.comments,
      looks: this.looks,
    };
  }

  private write(html: string): void {
    if (this.silent === 0 && this.inBody && !this.comment) this.out.push(html);
  }

  private text(text: string): void {
    if (this.capture) {
      this.capture.text += text;
      return;
    }
    const { size, bold, italic } = this.spans.at(-1) ?? {};
    this.words?.add(text, { size, bold: bold === true, italic: italic === true });
    this.write(escaped(text));
  }

  /** Opens an element; gives what closes it. */
  private open({ name, attributes }: XmlElement): Closing {
    const style = attributes['text:style-name'];
    switch (name) {
      case 'office:text':
        this.inBody = true;
        return () => {
          this.inBody = false;
        };
      case 'text:h':
        return this.looked(style, this.heading(attributes, style));
      case 'text:p':
        return this.comment ? this.commentLine() : this.looked(style, this.paragraph(style));
      case 'text:span':
        return this.span(style);
      case 'text:a':
        this.write(`<a href="${escaped(attributes['xlink:href'] ?? '')}">`);
        return '</a>';
      case 'text:line-break':
        this.write('<br>');
        return '';
      case 'text:tab':
        this.write(' ');
        return '';
      case 'text:s':
        this.write(' '.repeat(Math.min(200, Math.max(1, Number(attributes['text:c'] ?? 1) || 1))));
        return '';
      case 'text:list':
        return this.list(style);
      case 'text:list-item':
      case 'text:list-header':
        this.write('<li>');
        return '</li>';
      case 'text:note':
        return this.note();
      case 'text:note-citation':
        this.write('<sup>');
        return '</sup>';
      case 'text:note-body':
        return this.noteBody();
      case 'text:tracked-changes':
        return this.left(DELETED);
      case 'text:table-of-content':
      case 'text:alphabetical-index':
      case 'text:illustration-index':
        return this.left(INDEX);
      case 'office:annotation':
        return this.annotation(attributes);
      case 'office:annotation-end':
        this.write(`<${MARK} name="end:${escaped(attributes['office:name'] ?? '')}" ending></${MARK}>`);
        return '';
      case 'dc:creator':
      case 'dc:date':
      case 'meta:creator-initials':
      case 'meta:date-string':
        return this.field(name);
      case 'table:table':
        this.write('<table>');
        return '</table>';
      case 'table:table-header-rows':
        this.inHeaderRow++;
        return () => {
          this.inHeaderRow--;
        };
      case 'table:table-row':
        this.write('<tr>');
        return '</tr>';
      case 'table:table-cell':
        return this.cell(attributes);
      case 'draw:frame':
        return this.frame();
      case 'draw:image':
        return this.image(attributes);
      case 'svg:title':
      case 'svg:desc':
        return this.description();
      case 'text:sequence-decls':
      case 'text:variable-decls':
      case 'office:forms':
      case 'office:scripts':
      case 'office:binary-data':
        this.silent++;
        return () => {
          this.silent--;
        };
      default:
        return '';
    }
  }

  private heading(attributes: XmlElement['attributes'], style: string | undefined): Closing {
    if (this.styles.namesOf(style).includes('title')) return this.title();
    // Below a title of its own a document's first headings are of the second level, as Word's are.
    const outline = Math.max(1, Number(attributes['text:outline-level'] ?? 1) || 1);
    const level = Math.min(6, outline + (this.titled ? 1 : 0));
    this.write(`<h${level}>`);
    return `</h${level}>`;
  }

  private title(): Closing {
    this.titled = true;
    this.write('<h1 class="title">');
    return '</h1>';
  }

  private paragraph(style: string | undefined): Closing {
    const names = this.styles.namesOf(style);
    const is = (...wanted: string[]) => names.some((each) => wanted.includes(each));
    const wrap = (open: string, close: string) => {
      this.write(open);
      return close;
    };
    if (is('title')) return this.title();
    if (is('subtitle')) return wrap('<p class="standfirst">', '</p>');
    if (is('author')) return wrap('<p class="byline">', '</p>');
    if (is('quotations', 'block text', 'quote', 'intense quote', 'blockquote'))
      return wrap('<blockquote><p>', '</p></blockquote>');
    if (is('preformatted text', 'source code', 'html preformatted')) return wrap('<pre>', '</pre>');
    if (
      is(
        'caption',
        'illustration',
        'figure',
        'figurecaption',
        'tablecaption',
        'imagecaption',
        'figure caption',
        'image caption',
        'table caption',
        'table',
        'drawing',
      )
    )
      return wrap('<p class="caption">', '</p>');
    if (is('horizontal line')) return wrap('<hr><p>', '</p>');
    return wrap('<p>', '</p>');
  }

  /** Marks a paragraph with its look, at its end. */
  private looked(style: string | undefined, closing: Closing): Closing {
    const outer = { spans: this.spans, words: this.words };
    const look = this.styles.lookOf(style);
    const words = new LookOfText();
    this.spans = [look];
    this.words = words;
    return () => {
      this.spans = outer.spans;
      this.words = outer.words;
      if (!words.isEmpty && this.silent === 0 && this.looks.length < MAX_LOOKS) {
        this.write(`<${MARK} name="${lookMark(this.looks.length)}"></${MARK}>`);
        const { centred = false, left = 0, right = 0, outline } = look;
        this.looks.push({
          ...words.look,
          centred,
          left,
          right,
          ...(outline === undefined ? {} : { outline }),
          inContents: false,
        });
      }
      if (typeof closing === 'function') closing();
      else this.write(closing);
    };
  }

  private span(style: string | undefined): Closing {
    this.spans.push(this.styles.lookOf(style, this.spans.at(-1)));
    const closing = this.marked(this.styles.marksOf(style));
    return () => {
      this.spans.pop();
      if (typeof closing === 'string') this.write(closing);
    };
  }

  private marked(marks: readonly string[]): Closing {
    this.write(marks.map((mark) => `<${mark}>`).join(''));
    return [...marks]
      .reverse()
      .map((mark) => `</${mark}>`)
      .join('');
  }

  private list(style: string | undefined): Closing {
    const name = style ?? this.lists.at(-1) ?? '';
    this.lists.push(name);
    const tag = this.styles.isNumbered(name, this.lists.length) ? 'ol' : 'ul';
    this.write(`<${tag}>`);
    return () => {
      this.lists.pop();
      this.write(`</${tag}>`);
    };
  }

  private note(): Closing {
    const lists = this.lists.splice(0);
    return () => void this.lists.push(...lists);
  }

  /** A note's words go behind the text; only its number stays in it. */
  private noteBody(): Closing {
    const outer = this.out;
    this.out = [];
    return () => {
      this.notes.push(`<li>${this.out.join('')}</li>`);
      this.out = outer;
    };
  }

  private left(reason: string): Closing {
    this.write(`<section ${LEFT}="${escaped(reason)}">`);
    return '</section>';
  }

  private annotation(attributes: XmlElement['attributes']): Closing {
    const id = attributes['office:name'] ?? `unnamed ${this.comments.length}`;
    this.write(`<${MARK} name="start:${escaped(id)}"></${MARK}>`);
    const parent = attributes['loext:parent-name'];
    const comment: OdfComment = {
      id,
      author: '',
      date: '',
      body: '',
      resolved: attributes['loext:resolved'] === 'true',
      ...(parent ? { parent } : {}),
    };
    const capture = { text: '' };
    this.comment = comment;
    this.capture = capture;
    return () => {
      comment.body = capture.text.trim();
      this.comments.push(comment);
      this.comment = undefined;
      this.capture = undefined;
    };
  }

  private commentLine(): Closing {
    const { capture } = this;
    return () => {
      if (capture) capture.text += '\n';
    };
  }

  private field(name: string): Closing {
    const outer = this.capture;
    const field = { text: '' };
    this.capture = field;
    return () => {
      this.capture = outer;
      if (this.comment && name === 'dc:creator') this.comment.author = field.text.trim();
      if (this.comment && name === 'dc:date') this.comment.date = field.text.trim();
    };
  }

  private cell(attributes: XmlElement['attributes']): Closing {
    const tag = this.inHeaderRow > 0 ? 'th' : 'td';
    const span = (name: string) => Math.max(1, Number(attributes[`table:number-${name}-spanned`] ?? 1) || 1);
    const repeated = Math.min(MAX_REPEATED, Number(attributes['table:number-columns-repeated'] ?? 1) || 1);
    const open = `<${tag} colspan="${span('columns')}" rowspan="${span('rows')}">`;
    this.write(open);
    return () => {
      this.write(`</${tag}>`);
      for (let more = 1; more < repeated; more++) this.write(`${open}</${tag}>`);
    };
  }

  /** A frame's description stands behind its picture, so the picture is written at the frame's end. */
  private frame(): Closing {
    const outer = { out: this.out, alt: this.alt };
    this.out = [];
    this.alt = '';
    return () => {
      const html = this.out.join('').replaceAll(ALT, escaped(this.alt));
      this.out = outer.out;
      this.alt = outer.alt;
      this.out.push(html);
    };
  }

  private image(attributes: XmlElement['attributes']): Closing {
    const href = attributes['xlink:href'] ?? '';
    this.write(`<img src="${escaped(href)}" alt="${ALT}">`);
    return '';
  }

  private description(): Closing {
    const outer = this.capture;
    const description = { text: '' };
    this.capture = description;
    return () => {
      this.capture = outer;
      this.alt = description.text.trim() || this.alt;
    };
  }
}

/** Stands for a picture's description until that is known; no text of a document can hold it, being escaped. */
const ALT = '<alt>';

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
