import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { Kind } from '../../shared/model/kinds.ts';
import { domRange } from './dom-range.ts';

/** The passages of the annotation that is open, as ProseMirror positions. */
interface Opened {
  kind: Kind;
  ranges: readonly { from: number; to: number }[];
}

const key = new PluginKey<Opened | undefined>('opened');

/** The name of the CSS custom highlight for an open annotation of a kind; see highlights.css. */
function nameOf(kind: Kind): string {
  return `opened-${kind}`;
}

/**
 * Shows the passages of the annotation that is open a shade stronger, in its own kind's colour, by a CSS custom
 * highlight: with a decoration, ProseMirror would look through all blocks of the article for each thread that is opened.
 */
export function openedPlugin(): Plugin {
  return new Plugin<Opened | undefined>({
    key,
    state: {
      init: () => undefined,
      apply: (transaction, opened) => {
        const told = transaction.getMeta(key) as { opened: Opened | undefined } | undefined;
        if (told) return told.opened;
        return opened && transaction.docChanged ? carried(opened, transaction) : opened;
      },
    },
    view: () => {
      const drawn = new Drawn();
      return { update: (view) => drawn.draw(view, key.getState(view.state)), destroy: () => drawn.clear() };
    },
  });
}

/** Leaves what is open in a transaction that puts an equal article in the place of the present one. */
export function keepingOpened(transaction: Transaction, state: EditorState): Transaction {
  return transaction.setMeta(key, { opened: key.getState(state) });
}

/** Says which passages are open, as ProseMirror positions; none when no thread is. */
export function showOpened(view: EditorView, ranges: Opened['ranges'], kind: Kind): void {
  if (ranges.length === 0 && !key.getState(view.state)) return;
  const opened = ranges.length === 0 ? undefined : { ranges, kind };
  view.dispatch(view.state.tr.setMeta(key, { opened }).setMeta('addToHistory', false));
}

function carried({ kind, ranges }: Opened, { mapping }: Transaction): Opened {
  const moved = ranges.map(({ from, to }) => ({ from: mapping.map(from, 1), to: mapping.map(to, -1) }));
  return { kind, ranges: moved.filter(({ from, to }) => from < to) };
}

/** What the browser has been told of one page. */
class Drawn {
  private opened: Opened | undefined;
  private ranges: Range[] = [];
  private highlight: Highlight | undefined;

  /** Tells it where the words are now: elements that were drawn anew have left the old ranges behind. */
  draw(view: EditorView, opened: Opened | undefined): void {
    if (!opened) {
      if (this.opened) this.clear();
      return;
    }
    const ranges = opened.ranges.map((each) => domRange(view, each));
    const { ranges: before } = this;
    const same = ranges.length === before.length && ranges.every((range, at) => equal(range, before[at]));
    if (same && this.opened?.kind === opened.kind) return;
    this.clear();
    if (!CSS.highlights) return;
    this.opened = opened;
    this.ranges = ranges;
    this.highlight = new Highlight(...ranges);
    CSS.highlights.set(nameOf(opened.kind), this.highlight);
  }

  clear(): void {
    // Another page may have told of its own by the same name.
    const name = this.opened && nameOf(this.opened.kind);
    if (name && CSS.highlights?.get(name) === this.highlight) CSS.highlights.delete(name);
    this.opened = undefined;
    this.ranges = [];
  }
}

function equal(a: Range, b: Range | undefined): boolean {
  return (
    a.startContainer === b?.startContainer &&
    a.startOffset === b.startOffset &&
    a.endContainer === b.endContainer &&
    a.endOffset === b.endOffset
  );
}
