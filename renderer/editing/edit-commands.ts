import { chainCommands, exitCode, lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands';
import type { NodeType } from 'prosemirror-model';
import { liftListItem, wrapInList } from 'prosemirror-schema-list';
import { type Command, TextSelection } from 'prosemirror-state';
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable } from 'prosemirror-tables';
import { articleSchema } from '../../shared/article/schema.ts';
import type { ImageInfo } from '../../shared/images/image.ts';

const { nodes, marks } = articleSchema;

/** The types that a text block of an article can be given, in the order of the menu. */
export const TEXT_TYPES = [
  'paragraph',
  'title',
  'standfirst',
  'byline',
  'heading2',
  'heading3',
  'heading4',
  'pullquote',
  'footnote',
  'code_block',
] as const;

export type TextType = (typeof TEXT_TYPES)[number];

/** Makes the text blocks of the selection be of a type. */
export function setType(type: TextType): Command {
  const level = /^heading(\d)$/.exec(type)?.[1];
  return level ? setBlockType(nodes.heading, { level: Number(level) }) : setBlockType(nodes[type as 'paragraph']);
}

/** Makes list items of the selected blocks, or plain blocks again where they are in such a list. */
function toggleList(list: NodeType): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    for (let depth = $from.depth; depth > 0; depth--) {
      if ($from.node(depth).type !== nodes.list_item) continue;
      if ($from.node(depth - 1).type === list) return liftListItem(nodes.list_item)(state, dispatch);
      break;
    }
    return wrapInList(list)(state, dispatch);
  };
}

/** Puts the selected blocks into a quotation, or takes them out of the one that they are in. */
const toggleQuote: Command = (state, dispatch) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type === nodes.blockquote) return lift(state, dispatch);
  }
  return wrapIn(nodes.blockquote)(state, dispatch);
};

/** Puts a table of three by three behind the block that the caret is in, and the caret into its first cell. */
const insertTable: Command = (state, dispatch) => {
  const { $to } = state.selection;
  const row = () =>
    nodes.table_row.create(
      null,
      [0, 1, 2].map(() => nodes.table_cell.create(null, nodes.paragraph.create())),
    );
  const table = nodes.table.create(null, [row(), row(), row()]);
  const at = $to.depth > 0 ? $to.after(1) : $to.pos;
  if (dispatch) {
    const { tr } = state;
    tr.insert(at, table);
    // Into the table, the row, the cell and the paragraph.
    dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 4)).scrollIntoView());
  }
  return true;
};

/** Puts a figure behind the block that the caret is in, with an empty caption that the caret is put into. */
export function insertFigure({ sha256: blob, width, height }: ImageInfo): Command {
  return (state, dispatch) => {
    const { $to } = state.selection;
    const at = $to.depth > 0 ? $to.after(1) : $to.pos;
    const figure = nodes.figure.create({ blob, width, height }, nodes.caption.create());
    if (dispatch) {
      const { tr } = state;
      tr.insert(at, figure);
      dispatch(tr.setSelection(TextSelection.create(tr.doc, at + 2)).scrollIntoView());
    }
    return true;
  };
}

/** A line break within the paragraph; in a block of code it leaves the code. */
export const insertBreak: Command = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
  return true;
});

/** What the buttons and keys of edit mode do, by name. */
export const toggles = {
  bold: toggleMark(marks.strong),
  italic: toggleMark(marks.em),
  underline: toggleMark(marks.underline),
  code: toggleMark(marks.code),
  bullets: toggleList(nodes.bullet_list),
  numbers: toggleList(nodes.ordered_list),
  quote: toggleQuote,
  table: insertTable,
  rowAfter: addRowAfter,
  columnAfter: addColumnAfter,
  deleteRow,
  deleteColumn,
  deleteTable,
} satisfies Record<string, Command>;

export type Toggle = keyof typeof toggles;
