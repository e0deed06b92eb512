import { type EditorState, Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import {
  absolutePositionToRelativePosition,
  type ProsemirrorBinding,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from 'y-prosemirror';
import * as Y from 'yjs';
import type { Caret } from '../../shared/bridge.ts';
import type { Person } from '../../shared/model/people.ts';
import { heard } from '../article/heard.ts';
import { onColour } from '../person/colours.ts';
import './carets.css';

/** Where somebody else's caret is, and who they are. */
export interface CaretOf {
  /** Tells two windows of one person apart. */
  window: number;
  person: Pick<Person, 'name' | 'colour'>;
  caret: Caret;
}

const key = new PluginKey<DecorationSet>('carets');

/**
 * Draws the carets and selections of the others, with their names. What is typed here carries them along at no more than
 * the cost of mapping a few decorations; where they really are is found anew when they say so.
 */
export function caretsPlugin(): Plugin<DecorationSet> {
  return new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, drawn) => {
        const anew = transaction.getMeta(key) as DecorationSet | undefined;
        return anew ?? drawn.map(transaction.mapping, transaction.doc);
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** Where this window's caret is, so that it stays with its words whatever others type; undefined outside of edit mode. */
export function ownCaret(state: EditorState): Caret | undefined {
  const binding = bindingOf(state);
  if (!binding) return undefined;
  const encoded = (pos: number) =>
    toBase64(Y.encodeRelativePosition(absolutePositionToRelativePosition(pos, binding.type, binding.mapping)));
  const { anchor, head } = state.selection;
  return { anchor: encoded(anchor), head: encoded(head) };
}

/** Shows where the others are. */
export function showCarets(view: EditorView, carets: readonly CaretOf[]): void {
  heard(view);
  const drawn = carets.flatMap((caret) => decorationsOf(view.state, caret));
  const before = key.getState(view.state);
  if (drawn.length === 0 && before === DecorationSet.empty) return;
  const set = DecorationSet.create(view.state.doc, drawn);
  view.dispatch(view.state.tr.setMeta(key, set).setMeta('addToHistory', false));
}

function decorationsOf(state: EditorState, { window, person, caret }: CaretOf): Decoration[] {
  const anchor = positionOf(state, caret.anchor);
  const head = positionOf(state, caret.head);
  if (head === undefined) return [];
  const name = { key: `${window} ${person.name} ${person.colour}`, side: 1, ignoreSelection: true };
  const drawn = [Decoration.widget(head, () => caretDom(person), name)];
  if (anchor === undefined || anchor === head) return drawn;
  const style = `background-color: color-mix(in srgb, ${person.colour} 22%, transparent)`;
  return [
    ...drawn,
    Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), { class: 'others-words', style }),
  ];
}

/** Names are told by the list of who is here; in the middle of a sentence a screen reader would read them as words. */
function caretDom({ name, colour }: CaretOf['person']): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'others-caret';
  caret.setAttribute('aria-hidden', 'true');
  caret.style.borderColor = colour;
  const label = document.createElement('span');
  label.className = 'others-name';
  label.style.backgroundColor = colour;
  label.style.color = onColour(colour);
  label.textContent = name;
  caret.append(label);
  return caret;
}

function positionOf(state: EditorState, encoded: string): number | undefined {
  const binding = bindingOf(state);
  if (!binding?.type.doc) return undefined;
  try {
    const relative = Y.decodeRelativePosition(fromBase64(encoded));
    const pos = relativePositionToAbsolutePosition(binding.type.doc, binding.type, relative, binding.mapping);
    return pos === null || pos > state.doc.content.size ? undefined : pos;
  } catch {
    // It came from elsewhere, and may be anything.
    return undefined;
  }
}

function bindingOf(state: EditorState): ProsemirrorBinding | undefined {
  const sync = ySyncPluginKey.getState(state) as { binding?: ProsemirrorBinding } | undefined;
  return sync?.binding ?? undefined;
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
