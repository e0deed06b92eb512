import { Plugin, type PluginKey } from 'prosemirror-state';
import { DecorationSet } from 'prosemirror-view';

/**
 * A plugin that holds one set of decorations. Whoever dispatches a transaction with a set as the key's meta replaces
 * it; every other change of the article carries it along.
 */
export function decorationSetPlugin(key: PluginKey<DecorationSet>): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (transaction, set) =>
        (transaction.getMeta(key) as DecorationSet | undefined) ?? set.map(transaction.mapping, transaction.doc),
    },
    props: { decorations: (state) => key.getState(state) },
  });
}
