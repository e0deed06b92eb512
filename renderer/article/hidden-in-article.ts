import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { findHidden, type HiddenCharacter } from '../../shared/hidden-characters.ts';
import '../hidden-characters/visible-text.css';
import { words } from '../words/words.ts';

const key = new PluginKey<DecorationSet>('hidden-characters');

/**
 * Shows characters that can't be seen but may change what a text says: each has its short name beside it, and what
 * turns the direction of the words behind it is kept to itself, so that nobody reads other words than those that stand
 * there.
 */
export function hiddenCharacters(): Plugin {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_, { doc }) => DecorationSet.create(doc, found(doc)),
      apply: (transaction, set) =>
        transaction.docChanged ? DecorationSet.create(transaction.doc, found(transaction.doc)) : set,
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

function found(doc: Node): Decoration[] {
  const decorations: Decoration[] = [];
  doc.descendants((node, pos) => {
    if (!node.isText) return;
    for (const hidden of findHidden(node.text ?? '')) {
      decorations.push(
        Decoration.widget(pos + hidden.from, () => label(hidden), {
          side: -1,
          key: `hidden ${hidden.short}`,
          ignoreSelection: true,
        }),
        Decoration.inline(pos + hidden.from, pos + hidden.to, { class: 'hidden-character-itself' }),
      );
    }
  });
  return decorations;
}

function label({ short, name }: HiddenCharacter): HTMLElement {
  const dom = document.createElement('span');
  dom.className = 'hidden-character';
  dom.textContent = short;
  dom.title = words.brief.hidden(name);
  dom.setAttribute('role', 'img');
  dom.setAttribute('aria-label', words.brief.hidden(name));
  return dom;
}
