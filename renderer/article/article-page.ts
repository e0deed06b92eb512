import type { Node } from 'prosemirror-model';
import { AllSelection, EditorState, Plugin, TextSelection } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { TextChange } from '../../shared/anchors/shift.ts';
import { TextIndex, type TextRange } from '../../shared/anchors/text-index.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import type { Kind } from '../../shared/model/kinds.ts';
import { isSafeLink } from '../../shared/rich-text.ts';
import { afterFrame } from '../after-frame.ts';
import { belongsToField } from '../commands/command.ts';
import { lean } from '../editing/binding.ts';
import type { Pictures } from '../images/pictures.ts';
import { domRange } from './dom-range.ts';
import { FigureView } from './figure-view.ts';
import { heard } from './heard.ts';
import { hiddenCharacters } from './hidden-in-article.ts';
import { hideFromReact } from './hide-from-react.ts';
import type { Highlight, HighlightLook } from './highlight.ts';
import { Highlights, highlightsPlugin, keepingHighlights } from './highlights.ts';
import { keepingOpened, openedPlugin, showOpened } from './opened.ts';
import { PageHeights } from './page-heights.ts';
import { fromServices, readOnly } from './read-only.ts';
import { sameSelection, smallestChange } from './smallest-change.ts';
import { steppedFrom } from './stepped-from.ts';
import { paragraphView } from './unseen-blocks.ts';

/** What the page tells the screen. */
export interface ArticleEvents {
  /** Words are selected, or none any more. */
  selected(range: TextRange | undefined): void;
  /** The highlights under the pointer or the caret, first made first, were asked for. */
  picked(ids: EntryId[]): void;
  /** A key was pressed in the article; true where it meant something. */
  key(event: KeyboardEvent): boolean;
  /** The pointer is over highlights, or over none. */
  hovered(ids: EntryId[]): void;
  /** The page has other measures than before. */
  laidOut(): void;
}

export interface ArticleOptions {
  label: string;
  describedBy: string;
  language: string;
  direction: 'ltr' | 'rtl';
  pictures: Pictures;
}

/** The name of the CSS custom highlight for what is hovered over; see article.css. */
const HOVERED = 'hovered-passage';

const EVERYWHERE: TextRange = { from: 0, to: Number.POSITIVE_INFINITY };

/** No line has more characters. */
const LINE = 200;

/** The most text that a screen is likely to show, by the height of the window in pixels: small lines of 100 characters. */
const LETTERS_A_PIXEL = 5;

/** The article on its page: a ProseMirror view that can be read, selected from and pointed at. */
export class ArticlePage {
  readonly view: EditorView;
  private readonly highlights: Highlights;
  private readonly heights: PageHeights;
  private readonly resized: ResizeObserver;
  private readonly always = [highlightsPlugin(), openedPlugin(), hiddenCharacters(), this.watching()];
  private editing = false;
  /** The page shows more of the article than the store has taken in. */
  private ahead = false;
  /** What of the text is on screen, until the page is scrolled or laid out anew. */
  private seen: { text: TextIndex; range: TextRange } | undefined;
  private measuring: number | undefined;
  /** The index of the article as it is while it is edited; the store's follows when typing pauses. */
  private live: { doc: Node; text: TextIndex } | undefined;
  /** The highlights that aren't on the first screen, until they are shown. */
  private rest: { within(range: TextRange): Iterable<Highlight>; takeBack(): void } | undefined;
  /** What is marked as open when the page and the store agree again. */
  private openedLate: { ranges: readonly TextRange[]; kind: Kind } | undefined;
  /** Where the caret is put soon. */
  private soon: { at: number; takeBack(): void } | undefined;

  constructor(
    place: HTMLElement,
    article: Node,
    private stored: TextIndex,
    private readonly events: ArticleEvents,
    options: ArticleOptions,
  ) {
    this.view = new EditorView(place, {
      state: EditorState.create({
        doc: article,
        plugins: [...this.always, readOnly()],
      }),
      dispatchTransaction: (transaction) => {
        const { state } = this.view;
        this.view.updateState(state.apply(this.editing ? lean(state, transaction) : transaction));
      },
      nodeViews: { paragraph: paragraphView, figure: (node) => new FigureView(node, options.pictures) },
      attributes: {
        'aria-label': options.label,
        'aria-describedby': options.describedBy,
        lang: options.language === 'und' ? '' : options.language,
        dir: options.direction,
        class: 'article',
        // It can be focused as it is; this says so to those who ask.
        tabindex: '0',
      },
    });
    hideFromReact(this.view.dom);
    this.highlights = new Highlights(this.view, stored, this.inStep);
    this.heights = new PageHeights(this.view);
    this.resized = new ResizeObserver(() => {
      // While somebody types, what stands beside the article follows when they pause.
      if (!this.editing) this.laidOut();
    });
    this.resized.observe(this.view.dom);
    addEventListener('scroll', this.scrolled, { capture: true, passive: true });
    addEventListener('resize', this.moved, { passive: true });
  }

  destroy(): void {
    this.resized.disconnect();
    this.soon?.takeBack();
    this.rest?.takeBack();
    removeEventListener('scroll', this.scrolled, { capture: true });
    removeEventListener('resize', this.moved);
    if (this.measuring !== undefined) cancelIdleCallback(this.measuring);
    this.highlights.destroy();
    this.hover([]);
    this.view.destroy();
  }

  /** Shows all highlights, those on screen first. */
  showHighlights(highlights: Iterable<Highlight>): void {
    this.rest?.takeBack();
    this.rest = undefined;
    this.highlights.reset(highlights, this.stored, this.onScreen());
  }

  /**
   * Shows the highlights of a page that has just been made, those on its first screen in the first frame. To ask what is
   * on screen would lay it out without them.
   *
   * @param within gives those that begin in a stretch of the text
   */
  showFirst(within: (range: TextRange) => Iterable<Highlight>): void {
    const screen = { from: 0, to: LETTERS_A_PIXEL * innerHeight };
    this.highlights.reset(within(screen), this.stored, screen);
    this.rest = { within, takeBack: afterFrame(this.showRest) };
  }

  private readonly showRest = () => {
    if (this.rest) this.showHighlights(this.rest.within(EVERYWHERE));
  };

  /** Shows which highlights the list lets through, and in which colours. */
  setLook(look: HighlightLook): void {
    this.highlights.setLook(look, () => this.onScreen());
  }

  /** Draws the highlights on screen in this frame, wherever the page was scrolled to. */
  drawOnScreen(): void {
    this.showRest();
    this.highlights.drawWithin(this.onScreen());
  }

  updateHighlights(changes: ReadonlyMap<EntryId, Highlight | undefined>): void {
    this.showRest();
    this.highlights.update(changes, () => this.onScreen());
  }

  /**
   * Follows changes of the article: the caret, the selection and the highlights stay with their words.
   *
   * @param article as it is now; while it is edited, the page has it already
   * @param touched the highlights that are to be drawn anew
   */
  follow(
    article: Node,
    text: TextIndex,
    changes: readonly TextChange[],
    touched: ReadonlyMap<EntryId, Highlight | undefined>,
  ): void {
    this.stored = text;
    this.ahead = false;
    if (!this.editing) this.change(article);
    if (this.rest) this.showRest();
    else this.highlights.follow(text, changes, touched, () => this.onScreen());
    this.showOpenedLate();
    this.laidOut();
  }

  /** Shows an article that is read as it is by now; `follow` comes later. */
  showAhead(article: Node): void {
    if (this.editing) return;
    this.ahead = true;
    this.change(article);
  }

  /** Lets the article be changed: `article` is equal to what is shown, of the nodes that the plugins know. */
  startEditing(article: Node, plugins: readonly Plugin[]): void {
    this.swap(article);
    this.editing = true;
    this.view.updateState(this.view.state.reconfigure({ plugins: [...this.always, ...plugins] }));
  }

  /** Lets the article only be read again, as it is stored: words that were refused go from it. */
  stopEditing(article: Node): void {
    if (this.view.isDestroyed) return;
    this.editing = false;
    this.ahead = false;
    this.live = undefined;
    this.view.updateState(this.view.state.reconfigure({ plugins: [...this.always, readOnly()] }));
    const lost = this.change(article);
    this.swap(article);
    if (lost) this.highlights.redraw(() => this.onScreen());
    this.showOpenedLate();
  }

  /** Gives whether the page showed another article. */
  private change(article: Node): boolean {
    const change = smallestChange(heard(this.view).state, article);
    if (change.docChanged) this.view.dispatch(fromServices(change));
    return change.docChanged;
  }

  /** Puts an article in the place of one that is equal to it, and leaves everything as it is drawn and selected. */
  private swap(article: Node): void {
    this.change(article);
    const { state } = this.view;
    let same = state.tr.replaceWith(0, state.doc.content.size, article.content);
    same = keepingOpened(keepingHighlights(same, state), state);
    this.view.dispatch(fromServices(same.setSelection(sameSelection(state.selection, same.doc))));
  }

  /** The article's text as it is on the page. */
  private get text(): TextIndex {
    if (!this.editing && !this.ahead) return this.stored;
    const { doc } = this.view.state;
    if (this.live?.doc !== doc) this.live = { doc, text: new TextIndex(doc) };
    return this.live.text;
  }

  /** Whether the words on the page stand where the store says. */
  private readonly inStep = (): boolean => this.text.standsAs(this.stored);

  /** Where words stand that end at a position, or near before it; undefined where they don't. */
  findNear(words: string, pos: number): number | undefined {
    const { text } = this.text;
    const end = this.text.offsetAt(pos);
    const at = text.lastIndexOf(words, end);
    return at === -1 || end - at - words.length > 2 * words.length + 200 ? undefined : at;
  }

  /** The words of a range, as they are on the page. */
  wordsOf(range: TextRange): string {
    return this.text.slice(range);
  }

  private laidOut(): void {
    this.heights.forget();
    this.moved();
    this.events.laidOut();
  }

  /** Hears of a caret that has just moved, before others' words come. */
  hear(): void {
    heard(this.view);
  }

  /** Marks the passages of the thread that is open. */
  showOpened(ranges: readonly TextRange[], kind: Kind): void {
    heard(this.view);
    // Beside words that the store has not taken in, others would be marked.
    this.openedLate = this.inStep() ? undefined : { ranges, kind };
    showOpened(this.view, this.openedLate ? [] : ranges.map(this.positions), kind);
  }

  private showOpenedLate(): void {
    if (this.openedLate) this.showOpened(this.openedLate.ranges, this.openedLate.kind);
  }

  /** Marks passages while a card is hovered over, without touching the page. */
  hover(ranges: readonly TextRange[]): void {
    this.mark(HOVERED, ranges);
  }

  /** Marks stretches of the article by a CSS custom highlight, without touching the page. */
  mark(name: string, ranges: readonly TextRange[]): void {
    if (!CSS.highlights) return;
    if (ranges.length === 0) CSS.highlights.delete(name);
    else CSS.highlights.set(name, new globalThis.Highlight(...ranges.map((range) => this.domRange(range))));
  }

  /** The highlights that cover the caret. */
  atCaret(): EntryId[] {
    const { $head } = this.view.state.selection;
    const offset = this.text.offsetAt($head.pos);
    const at = this.highlights.at(offset);
    return at.length > 0 ? at : this.highlights.at(Math.max(0, offset - 1));
  }

  /** All highlights that cover any of a passage's words, in the order in which they were made. */
  over(range: TextRange): EntryId[] {
    return this.highlights.over(range);
  }

  /** Where the caret stands in the article's text. */
  caret(): number {
    this.putCaret();
    return this.text.offsetAt(this.view.state.selection.head);
  }

  /** The selected words' place, trimmed; undefined where none are selected. */
  selected(): TextRange | undefined {
    const { selection } = this.view.state;
    if (selection.empty) return undefined;
    return this.text.trim({ from: this.text.offsetAt(selection.from), to: this.text.offsetAt(selection.to) });
  }

  /** Puts the caret at an offset, or selects a range. */
  select({ from, to }: TextRange): void {
    const { tr, doc } = this.view.state;
    const selection = TextSelection.between(doc.resolve(this.text.posAt(from)), doc.resolve(this.text.posAt(to)));
    this.view.dispatch(tr.setSelection(selection));
  }

  /** Puts the caret at an offset, behind what is on screen in the next frame, or before whatever a person does then. */
  caretSoon(at: number): void {
    this.soon?.takeBack();
    this.soon = { at, takeBack: afterFrame(this.putCaret) };
  }

  private readonly putCaret = () => {
    const { soon } = this;
    if (!soon) return;
    soon.takeBack();
    this.soon = undefined;
    this.select({ from: soon.at, to: soon.at });
  };

  /** Ends the selection, leaving the caret at its end. */
  collapse(): void {
    const { tr, selection } = this.view.state;
    if (selection.empty) return;
    const { $to } = selection instanceof AllSelection ? TextSelection.atEnd(this.view.state.doc) : selection;
    this.view.dispatch(tr.setSelection(TextSelection.near($to, -1)));
  }

  /** Where in the article's text a point of the window lies; undefined beside it. */
  offsetAtPoint(left: number, top: number): number | undefined {
    const found = this.view.posAtCoords({ left, top });
    return found ? this.text.offsetAt(found.pos) : undefined;
  }

  /** The text that stands at a height of the window. */
  offsetAtTop(top: number): number | undefined {
    const { left, right } = this.view.dom.getBoundingClientRect();
    return this.offsetAtPoint((left + right) / 2, top + 12);
  }

  /** One word or letter on or back from an offset, as the reader's language parts them. */
  stepFrom(offset: number, by: 1 | -1, what: 'word' | 'letter'): number {
    return steppedFrom(this.text.text, offset, by, what);
  }

  /** A range without white space at its ends; undefined where nothing is left. */
  trimmed(range: TextRange): TextRange | undefined {
    return this.text.trim(range);
  }

  /** The words around an offset, for those who can't see where it is. */
  wordsAround(offset: number): string {
    const { text } = this.text;
    return `${text.slice(Math.max(0, offset - 24), offset)} | ${text.slice(offset, offset + 24)}`.replace(/\s+/g, ' ');
  }

  /** How long the article's text is. */
  get length(): number {
    return this.text.text.length;
  }

  focus(): void {
    this.view.focus();
  }

  /** Where offsets stand, in pixels from the article's top; near the screen to the pixel. */
  tops(offsets: readonly number[], near: { from: number; to: number }): number[] {
    return this.heights.tops(
      offsets.map((offset) => this.text.posAt(offset)),
      near,
    );
  }

  /** The rectangles of a passage's lines, as they stand in the window. */
  rects(range: TextRange): DOMRect[] {
    return [...this.domRange(range).getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
  }

  private readonly positions = ({ from, to }: TextRange) => ({ from: this.text.posAt(from), to: this.text.posAt(to) });

  private domRange(range: TextRange): Range {
    return domRange(this.view, this.positions(range));
  }

  /** The stretch of the article's text that is on screen. */
  private onScreen(): TextRange {
    const { text } = this;
    if (this.seen?.text !== text) this.seen = { text, range: this.measureOnScreen() };
    return this.seen.range;
  }

  /** Lists and dialogs scroll, too; the article stays where it is. */
  private readonly scrolled = ({ target }: Event) => {
    if (target instanceof globalThis.Node && target.contains(this.view.dom)) this.moved();
  };

  /** Another part of the article is on screen: measured soon, when nothing has yet been written to the page. */
  private readonly moved = () => {
    this.seen = undefined;
    this.measuring ??= requestIdleCallback(() => {
      this.measuring = undefined;
      if (!this.view.isDestroyed) this.onScreen();
    });
  };

  private measureOnScreen(): TextRange {
    const { left, right, top, bottom } = this.view.dom.getBoundingClientRect();
    const x = (left + right) / 2;
    const first = this.view.posAtCoords({ left: x, top: Math.max(0, top) + 1 });
    const last = this.view.posAtCoords({ left: x, top: Math.min(innerHeight, bottom) - 1 });
    // The points lie in the middle of their lines.
    return {
      from: this.text.offsetAt(first?.pos ?? 0) - LINE,
      to: last ? this.text.offsetAt(last.pos) + LINE : Math.min(this.text.text.length, 4_000),
    };
  }

  private watching(): Plugin {
    let last: TextRange | undefined;
    return new Plugin({
      view: () => ({
        update: (view, before) => {
          if (view.state.selection.eq(before.selection) && view.state.doc === before.doc) return;
          const range = this.selected();
          if (range?.from === last?.from && range?.to === last?.to) return;
          last = range;
          this.events.selected(range);
        },
      }),
      props: {
        handleKeyDown: (_, event) => (!this.editing || !belongsToField(event)) && this.events.key(event),
        handleClick: (view, pos, event) => this.clicked(view, pos, event),
        handleDOMEvents: {
          keydown: this.before,
          mousedown: this.before,
          mouseover: (_, event) => {
            this.events.hovered(this.under(event.target));
            return false;
          },
          mouseleave: () => {
            this.events.hovered([]);
            return false;
          },
        },
      },
    });
  }

  private readonly before = (): boolean => {
    this.putCaret();
    return false;
  };

  private clicked(view: EditorView, pos: number, event: MouseEvent): boolean {
    if (!view.state.selection.empty) return false;
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    const href = link?.getAttribute('href') ?? '';
    if (link && (event.ctrlKey || event.metaKey) && isSafeLink(href)) {
      open(href, '_blank', 'noopener');
      return true;
    }
    const ids = this.under(event.target);
    if (ids.length === 0) return false;
    // ProseMirror hears of the caret's new place only after this; drawing the open passage before would put it back.
    view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(pos))));
    this.events.picked(ids);
    return false;
  }

  private under(target: EventTarget | null): EntryId[] {
    const mark = target instanceof Element ? target.closest('mark.hl') : null;
    if (!mark || !this.view.dom.contains(mark)) return [];
    return this.highlights.at(this.text.offsetAt(this.view.posAtDOM(mark, 0)));
  }
}
