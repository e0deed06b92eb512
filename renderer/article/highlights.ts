import { type Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { type Segment, segmentsOf } from '../../shared/anchors/segments.ts';
import { lastAtMost, type TextIndex, type TextRange } from '../../shared/anchors/text-index.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import { decorationSetPlugin } from './decoration-set.ts';
import { type Highlight, lookOf } from './highlight.ts';

/*
 * Highlights are drawn as one inline decoration a segment (DESIGN.md, "Drawing"). What makes it quick with thousands:
 * a change draws only the segments that touch the annotation that changed, and at first only those on screen are
 * drawn, the rest in slices while the page has nothing else to do.
 */

interface DrawnSegment extends Segment<EntryId> {
  /** Absent until it is drawn. */
  decoration?: Decoration;
}

const key = new PluginKey<DecorationSet>('highlights');

/** The plugin that holds the decorations; `Highlights` says which. */
export function highlightsPlugin(): Plugin {
  return decorationSetPlugin(key);
}

/**
 * How many segments are drawn at a time when nothing is waited for: some 10 ms of work, a third of which any
 * transaction costs in an article of hundreds of blocks, however little it draws.
 */
const SLICE = 800;

/** The highlights of an article on its page. */
export class Highlights {
  private readonly byId = new Map<EntryId, Highlight>();
  private segments: DrawnSegment[] = [];
  private idle: number | undefined;

  constructor(
    private readonly view: EditorView,
    private text: TextIndex,
  ) {}

  get(id: EntryId): Highlight | undefined {
    return this.byId.get(id);
  }

  /** Shows highlights from scratch: first those of a stretch (what is on screen), the others as time allows. */
  reset(highlights: Iterable<Highlight>, text: TextIndex, first: TextRange): void {
    this.text = text;
    this.byId.clear();
    for (const highlight of highlights) this.byId.set(highlight.id, highlight);
    const flat = [...this.byId.values()].flatMap(({ id, ranges }) => ranges.map((range) => ({ ...range, id })));
    this.segments = segmentsOf(flat);
    this.draw(DecorationSet.empty, (segment) => segment.to >= first.from && segment.from <= first.to);
    this.drawRest();
  }

  /** Takes in highlights that came or changed (or, where undefined, went), touching only what they cover. */
  update(changes: ReadonlyMap<EntryId, Highlight | undefined>): void {
    const touched: TextRange[] = [];
    for (const [id, highlight] of changes) {
      const old = this.byId.get(id);
      if (old && highlight && sameLook(old, highlight)) continue;
      touched.push(...(old?.ranges ?? []), ...(highlight?.ranges ?? []));
      if (highlight) this.byId.set(id, highlight);
      else this.byId.delete(id);
    }
    let set = key.getState(this.view.state) ?? DecorationSet.empty;
    if (touched.length === 0) return;
    for (const range of touched) set = this.redrawAround(range, set);
    this.show(set);
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
    if (this.idle !== undefined) cancelIdleCallback(this.idle);
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
    for (const segment of made) segment.decoration = this.decorate(segment);
    this.segments.splice(start, end - start, ...made);
    const gone = old.flatMap(({ decoration }) => (decoration ? [decoration] : []));
    const came = made.flatMap(({ decoration }) => (decoration ? [decoration] : []));
    return set.remove(gone).add(this.view.state.doc, came);
  }

  private decorate(segment: Segment<EntryId>): Decoration {
    const { class: name, description } = lookOf(segment, this.byId);
    return Decoration.inline(this.text.posAt(segment.from), this.text.posAt(segment.to), {
      nodeName: 'mark',
      class: name,
      'aria-description': description,
    });
  }

  /** Draws the segments that aren't drawn yet and that are wanted. */
  private draw(
    set: DecorationSet,
    wanted: (segment: DrawnSegment) => boolean,
    limit = Number.POSITIVE_INFINITY,
  ): number {
    const added: Decoration[] = [];
    for (const segment of this.segments) {
      if (added.length >= limit) break;
      if (segment.decoration || !wanted(segment)) continue;
      segment.decoration = this.decorate(segment);
      added.push(segment.decoration);
    }
    this.show(set.add(this.view.state.doc, added));
    return added.length;
  }

  private drawRest(): void {
    if (this.idle !== undefined) cancelIdleCallback(this.idle);
    this.idle = requestIdleCallback(
      () => {
        this.idle = undefined;
        if (this.view.isDestroyed) return;
        const set = key.getState(this.view.state) ?? DecorationSet.empty;
        if (this.draw(set, () => true, SLICE) === SLICE) this.drawRest();
      },
      { timeout: 500 },
    );
  }

  private show(set: DecorationSet): void {
    this.view.dispatch(this.view.state.tr.setMeta(key, set).setMeta('addToHistory', false));
  }
}

function sameLook(a: Highlight, b: Highlight): boolean {
  return (
    a.kind === b.kind &&
    a.resolved === b.resolved &&
    a.said === b.said &&
    a.ranges.length === b.ranges.length &&
    a.ranges.every((range, index) => range.from === b.ranges[index]?.from && range.to === b.ranges[index]?.to)
  );
}
