import type { Node } from 'prosemirror-model';
import type { EditorState, Plugin, Transaction } from 'prosemirror-state';
import { initProseMirrorDoc, ySyncPlugin, ySyncPluginKey } from 'y-prosemirror';
import type * as Y from 'yjs';
import { articleSchema } from '../../shared/article/schema.ts';
import { sameSelection, smallestChange } from '../article/smallest-change.ts';

/** An article as y-prosemirror reads it, and the plugin that keeps the two in step. */
export function bound(body: Y.XmlFragment): { doc: Node; plugin: Plugin } {
  const { doc, mapping } = initProseMirrorDoc(body, articleSchema);
  return { doc, plugin: ySyncPlugin(body, { mapping }) };
}

/**
 * What stands for a transaction of y-prosemirror's. It replaces the whole article for each letter of a colleague's,
 * which takes every decoration away; this replaces only what is different.
 */
export function lean(state: EditorState, transaction: Transaction): Transaction {
  const change = transaction.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined;
  if (!change?.isChangeOrigin || !transaction.docChanged) return transaction;
  const small = smallestChange(state, transaction.doc);
  if (transaction.selectionSet) small.setSelection(sameSelection(transaction.selection, small.doc));
  return small.setMeta(ySyncPluginKey, change).setMeta('addToHistory', false);
}
