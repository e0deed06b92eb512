import type { BlockType } from '../../../../shared/article/block-types.ts';
import { type Container, type ImportedBlock, UNSEEN_PICTURE } from '../../../../shared/importing/imported.ts';
import { isSafeLink } from '../../../../shared/rich-text.ts';
import { BlockBuilder, type Flow, type Linked } from './block-builder.ts';
import { childrenOf, type DomElement, type DomNode, isElement, isText, shortText } from './dom.ts';
import { BETWEEN_LINES, isCreditIn, isLaidApart, isPictureFrame, SEPARATOR } from './layout.ts';
import { type FoundImage, pictureIn } from './picture-sources.ts';
import { isDataTable, readTable } from './read-table.ts';

/** What reading a tree needs to know. */
export interface TreeOptions {
  /** Why an element is no part of the article; `whole` where all of it comes into one block. */
  leaves?: (element: DomElement) => { reason: string; whole: boolean } | undefined;
  /** What an element's text is, where the element itself doesn't say. */
  typeOf?: (element: DomElement) => BlockType | undefined;
  /** The picture at an address of the page, where it is at hand. */
  image?: (src: string) => FoundImage | undefined;
  /** Where on the web a picture is that isn't at hand. */
  remote?: (src: string) => string | undefined;
  /** Tiny pictures are no icons here. */
  keepsIcons?: boolean;
  /** The elements that are notes, each with the link that leads back to the text. */
  notes?: ReadonlyMap<DomElement, DomElement>;
  /** The paragraphs that stand among others of the text. */
  among?: ReadonlySet<DomElement>;
  /** The address of a link, or undefined where it leads nowhere. */
  link?: (href: string) => string | undefined;
}

/** A place in the text of a block. */
export interface TextPlace {
  /** The block's index. */
  block: number;
  at: number;
}

/** What a tree holds. */
export interface ReadTree {
  source: string;
  blocks: ImportedBlock[];
  /** Where the marks stand, by their names. */
  marks: ReadonlyMap<string, TextPlace>;
  /** Those blocks that have links. */
  linked: ReadonlyMap<ImportedBlock, Linked>;
}

/** Nested deeper than this, text is kept without its markup; no page is made so, and each level takes stack. */
const MAX_DEPTH = 400;
/** An icon or a counter, rather than a picture. */
const ICON_PIXELS = 32;
/** One without words: a portrait of the author, a logo. */
const PORTRAIT_PIXELS = 96;

const BLOCKS = new Set(
  'address article aside body center dd details div dl dt fieldset figcaption footer form header hgroup html legend main nav option p section summary tbody td tfoot th thead tr caption li'.split(
    ' ',
  ),
);
const SILENT = new Set(
  'script style link meta head title base template source track param colgroup col wbr area map'.split(' '),
);
const MARKS: Readonly<Record<string, string>> = {
  b: 'strong',
  strong: 'strong',
  i: 'em',
  em: 'em',
  cite: 'em',
  dfn: 'em',
  var: 'em',
  u: 'underline',
  ins: 'underline',
  s: 'strike',
  del: 'strike',
  strike: 'strike',
  code: 'code',
  kbd: 'code',
  samp: 'code',
  tt: 'code',
  sup: 'superscript',
  sub: 'subscript',
};
/** What is no text and no picture that can be kept. */
const OBJECTS: Readonly<Record<string, string>> = {
  video: 'A film; a brief keeps text and pictures.',
  audio: 'A recording; a brief keeps text and pictures.',
  iframe: 'A page within the page, which would have to be fetched.',
  embed: 'Content that another program shows.',
  object: 'Content that another program shows.',
  canvas: 'A drawing that a script makes.',
  svg: 'A drawing (SVG), which can hold scripts. Save it as PNG to keep it.',
  math: 'A formula; its signs alone would say something else.',
};

/** Why a paragraph is one, where the page's markup leaves no doubt. */
export const AMONG_OTHERS = 'Stands among other paragraphs.';

const READING = { reason: 'How the characters beside it are read.', whole: true };

/** Notes a place in the text, in HTML that another format's parser has made. */
export const MARK = 'bm-mark';

/** What leads back from a footnote to the text. */
const BACK = /^(?:[\u2190-\u21ff^]\ufe0e?\s*)+$/u;

/** What a note is called at its beginning, and in the text. */
const NOTE_NUMBER = /^\[?(?:\d{1,3}|[a-z])[\].)]?$/iu;

/** What leads to a heading or an entry of the page itself. */
const PERMALINK = /^[#¶§🔗\u200b]$/u;

const UNDER_PICTURE = { type: 'caption', because: 'Stands under a picture.' } as const;
const BESIDE_PICTURE = { type: 'caption', because: 'Stands in the frame of a picture.' } as const;

/** Longer terms, and what is said of them, are text. */
const LONGEST_TERM = 40;
const LONGEST_FACT = 120;

const RUNNING: Flow = { type: 'paragraph', because: 'Running text.', within: [], marks: [] };

/** Reads a tree of HTML into blocks, every piece of text and every picture of it into one. */
export class TreeReader {
  readonly builder = new BlockBuilder();
  private nextId = 1;
  private readonly options: TreeOptions;

  constructor(options: TreeOptions = {}) {
    this.options = options;
  }

  /** Reads all that is in an element. */
  read(root: DomElement): ReadTree {
    this.children(root, RUNNING, 0);
    this.builder.flush();
    this.builder.endNotes();
    const { source, blocks, marks, linked } = this.builder;
    const indexes = new Map(blocks.map((block, index) => [block, index]));
    const places = [...marks].flatMap(([name, { block, at }]): [string, TextPlace][] => {
      const index = indexes.get(block);
      return index === undefined ? [] : [[name, { block: index, at }]];
    });
    return { source, blocks, marks: new Map(places), linked };
  }

  /** Reads the children of an element where text becomes what `flow` says. */
  children(parent: DomNode, flow: Flow, depth: number): void {
    for (const child of childrenOf(parent)) this.node(child, flow, depth + 1);
  }

  /** Reads text; anything else that isn't an element, such as a remark, is nothing. */
  text(node: DomNode, flow: Flow): void {
    if (!isText(node)) return;
    const text = node.textContent ?? '';
    // Where a note is named more than once, the links back have one arrow before them.
    if (flow.type === 'footnote' && BACK.test(text.trim())) this.builder.omit(text.trim(), flow);
    else this.builder.text(text, flow);
  }

  /** Reads an element wherever it stands. */
  any(element: DomElement, flow: Flow, depth: number): void {
    this.element(element, flow, depth);
  }

  private node(node: DomNode, flow: Flow, depth: number): void {
    this.text(node, flow);
    if (isElement(node)) this.element(node, flow, depth);
  }

  private element(element: DomElement, flow: Flow, depth: number): void {
    const name = element.localName;
    if (SILENT.has(name)) return;
    const left = flow.leftOut ? undefined : this.options.leaves?.(element);
    if (name === MARK) this.builder.mark(element.getAttribute('name') ?? '', element.hasAttribute('ending'));
    else if (depth > MAX_DEPTH) this.builder.text(element.textContent ?? '', flow);
    else if (left) this.leftOut(element, left, flow, depth);
    else if ((name === 'rt' || name === 'rp') && !flow.leftOut) this.leftOut(element, READING, flow, depth);
    else if (this.isNote(element, flow)) this.note(element, flow, depth);
    else if (Object.hasOwn(OBJECTS, name)) this.object(element, flow, depth);
    else if (Object.hasOwn(this.byName, name)) this.byName[name]?.(element, flow, depth);
    else if (Object.hasOwn(MARKS, name))
      this.children(element, { ...flow, marks: [...flow.marks, { type: MARKS[name] as string }] }, depth);
    else this.running(element, flow, depth);
  }

  private readonly byName: Readonly<Record<string, (element: DomElement, flow: Flow, depth: number) => void>> = {
    img: (element, flow) => this.image(element, flow),
    br: (_, flow) => this.builder.lineBreak(flow),
    hr: (_, flow) => this.rule(flow),
    pre: (element, flow, depth) =>
      this.block(element, { ...flow, type: 'code', pre: true, because: 'Set as code.', marks: [] }, depth),
    table: (element, flow, depth) => this.table(element, flow, depth),
    a: (element, flow, depth) => this.anchor(element, flow, depth),
    ul: (element, flow, depth) => this.list(element, flow, depth),
    ol: (element, flow, depth) => this.list(element, flow, depth),
    blockquote: (element, flow, depth) => this.quote(element, flow, depth),
    figure: (element, flow, depth) => this.figure(element, flow, depth),
    figcaption: (element, flow, depth) => this.caption(element, flow, depth),
    'amp-img': (element, flow) => this.image(element, flow),
    dl: (element, flow, depth) => this.terms(element, flow, depth),
  };

  /** A heading, a paragraph, a division, or an element that says nothing. */
  private running(element: DomElement, flow: Flow, depth: number): void {
    const name = element.localName;
    const level = /^h([1-6])$/.exec(name)?.[1];
    const type = flow.leftOut ? undefined : this.options.typeOf?.(element);
    if (type && (level || BLOCKS.has(name)))
      this.block(element, { ...flow, type, because: 'The page calls it so.' }, depth);
    else if (level)
      this.block(element, { ...flow, type: 'heading', level: Number(level), because: 'Set as a heading.' }, depth);
    else if (name === 'div' && isPictureFrame(element)) this.figure(element, flow, depth);
    else if (flow.type === 'caption' && (type === 'credit' || isCreditIn(element))) this.credit(element, flow, depth);
    else if (BLOCKS.has(name) && !flow.whole && isLaidApart(element)) this.apart(element, flow, depth);
    else if (BLOCKS.has(name))
      this.block(element, this.options.among?.has(element) ? { ...flow, because: AMONG_OTHERS } : flow, depth);
    else this.children(element, flow, depth);
  }

  /** Within a caption its picture's credit is a block of its own. */
  private credit(element: DomElement, flow: Flow, depth: number): void {
    this.block(element, { ...flow, type: 'credit', because: 'The page calls it so.' }, depth);
  }

  private rule(flow: Flow): void {
    if (flow.whole) this.builder.newLine(flow);
    else this.builder.empty({ type: 'rule', nodes: [{ type: 'rule' }], because: 'A line across.', ...placed(flow) });
  }

  private block(element: DomElement, flow: Flow, depth: number): void {
    this.builder.newLine(flow);
    this.children(element, flow, depth);
    this.builder.newLine(flow);
  }

  /** Reads each child of an element as a line of its own. */
  private apart(element: DomElement, flow: Flow, depth: number): void {
    this.builder.newLine(flow);
    for (const child of childrenOf(element)) {
      const isMark = SEPARATOR.test(child.textContent?.trim() ?? '');
      if (isMark) this.builder.beside(() => this.node(child, { ...flow, ...BETWEEN_LINES }, depth + 1));
      else this.node(child, flow, depth + 1);
      this.builder.newLine(flow);
    }
  }

  private leftOut(
    element: DomElement,
    { reason, whole }: { reason: string; whole: boolean },
    flow: Flow,
    depth: number,
  ): void {
    const isInline =
      !BLOCKS.has(element.localName) && !/^(?:ul|ol|table|h[1-6]|figure|blockquote|pre)$/.test(element.localName);
    const next: Flow = {
      ...flow,
      leftOut: reason,
      whole,
      within: whole ? [] : flow.within,
      marks: whole ? [] : flow.marks,
    };
    if (whole) next.type = 'paragraph';
    // A label in the midst of a line leaves the line whole.
    if (isInline) {
      this.builder.beside(() => this.element(element, next, depth));
      return;
    }
    this.builder.flush();
    this.element(element, next, depth);
    this.builder.flush();
  }

  private object(element: DomElement, flow: Flow, depth: number): void {
    const reason = OBJECTS[element.localName] as string;
    const label = element.getAttribute('title') ?? element.getAttribute('aria-label') ?? '';
    this.builder.object({
      type: 'figure',
      text: label,
      nodes: [{ type: 'figure', attrs: { blob: '', alt: label } }],
      leftOut: flow.leftOut ?? reason,
      because: reason,
    });
    // What stands in it is for programs that can't show it, or words of the drawing.
    const words = {
      ...flow,
      leftOut: flow.leftOut ?? reason,
      whole: true,
      within: [],
      marks: [],
      type: 'paragraph' as const,
    };
    this.builder.beside(() => this.children(element, words, depth));
  }

  private image(element: DomElement, flow: Flow): void {
    const { alt, found, remote, width, height, isPlaceholder } = pictureIn(
      element,
      this.options.image,
      this.options.remote,
    );
    const isIcon =
      !this.options.keepsIcons &&
      width > 0 &&
      Math.max(width, height) <= (alt ? ICON_PIXELS : PORTRAIT_PIXELS) &&
      !isPlaceholder;
    const leftOut =
      flow.leftOut ??
      (isIcon ? 'A tiny picture: an icon, or a counter of readers.' : !found && !alt ? UNSEEN_PICTURE : undefined);
    const shown = found ? { blob: found.sha256, width: found.width, height: found.height } : { blob: '' };
    this.builder.object({
      type: 'figure',
      text: alt,
      nodes: [{ type: 'figure', attrs: { ...shown, alt } }],
      ...placed({ ...flow, within: this.withFigure(flow) }),
      ...(remote && !isIcon ? { remote } : {}),
      ...(leftOut ? { leftOut } : {}),
      because:
        leftOut ?? (shown.blob ? 'A picture.' : 'A picture that the file does not hold; its words stand for it.'),
    });
  }

  /** A figure of its own for a picture that stands in none. */
  private withFigure({ within }: Flow): readonly Container[] {
    return within.at(-1)?.kind === 'figure' ? within : [...within, { kind: 'figure', id: this.nextId++ }];
  }

  private anchor(element: DomElement, flow: Flow, depth: number): void {
    const href = element.getAttribute('href')?.trim() ?? '';
    const target = href && this.options.link ? this.options.link(href) : href;
    const words = element.textContent?.trim() ?? '';
    if (flow.type === 'footnote' && (BACK.test(words) || (href.startsWith('#') && NOTE_NUMBER.test(words)))) {
      this.builder.omit(words, flow);
      return;
    }
    if (PERMALINK.test(words) && !flow.leftOut) {
      this.leftOut(element, { reason: 'A link to this very place.', whole: true }, flow, depth);
      return;
    }
    const link = target && isSafeLink(target) ? [{ type: 'link', attrs: { href: target } }] : [];
    this.children(element, { ...flow, marks: [...flow.marks, ...link], ...(href ? { href } : {}) }, depth);
  }

  private list(element: DomElement, flow: Flow, depth: number): void {
    this.builder.newLine(flow);
    if (flow.whole) this.children(element, flow, depth);
    else if (!flow.inCell && isNotes(element)) this.notes(element, flow, depth);
    else {
      const start = Number(element.getAttribute('start'));
      const list: Container = {
        kind: 'list',
        id: this.nextId++,
        ordered: element.localName === 'ol',
        ...(Number.isSafeInteger(start) && start > 1 ? { start } : {}),
      };
      for (const child of childrenOf(element)) {
        if (isText(child) && !child.textContent?.trim()) continue;
        const item: Container = { kind: 'item', id: this.nextId++ };
        const next: Flow = {
          ...flow,
          type: 'list',
          because: 'An item of a list.',
          within: [...flow.within, list, item],
        };
        this.builder.flush();
        if (isElement(child) && child.localName === 'li') this.item(child, next, depth + 1);
        else this.node(child, next, depth + 1);
      }
    }
    this.builder.newLine(flow);
  }

  private item(element: DomElement, flow: Flow, depth: number): void {
    const left = flow.leftOut ? undefined : this.options.leaves?.(element);
    if (left) this.leftOut(element, left, flow, depth);
    else if (this.isNote(element, flow)) this.note(element, flow, depth);
    else this.children(element, flow, depth);
  }

  /** Footnotes are a list in most pages; each becomes a note of its own. */
  private notes(element: DomElement, flow: Flow, depth: number): void {
    for (const child of childrenOf(element)) this.note(child, flow, depth + 1);
  }

  private isNote(element: DomElement, flow: Flow): boolean {
    if (flow.leftOut || flow.inCell || flow.type === 'footnote') return false;
    return this.options.notes?.has(element) === true || (element.localName === 'div' && isNamedNote(element));
  }

  private note(child: DomNode, flow: Flow, depth: number): void {
    this.noteOf(child, { ...flow, type: 'footnote', because: 'A footnote.', within: [] }, depth);
  }

  private noteOf(child: DomNode, flow: Flow, depth: number): void {
    this.builder.flush();
    if (isElement(child)) this.children(child, flow, depth);
    else this.node(child, flow, depth);
    this.builder.flush();
  }

  private quote(element: DomElement, flow: Flow, depth: number): void {
    const type = this.options.typeOf?.(element);
    const quote: Container = { kind: 'quote', id: this.nextId++ };
    const within = [...flow.within, quote];
    if (flow.whole) this.block(element, flow, depth);
    else if (type === 'pullquote' || isAside(element))
      this.block(element, { ...flow, type: 'pullquote', because: 'Set apart from the text, as a quotation.' }, depth);
    else this.block(element, { ...flow, type: 'quote', because: 'Set as a quotation.', within }, depth);
  }

  private figure(element: DomElement, flow: Flow, depth: number): void {
    this.builder.newLine(flow);
    const figure: Container = { kind: 'figure', id: this.nextId++ };
    const within = flow.whole ? flow.within : [...flow.within, figure];
    const hasPicture = element.querySelector('img, amp-img') !== null;
    const inside: Flow = hasPicture && !flow.whole ? { ...flow, within, ...BESIDE_PICTURE } : flow;
    for (const child of childrenOf(element)) this.node(child, inside, depth + 1);
    this.builder.newLine(flow);
  }

  private caption(element: DomElement, flow: Flow, depth: number): void {
    this.block(element, flow.whole ? flow : { ...flow, ...UNDER_PICTURE }, depth);
  }

  /** A short term and the fact that is said of it are a line: “Published: 3 May”. Longer ones are paragraphs. */
  private terms(element: DomElement, flow: Flow, depth: number): void {
    this.builder.newLine(flow);
    let term = false;
    for (const child of childrenOf(element)) {
      const name = isElement(child) ? child.localName : '';
      if (name === 'dd' && term && isElement(child) && isFact(child, LONGEST_FACT)) {
        this.builder.text(' ', flow);
        this.children(child, flow, depth);
        this.builder.newLine(flow);
        term = false;
      } else if (name === 'dt' && isElement(child) && isFact(child, LONGEST_TERM)) {
        this.builder.newLine(flow);
        this.children(child, flow, depth);
        term = true;
      } else if (isElement(child) || child.textContent?.trim()) {
        if (isElement(child) && name === 'div') this.terms(child, flow, depth + 1);
        else this.node(child, flow, depth + 1);
        term = false;
      }
    }
    this.builder.newLine(flow);
  }

  private table(element: DomElement, flow: Flow, depth: number): void {
    this.builder.newLine(flow);
    if (flow.whole || !isDataTable(element)) this.block(element, flow, depth);
    else readTable(this, element, flow, depth);
  }
}

function placed({ within }: Pick<Flow, 'within'>): { within?: Container[] } {
  return within.length > 0 ? { within: [...within] } : {};
}

/** A note that stands by itself, with the number by which the text names it. */
function isNamedNote(element: DomElement): boolean {
  return /(?:^|\s)footnote(?:\s|$)/i.test(element.getAttribute('class') ?? '') && element.querySelector('a') !== null;
}

function isNotes(list: DomElement): boolean {
  const parent = list.parentNode;
  const names = [list, parent].map(
    (each) => `${each?.getAttribute('class') ?? ''} ${each?.getAttribute('role') ?? ''}`,
  );
  return names.some((each) =>
    /(?:^|\s)(?:footnotes?(?:-list)?|footnotes-end-of-document|references|endnotes|doc-endnotes|fussnoten)(?:\s|$)/i.test(
      each,
    ),
  );
}

const PULLED = /(?:^|[\s_-])pull-?quote(?=$|[\s_-])/i;

/** A quotation beside the text; one that the text gives stands in it, or has who is quoted above it. */
function isAside(quote: DomElement): boolean {
  let isLed = false;
  for (let each: DomElement | null = quote; each; each = each.parentNode) {
    if (each.localName === 'aside') return !isLed;
    if (each === quote.parentNode && PULLED.test(each.getAttribute('class') ?? '')) return true;
    for (let before = each.previousElementSibling; before; before = before.previousElementSibling)
      isLed ||= (before.textContent ?? '').trim() !== '';
  }
  return false;
}

/** A line without blocks of its own. */
function isFact(element: DomElement, longest: number): boolean {
  const text = shortText(element, longest);
  return text !== undefined && text.trim() !== '' && !element.querySelector('p, ul, ol, div, table, img');
}
