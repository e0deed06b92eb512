import type { Node } from 'prosemirror-model';
import type { TextChange } from '../../shared/anchors/shift.ts';
import type { TextIndex } from '../../shared/anchors/text-index.ts';
import type { UndoState } from '../../shared/bridge.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import type { Placed } from './placed.ts';

/** What the screen shows of an open brief at one moment; a new object after every change. */
export interface BriefState {
  /** All of the brief has been read; until then the article shows what it has at a glance, and there are no threads. */
  complete: boolean;
  /** All annotations in the order of their places; those that are withdrawn stand in `withdrawn`. */
  placed: readonly Placed[];
  withdrawn: readonly Placed[];
  undo: UndoState;
  /** Entries on screen whose signatures are still being verified. */
  unverified: number;
  /** The keys of what is being written; what it says so far, `draft` tells. */
  drafts: ReadonlySet<string>;
  article: Node;
  text: TextIndex;
}

/** Whether what was done is on disk. It changes several times with each action, and only a line at the foot shows it. */
export interface Saving {
  /** Calls that the services have not yet answered: what they carry may not be on disk. */
  unsaved: number;
  /** A draft could not be written, and none has been since. A refused action is no such thing: it changed nothing. */
  failed: boolean;
}

/** What changed between two states, for those who must not look through everything. */
export interface BriefChange {
  /** Annotations that look different, stand elsewhere, came or went; undefined where all may have. */
  annotations: ReadonlySet<EntryId> | undefined;
  /** The rest of the brief came: all annotations are there, of which `annotations` look otherwise than at a glance. */
  completed?: true;
  /** What was replaced of the article's text, one change after another. */
  article?: readonly TextChange[];
}
