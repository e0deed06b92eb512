import { baseKeymap, chainCommands, exitCode, toggleMark } from 'prosemirror-commands';
import { history, redo, redoDepth, undo, undoDepth } from 'prosemirror-history';
import { InputRule, inputRules, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { Fragment, type Node, Slice } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import { type Command, type EditorState, Plugin } from 'prosemirror-state';
import { commentSchema } from '../../shared/comments/schema.ts';
import { isSafeLink } from '../../shared/rich-text.ts';

const { nodes, marks } = commentSchema;

/** What the keys of a comment's field ask its surroundings for. */
export interface ComposerKeys {
  send(): void;
  leave(): void;
  link(): void;
}

/** The plugins of a comment's field: its keys, its history, and what typing and pasting turn into. */
export function editingPlugins(keys: ComposerKeys): Plugin[] {
  const hardBreak: Command = (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
    return true;
  };
  const ask = (what: () => void): Command => {
    return () => {
      what();
      return true;
    };
  };
  return [
    inputRules({
      rules: [
        wrappingInputRule(/^\s*[-*]\s$/, nodes.bullet_list),
        wrappingInputRule(/^(\d{1,9})[.)]\s$/, nodes.ordered_list, (match) => ({ order: Number(match[1]) })),
        wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
        addressRule,
      ],
    }),
    keymap({
      'Mod-Enter': ask(keys.send),
      Escape: ask(keys.leave),
      'Mod-k': ask(keys.link),
      'Mod-b': toggleMark(marks.strong),
      'Mod-i': toggleMark(marks.em),
      'Mod-e': toggleMark(marks.code),
      'Mod-z': undo,
      'Mod-y': redo,
      'Shift-Mod-z': redo,
      Enter: splitListItem(nodes.list_item),
      'Shift-Enter': chainCommands(exitCode, hardBreak),
      'Mod-]': sinkListItem(nodes.list_item),
      'Mod-[': liftListItem(nodes.list_item),
    }),
    keymap(baseKeymap),
    history(),
    pasting(),
  ];
}

/** An address becomes a link when the space behind it is typed. */
const addressRule = new InputRule(/(?:^|\s)(https?:\/\/[^\s<>]+[^\s<>.,;:!?'")\]])\s$/, (state, match, _start, end) => {
  const address = match[1] as string;
  const from = end - address.length;
  if (state.doc.rangeHasMark(from, end, marks.link)) return null;
  return state.tr
    .addMark(from, end, marks.link.create({ href: address }))
    .removeStoredMark(marks.link)
    .insertText(' ', end);
});

/** Pasted HTML has gone through the schema already; what is left is an address pasted over words, and long blanks. */
function pasting(): Plugin {
  return new Plugin({
    props: {
      handlePaste: (view, event) => {
        const text = event.clipboardData?.getData('text/plain').trim() ?? '';
        const { from, to, empty } = view.state.selection;
        if (empty || !isAddress(text)) return false;
        view.dispatch(view.state.tr.addMark(from, to, marks.link.create({ href: text })));
        return true;
      },
      transformPasted: (slice) => new Slice(withoutControls(slice.content), slice.openStart, slice.openEnd),
    },
  });
}

/** Markdown, like every text format, has no control characters; pasted ones would be lost on the way to disk. */
function withoutControls(content: Fragment): Fragment {
  const kept: Node[] = [];
  content.forEach((node) => {
    if (!node.isText) {
      kept.push(node.copy(withoutControls(node.content)));
      return;
    }
    const text = (node.text ?? '').replace(/[\p{Cc}]/gu, (character) => (/[\n\t]/.test(character) ? character : ''));
    if (text) kept.push(commentSchema.text(text, node.marks));
  });
  return Fragment.from(kept);
}

/** Whether a text is an address and nothing else. */
export function isAddress(text: string): boolean {
  return isSafeLink(text) && !/\s/.test(text) && text.length <= 2_000;
}

/** Sets the address of the selected words, or of the link that the caret stands in; null takes it away. */
export function setLink(href: string | null): Command {
  return (state, dispatch) => {
    const { from, to } = linkRange(state);
    const tr = state.tr.removeMark(from, to, marks.link);
    if (href !== null) {
      if (from === to) tr.insert(from, commentSchema.text(href, [marks.link.create({ href })]));
      else tr.addMark(from, to, marks.link.create({ href }));
    }
    dispatch?.(tr);
    return true;
  };
}

/** The address at the caret or selection; empty where there is none. */
export function linkAt(state: EditorState): string {
  const { from, to } = linkRange(state);
  let href = '';
  state.doc.nodesBetween(from, Math.max(to, from), (node) => {
    href ||= (marks.link.isInSet(node.marks)?.attrs.href as string | undefined) ?? '';
  });
  return href;
}

function linkRange(state: EditorState): { from: number; to: number } {
  const { from, to, empty, $from } = state.selection;
  if (!empty) return { from, to };
  const index = $from.index();
  const node = $from.parent.maybeChild(index) ?? $from.parent.maybeChild(index - 1);
  if (!node || !marks.link.isInSet(node.marks)) return { from, to };
  const start = $from.posAtIndex(node === $from.parent.maybeChild(index) ? index : index - 1);
  return { from: start, to: start + node.nodeSize };
}

/** The commands of the field's buttons. */
export const toggles: Record<'bold' | 'italic' | 'code' | 'list', Command> = {
  bold: toggleMark(marks.strong),
  italic: toggleMark(marks.em),
  code: toggleMark(marks.code),
  list: (state, dispatch, view) =>
    liftListItem(nodes.list_item)(state, dispatch, view) || wrapInList(nodes.bullet_list)(state, dispatch, view),
};

/** Whether a key is one of those that undo, or do again. */
export function isUndo(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && /^[zy]$/i.test(event.key);
}

/** Whether a field is empty and has been all the while. */
export function isUntouched(state: EditorState): boolean {
  return state.doc.textContent === '' && undoDepth(state) === 0 && redoDepth(state) === 0;
}
