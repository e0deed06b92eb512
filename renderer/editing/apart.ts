import type { Node } from 'prosemirror-model';
import type { Transaction } from 'prosemirror-state';
import { ReplaceStep, type Step } from 'prosemirror-transform';

/** Whether a change is more than letters that come or go within a block: it is taken back by itself. */
export function isApart(transaction: Transaction): boolean {
  if (transaction.getMeta('uiEvent') !== undefined) return true;
  return transaction.steps.some((step, index) => !isTyped(step, transaction.docs[index] as Node));
}

function isTyped(step: Step, doc: Node): boolean {
  if (!(step instanceof ReplaceStep)) return false;
  const { from, to, slice } = step;
  const { parent } = doc.resolve(from);
  return parent.isTextblock && parent === doc.resolve(to).parent && slice.content.firstChild?.isBlock !== true;
}
