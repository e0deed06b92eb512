import type { Node } from 'prosemirror-model';
import { type EditorState, Selection, type Transaction } from 'prosemirror-state';

/**
 * The transaction that makes one article of another by replacing only the stretch in which they differ, so that
 * decorations and the selection keep to their words; without a step where they don't differ.
 *
 * Blocks that are the same node in both cost nothing.
 */
export function smallestChange(state: EditorState, after: Node): Transaction {
  const { tr, doc } = state;
  const start = doc.content.findDiffStart(after.content);
  const ends = start === null ? null : doc.content.findDiffEnd(after.content);
  if (start === null || !ends) return tr;
  // Where letters repeat, the two ends may have met.
  const overlap = Math.max(0, start - Math.min(ends.a, ends.b));
  tr.replace(start, ends.a + overlap, after.slice(start, ends.b + overlap));
  // Fitting may have made something else of it at the edges of blocks.
  return tr.doc.eq(after) ? tr : state.tr.replaceWith(0, doc.content.size, after.content);
}

/** A selection at the same positions of an equal article. */
export function sameSelection(selection: Selection, doc: Node): Selection {
  try {
    return Selection.fromJSON(doc, selection.toJSON());
  } catch {
    return Selection.near(doc.resolve(Math.min(selection.head, doc.content.size)));
  }
}
