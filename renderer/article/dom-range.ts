import type { EditorView } from 'prosemirror-view';

/** The stretch of the page between two ProseMirror positions. */
export function domRange(view: EditorView, { from, to }: { from: number; to: number }): Range {
  const start = view.domAtPos(from, 1);
  const end = view.domAtPos(to, -1);
  const range = document.createRange();
  range.setStart(start.node, start.offset);
  range.setEnd(end.node, end.offset);
  return range;
}
