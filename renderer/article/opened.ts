import { type EditorState, type Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { decorationSetPlugin } from './decoration-set.ts';

const key = new PluginKey<DecorationSet>('opened');

/**
 * Shows the passages of the annotation that is open a shade stronger and with its own underline: a decoration set of
 * its own, of one or few, so that opening a thread draws a paragraph anew and not the article.
 */
export function openedPlugin(): Plugin {
  return decorationSetPlugin(key);
}

/** Leaves the decorations as they are in a transaction that puts an equal article in the place of the present one. */
export function keepingOpened(transaction: Transaction, state: EditorState): Transaction {
  return transaction.setMeta(key, key.getState(state));
}

/** Says which passages are open, as ProseMirror positions; none when no thread is. */
export function showOpened(view: EditorView, ranges: readonly { from: number; to: number }[], look: string): void {
  if (ranges.length === 0 && key.getState(view.state) === DecorationSet.empty) return;
  const decorations = ranges.map(({ from, to }) => Decoration.inline(from, to, { class: `hl-open ${look}` }));
  const set = decorations.length > 0 ? DecorationSet.create(view.state.doc, decorations) : DecorationSet.empty;
  view.dispatch(view.state.tr.setMeta(key, set).setMeta('addToHistory', false));
}
