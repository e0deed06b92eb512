import { Plugin, type Transaction } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';

/** Marks a transaction as one that the services sent: the only sort that may change the article that is read. */
const FROM_SERVICES = 'from-services';

/** Says that a transaction carries what the services sent. */
export function fromServices(transaction: Transaction): Transaction {
  return transaction.setMeta(FROM_SERVICES, true).setMeta('addToHistory', false);
}

/** Whether a transaction may be applied while the article is read. */
function mayApply(transaction: Transaction): boolean {
  return !transaction.docChanged || transaction.getMeta(FROM_SERVICES) === true;
}

/** Everything by which a browser or ProseMirror would change what is edited. */
const CHANGING = ['beforeinput', 'paste', 'cut', 'drop', 'dragstart', 'dragover'] as const;

/**
 * Makes a view that can be edited one that can only be read.
 *
 * The article is editable for the browser, because only that gives a caret, selection by keyboard and a place for
 * screen readers. Whatever would change it is stopped three times: as an event, as a transaction, and, where an input
 * method has changed the page itself (which can't be prevented), by drawing that part again.
 */
export function readOnly(): Plugin {
  const prevent = (view: EditorView, event: Event): boolean => {
    if (event.type === 'cut') copyInstead(view);
    event.preventDefault();
    return true;
  };
  return new Plugin({
    filterTransaction: mayApply,
    props: {
      attributes: {
        'aria-readonly': 'true',
        'aria-multiline': 'true',
        role: 'textbox',
        spellcheck: 'false',
        autocorrect: 'off',
        autocapitalize: 'off',
        translate: 'no',
        // No on-screen keyboard for what takes no letters; and input methods begin nothing.
        inputmode: 'none',
      },
      handleDOMEvents: {
        ...Object.fromEntries(CHANGING.map((name) => [name, prevent])),
        // A composition changes the page before anybody is asked. Ending it at once keeps that to nothing.
        compositionstart: (view) => {
          const { dom } = view;
          dom.blur();
          queueMicrotask(() => {
            redraw(view);
            dom.focus({ preventScroll: true });
          });
          return true;
        },
        compositionupdate: () => true,
        compositionend: (view) => {
          queueMicrotask(() => redraw(view));
          return true;
        },
      },
      handleTextInput: () => true,
      handlePaste: () => true,
      handleDrop: () => true,
    },
  });
}

/** Cutting can't take away, but who cuts also wants to have it. */
function copyInstead(view: EditorView): void {
  if (!view.state.selection.empty) document.execCommand('copy');
}

/** Draws the article as its document says, whatever was done to the page. */
function redraw(view: EditorView): void {
  if (!view.isDestroyed) view.updateState(view.state);
}
