import type { EditorView } from 'prosemirror-view';

/** What ProseMirror's view has and its types leave out. */
interface Observing {
  domObserver?: { flush(): void };
}

/**
 * Lets a view hear of what a person has just done before anything is drawn that no person caused. The browser moves the
 * caret at once and tells of it a moment later; a view that is drawn in between would put the caret back to where it
 * still believes it, and the next key would act there.
 *
 * @returns the view; its state may be another one than before
 */
export function heard(view: EditorView): EditorView {
  if (!view.isDestroyed) (view as unknown as Observing).domObserver?.flush();
  return view;
}
