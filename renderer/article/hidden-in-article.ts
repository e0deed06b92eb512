import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey, type Transaction } from 'prosemirror-state';
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
      apply: (transaction, set) => (transaction.docChanged ? followed(transaction, set) : set),
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

/** Looks again only at the blocks that changed: a letter must not cost the whole article. */
function followed({ before, doc, mapping }: Transaction, set: DecorationSet): DecorationSet {
  const most = Math.min(before.childCount, doc.childCount);
  let first = 0;
  let from = 0;
  while (first < most && before.child(first) === doc.child(first)) from += doc.child(first++).nodeSize;
  let last = doc.childCount;
  let to = doc.content.size;
  for (let back = 1; back <= most - first; back++) {
    const child = doc.child(doc.childCount - back);
    if (child !== before.child(before.childCount - back)) break;
    last--;
    to -= child.nodeSize;
  }
  const mapped = set.map(mapping, doc);
  const stale = mapped.find(from, to).filter((each) => each.from >= from && each.to <= to);
  const fresh: Decoration[] = [];
  let pos = from;
  for (let index = first; index < last; index++) {
    const child = doc.child(index);
    fresh.push(...foundIn(child, pos));
    pos += child.nodeSize;
  }
  return stale.length === 0 && fresh.length === 0 ? mapped : mapped.remove(stale).add(doc, fresh);
}

function found(doc: Node): Decoration[] {
  const decorations: Decoration[] = [];
  doc.forEach((child, pos) => {
    decorations.push(...foundIn(child, pos));
  });
  return decorations;
}

function foundIn(block: Node, at: number): Decoration[] {
  const decorations: Decoration[] = [];
  block.descendants((node, within) => {
    if (!node.isText) return;
    const pos = at + 1 + within;
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
