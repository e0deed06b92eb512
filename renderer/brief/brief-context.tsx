import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Comment } from '../../shared/model/annotation.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import type { BriefActions } from './brief-actions.ts';
import type { BriefState, BriefStore } from './brief-store.ts';
import type { PassageChange } from './use-passages.ts';

/** What a dialog asks about an annotation. */
export type Asking = 'tags' | 'assign';

/** A dialog that lies over the brief. */
export type BriefDialog =
  | 'export'
  | 'review'
  | 'elsewhere'
  | 'vocabulary'
  | 'hand-over'
  | 'replace'
  | 'timeline'
  | 'name-version'
  | 'carry-over'
  | 'signatures'
  | 'edited-apart'
  | 'backups'
  | { ask: Asking; id: EntryId }
  /** How a child of the article, by its number, came to be. */
  | { paragraph: number }
  /** An annotation or a comment is to go for good. */
  | { erase: EntryId };

/** What every part of an open brief's screen may use; the same object for as long as the brief is open. */
export interface BriefContextValue {
  store: BriefStore;
  actions: BriefActions;
  /** Opens a thread, or with undefined closes the one that is open. */
  open(id: EntryId | undefined, how?: OpenHow): void;
  /** Marks an annotation's words while its card is pointed at. */
  hover(id: EntryId | undefined): void;
  /** Gives the focus back to the article. */
  focusArticle(): void;
  /** Brings one of an annotation's passages on screen, by its number from 0. */
  showPassage(id: EntryId, index: number): void;
  /** Brings a place of the article's text on screen, and the caret there. */
  showPlace(offset: number): void;
  /** Begins to change an annotation's passages by selecting words. */
  changePassage(id: EntryId, change: PassageChange): void;
  /** Opens a dialog. */
  show(dialog: BriefDialog): void;
  /** Opens what tells how the paragraph of an annotation came to be. */
  showParagraphOf(id: EntryId): void;
  /** Copies a link that opens an annotation or a comment. */
  copyLink(id: EntryId): void;
}

/** How a thread is opened. */
export interface OpenHow {
  /** The reply's field gets the focus. */
  reply?: boolean;
  /** The passage is brought on screen. */
  scroll?: boolean;
}

const BriefContext = createContext<BriefContextValue | null>(null);

/** Gives a brief to everything within. */
export const BriefProvider = BriefContext;

/** The brief that is open. */
export function useBrief(): BriefContextValue {
  const value = useContext(BriefContext);
  if (!value) throw new Error('useBrief is called outside of an open brief.');
  return value;
}

/** A part of the brief's state, or of what follows from it; the component is drawn again when that is another. */
export function useBriefPart<T extends string | number | boolean | object | undefined>(
  part: (state: BriefState) => T,
): T {
  const { store } = useBrief();
  return useSyncExternalStore(store.subscribe, () => part(store.snapshot()));
}

/** The state of the brief that is open; the component is drawn again after each change. */
export function useBriefState(): BriefState {
  const { store } = useBrief();
  return useSyncExternalStore(store.subscribe, store.snapshot);
}

/** The replies of a thread that are being saved. */
export function useRepliesOnTheirWay(annotation: EntryId): readonly Comment[] {
  const { onItsWay } = useBrief().store;
  return useSyncExternalStore(onItsWay.subscribe, () => onItsWay.repliesTo(annotation));
}

/** Whether something in a thread is being saved. */
export function useIsSaving(annotation: EntryId): boolean {
  const { onItsWay } = useBrief().store;
  return useSyncExternalStore(onItsWay.subscribe, () => onItsWay.has(annotation));
}
