import { type EditorState, type Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { type Segment, segmentsOf } from '../../shared/anchors/segments.ts';
import { shiftedRange, type TextChange } from '../../shared/anchors/shift.ts';
import { lastAtMost, type TextIndex, type TextRange } from '../../shared/anchors/text-index.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import { afterFrame } from '../after-frame.ts';
import { decorationSetPlugin } from './decoration-set.ts';
import { heard } from './heard.ts';
import { type Highlight, type HighlightLook, lookOf, type SegmentLook, sameSegmentLook } from './highlight.ts';

/*
 * Highlights are drawn as one inline decoration a segment. What makes it quick with thousands:
 * a change draws only the segments that touch the annotation that changed, and at first only those on screen are
 * drawn, the rest in slices that a frame can spare.
 */

interface DrawnSegment extends Segment<EntryId> {
  /** As it was drawn; absent until it is. */
  look?: SegmentLook;
}

const key = new PluginKey<DecorationSet>('highlights');

/** Leaves the decorations as they are in a transaction that puts an equal article in the place of the present one. */
export function keepingHighlights(transaction: Transaction, state: EditorState): Transaction {
  return transaction.setMeta(key, key.getState(state));
}

/** The plugin that holds the decorations; `Highlights` says which. */
export function highlightsPlugin(): Plugin {
  return decorationSetPlugin(key);
}

/** What isn't on screen is drawn in slices of so many milliseconds: what a frame can spare. */
const SLICE_MS = 8;
/** How many segments that is at first, and at least and at most: each slice tells how many the next one may have. */
const PACE = { first: 400, least: 200, most: 2_000 };

/** The highlights of an article on its page. */
export class Highlights {
  private readonly byId = new Map<EntryId, Highlight>();
  private segments: DrawnSegment[] = [];
  /** Counts the rounds in which what isn't on screen is drawn: another one ends the one before. */
  private round = 0;
  private pace = PACE.first;
  private look: HighlightLook = { shown: new Set() };
  /** Something is to be drawn, and could not be when it came. */
  private late = false;

  /** @param inStep tells whether the words on the page are those of the text that highlights are placed in */
  constructor(
    private readonly view: EditorView,
    private text: TextIndex,
    private readonly inStep: () => boolean,
  ) {}

  /** Draws what looks different now: of a few annotations at once, of many first those of a stretch (on screen). */
  setLook(look: HighlightLook, first: () => TextRange): void {
    heard(this.view);
    const { look: before } = this;
    this.look = look;
    if (look === before || this.segments.length === 0 || this.waits(first)) return;
    const few = before.colourOf === look.colourOf ? difference(before.shown, look.shown, FEW) : undefined;
    if (few) {
      let set = key.getState(this.view.state) ?? DecorationSet.empty;
      const ranges = few.flatMap((id) => this.byId.get(id)?.ranges ?? []);
      if (ranges.length === 0) return;
      for (const range of ranges) set = this.redrawAround(range, set);
      this.show(set);
      return;
    }
    this.draw(this.within(first()));
    this.drawRest();
  }

  get(id: EntryId): Highlight | undefined {
    return this.byId.get(id);
  }

  /** Shows highlights from scratch: first those of a stretch (what is on screen), the others as time allows. */
  reset(highlights: Iterable<Highlight>, text: TextIndex, first: TextRange): void {
    heard(this.view);
    this.text = text;
    this.byId.clear();
    for (const highlight of highlights) this.byId.set(highlight.id, highlight);
    if (!this.waits(() => first)) this.redrawAll(first);
  }

  /** Draws everything anew: words went and came that the store knows nothing of. */
  redraw(first: () => TextRange): void {
    heard(this.view);
    this.late = true;
    this.waits(first);
  }

  /**
   * While the page has words that the store has not taken in, or that were refused, all would be drawn on others beside
   * them: it waits until the two agree, and then everything is drawn anew.
   */
  private waits(first: () => TextRange): boolean {
    if (!this.inStep()) {
      this.late = true;
      return true;
    }
    if (!this.late) return false;
    this.redrawAll(first());
    return true;
  }

  private redrawAll(first: TextRange): void {
    this.late = false;
    const flat = [...this.byId.values()].flatMap(({ id, ranges }) => ranges.map((range) => ({ ...range, id })));
    this.segments = segmentsOf(flat);
    this.draw(this.within(first), DecorationSet.empty);
    this.drawRest();
  }

  /** Draws those of a stretch that wait for an idle moment. */
  drawWithin(range: TextRange): void {
    if (!this.waits(() => range)) this.draw(this.within(range));
  }

  /**
   * Takes in highlights that came or changed (or, where undefined, went), touching only what they cover; of very many
   * first those of a stretch (on screen).
   */
  update(changes: ReadonlyMap<EntryId, Highlight | undefined>, first: () => TextRange): void {
    heard(this.view);
    const touched: TextRange[] = [];
    for (const [id, highlight] of changes) {
      const old = this.byId.get(id);
      if (old && highlight && sameLook(old, highlight)) continue;
      touched.push(...(old?.ranges ?? []), ...(highlight?.ranges ?? []));
      if (highlight) this.byId.set(id, highlight);
      else this.byId.delete(id);
    }
    if (touched.length === 0 || this.waits(first)) return;
    if (touched.length > MANY) {
      this.redrawAll(first());
      return;
    }
    let set = key.getState(this.view.state) ?? DecorationSet.empty;
    for (const range of touched) set = this.redrawAround(range, set);
    this.show(set);
  }

  /**
   * Follows changes of the article, which the page shows already: what is elsewhere was carried along with its words,
   * and only what a change touched is drawn anew.
   *
   * @param text the article's, after all of them
   * @param touched the highlights that stand elsewhere in another way, or not at all
   * @param first gives the stretch that is drawn first where it is many
   */
  follow(
    text: TextIndex,
    changes: readonly TextChange[],
    touched: ReadonlyMap<EntryId, Highlight | undefined>,
    first: () => TextRange,
  ): void {
    heard(this.view);
    this.text = text;
    let dirty: TextRange[] = [];
    for (const change of changes) {
      dirty = dirty.map((range) => shiftedRange(range, change) ?? joined(range, change));
      dirty.push(...this.shift(change));
    }
    for (const [id, highlight] of touched) {
      dirty.push(...(this.byId.get(id)?.ranges ?? []), ...(highlight?.ranges ?? []));
      if (highlight) this.byId.set(id, highlight);
      else this.byId.delete(id);
    }
    if (this.waits(first)) return;
    let set = key.getState(this.view.state) ?? DecorationSet.empty;
    for (const range of united(dirty)) set = this.redrawAround(range, set);
    this.show(set);
  }

  /** Carries highlights and segments along with one change; gives the stretches that it may have spoilt. */
  private shift(change: TextChange): TextRange[] {
    for (const [id, highlight] of this.byId) {
      const ranges = highlight.ranges.map((range) => shiftedRange(range, change) ?? joined(range, change));
      if (ranges.some((range, index) => range !== highlight.ranges[index])) this.byId.set(id, { ...highlight, ranges });
    }
    const dirty: TextRange[] = [{ from: change.from, to: change.from + change.length }];
    this.segments = this.segments.filter((segment) => {
      const range = shiftedRange(segment, change);
      if (range) Object.assign(segment, { from: range.from, to: range.to });
      else dirty.push(joined(segment, change));
      return range !== undefined;
    });
    return dirty;
  }

  /** The highlights that cover an offset, in the order in which they were made. */
  at(offset: number): EntryId[] {
    const segment = this.segments[lastAtMost(this.segments, (each) => each.from, offset)];
    return segment && offset < segment.to ? this.inOrder(segment.ids) : [];
  }

  /** The highlights that cover any of a range, in the order in which they were made. */
  over({ from, to }: TextRange): EntryId[] {
    const ids = new Set<EntryId>();
    const start = Math.max(
      0,
      lastAtMost(this.segments, (each) => each.from, from),
    );
    for (let index = start; index < this.segments.length; index++) {
      const segment = this.segments[index] as DrawnSegment;
      if (segment.from >= to) break;
      if (segment.to > from) for (const id of segment.ids) ids.add(id);
    }
    return this.inOrder([...ids]);
  }

  destroy(): void {
    this.round++;
  }

  private inOrder(ids: readonly EntryId[]): EntryId[] {
    return [...ids].sort((a, b) => (this.byId.get(a)?.at ?? 0) - (this.byId.get(b)?.at ?? 0));
  }

  /** Cuts the segments that touch a range out of the list and makes them anew from what covers that stretch now. */
  private redrawAround(range: TextRange, set: DecorationSet): DecorationSet {
    const before = lastAtMost(this.segments, (each) => each.from, range.from);
    const start = before >= 0 && (this.segments[before] as DrawnSegment).to > range.from ? before : before + 1;
    let end = start;
    while (end < this.segments.length && (this.segments[end] as DrawnSegment).from < range.to) end++;
    const old = this.segments.slice(start, end);
    const from = Math.min(range.from, old[0]?.from ?? range.from);
    const to = Math.max(range.to, old.at(-1)?.to ?? range.to);
    const covering = [...this.byId.values()].flatMap(({ id, ranges }) =>
      ranges
        .filter((each) => each.from < to && each.to > from)
        .map((each) => ({ id, from: Math.max(from, each.from), to: Math.min(to, each.to) })),
    );
    const made: DrawnSegment[] = segmentsOf(covering);
    const came = made.map((segment) => this.decorate(segment, lookOf(segment, this.byId, this.look)));
    this.segments.splice(start, end - start, ...made);
    // What is drawn there, and not what was: an edit may have changed it.
    const [first, last] = [this.text.posAt(from), this.text.posAt(to)];
    const gone = set.find(first, last).filter((each) => each.from < last && each.to > first);
    return set.remove(gone).add(this.view.state.doc, came);
  }

  private decorate(segment: DrawnSegment, look: SegmentLook): Decoration {
    segment.look = look;
    return this.decorationOf(segment, look);
  }

  /** Equal to the one that was drawn of the same segment with the same look, wherever its words are by now. */
  private decorationOf(segment: DrawnSegment, look: SegmentLook): Decoration {
    return Decoration.inline(this.text.posAt(segment.from), this.text.posAt(segment.to), {
      nodeName: 'mark',
      class: look.class,
      'aria-description': look.description,
      ...(look.colour ? { style: `--own: ${look.colour}` } : {}),
    });
  }

  /** Draws the segments that are wanted and don't look so yet; gives whether there were any. */
  private draw(wanted: Iterable<DrawnSegment>, base?: DecorationSet): boolean {
    const gone: Decoration[] = [];
    const came: Decoration[] = [];
    for (const segment of wanted) {
      const look = lookOf(segment, this.byId, this.look);
      if (segment.look && sameSegmentLook(segment.look, look)) continue;
      if (segment.look) gone.push(this.decorationOf(segment, segment.look));
      came.push(this.decorate(segment, look));
    }
    if (came.length === 0 && !base) return false;
    const set = base ?? key.getState(this.view.state) ?? DecorationSet.empty;
    this.show(set.remove(gone).add(this.view.state.doc, came));
    return true;
  }

  /** The segments that touch a stretch. */
  private within({ from, to }: TextRange): DrawnSegment[] {
    const start = Math.max(
      0,
      lastAtMost(this.segments, (each) => each.from, from),
    );
    const end = lastAtMost(this.segments, (each) => each.from, to) + 1;
    return this.segments.slice(start, end);
  }

  /**
   * Draws what is left once the frame with what is on screen has been made: a slice at a time, behind what a person does
   * and before what can wait, since idle moments are rare while a brief is opened.
   */
  private drawRest(): void {
    const round = ++this.round;
    afterFrame(() => this.drawSlice(round, 0));
  }

  private drawSlice(round: number, from: number): void {
    if (round !== this.round) return;
    heard(this.view);
    if (this.waits(() => NOWHERE)) return;
    const slice = this.segments.slice(from, from + this.pace);
    const start = performance.now();
    if (this.draw(slice)) this.learn(slice.length, performance.now() - start);
    const next = from + slice.length;
    // By their numbers: one may have slipped through while others were made anew.
    if (next >= this.segments.length && this.segments.every(({ look }) => look)) return;
    void scheduler.postTask(() => this.drawSlice(round, next < this.segments.length ? next : 0));
  }

  /** From how long a slice took: the next one shall take what a frame can spare. */
  private learn(drawn: number, took: number): void {
    this.pace = Math.round(Math.min(PACE.most, Math.max(PACE.least, (drawn * SLICE_MS) / Math.max(1, took))));
  }

  private show(set: DecorationSet): void {
    this.view.dispatch(this.view.state.tr.setMeta(key, set).setMeta('addToHistory', false));
  }
}

/** So many are drawn at once; more than are ever on one screen. */
const FEW = 60;
/** Each stretch that is drawn anew asks all highlights whether they stand there; from so many on, all are drawn. */
const MANY = 200;

const NOWHERE: TextRange = { from: 0, to: 0 };

/** The members of one set only, where there are no more of them than `most`. */
function difference<T>(a: ReadonlySet<T>, b: ReadonlySet<T>, most: number): T[] | undefined {
  if (Math.abs(a.size - b.size) > most) return undefined;
  const different: T[] = [];
  for (const each of a) if (!b.has(each) && different.push(each) > most) return undefined;
  for (const each of b) if (!a.has(each) && different.push(each) > most) return undefined;
  return different;
}

/** What a change made of a stretch that it touched, at most. */
function joined({ from, to }: TextRange, change: TextChange): TextRange {
  const end = change.from + change.length;
  return { from: Math.min(from, change.from), to: to > change.to ? to - change.to + end : end };
}

/** The fewest ranges that cover the same. */
function united(ranges: readonly TextRange[]): TextRange[] {
  const all: TextRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else all.push({ ...range });
  }
  return all;
}

function sameLook(a: Highlight, b: Highlight): boolean {
  return (
    a.kind === b.kind &&
    a.resolved === b.resolved &&
    a.said === b.said &&
    a.marks === b.marks &&
    a.private === b.private &&
    a.ranges.length === b.ranges.length &&
    a.ranges.every((range, index) => range.from === b.ranges[index]?.from && range.to === b.ranges[index]?.to)
  );
}
