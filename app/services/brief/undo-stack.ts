import type { Node } from 'prosemirror-model';
import type { TextRange } from '../../../shared/anchors/text-index.ts';
import type { UndoState } from '../../../shared/bridge.ts';
import type { Entry, EntryType, Payload } from '../../../shared/model/entry.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import type { Notes } from '../../../shared/model/notes.ts';
import { undoPayloads } from '../../../shared/model/undo.ts';
import type { ArticleSource } from './new-brief.ts';

/** More than anybody takes back step by step. */
const MAX_STEPS = 200;

/** An article as it was at some moment, with where every passage stood in it. */
export interface ArticleState {
  article: Node;
  described: ArticleSource;
  ranges: Map<EntryId, (TextRange | null)[]>;
}

/** The articles before and after one was replaced. */
export interface ReplacedArticle {
  from: ArticleState;
  to: ArticleState;
}

interface Step {
  label: string;
  /** The entries that doing it again, or taking it back, would take back. */
  entries: Entry[];
  /** Where the article was replaced: what doing it again, or taking it back, would take back. */
  replaced?: ReplacedArticle;
}

/** What takes a step back, or does it again; `finish` must get the entries that it became. */
export interface Taken {
  payloads: Payload[];
  /** The article that must be there, and the one that shall be there instead. */
  replaced?: ReplacedArticle;
  finish: (entries: Entry[]) => void;
}

/** What one person did in one brief since it was opened, so that it can be taken back, and done again. */
export class UndoStack {
  private done: Step[] = [];
  private undone: Step[] = [];

  /** Remembers an action. What was taken back before can't be done again after it. */
  did(entries: readonly Entry[], replaced?: ReplacedArticle): void {
    const step = replaced ? { label: 'replacement of the article', entries: [], replaced } : stepOf(entries);
    if (!step) return;
    this.done = [...this.done, step].slice(-MAX_STEPS);
    this.undone = [];
  }

  /** What takes the last action back. */
  undo(notes: Notes): Taken | undefined {
    return this.take(this.done, this.undone, notes);
  }

  /** What does the action again that was taken back last. */
  redo(notes: Notes): Taken | undefined {
    return this.take(this.undone, this.done, notes);
  }

  get state(): UndoState {
    const undo = this.done.at(-1)?.label;
    const redo = this.undone.at(-1)?.label;
    return { ...(undo ? { undo } : {}), ...(redo ? { redo } : {}) };
  }

  private take(from: Step[], to: Step[], notes: Notes): Taken | undefined {
    const step = from.at(-1);
    if (!step) return undefined;
    const { label, replaced } = step;
    const back = replaced && { replaced: { from: replaced.to, to: replaced.from } };
    return {
      payloads: undoPayloads(step.entries, notes),
      ...back,
      finish: (entries) => {
        from.pop();
        to.push({ label, entries: replaced ? [] : entries.filter((entry) => entry.type !== 'person'), ...back });
      },
    };
  }
}

/** The words of the menu: “Undo annotation”. The first type of an action that has a label names it. */
const LABELS: Partial<Record<EntryType, string>> = {
  annotated: 'annotation',
  status: 'status',
  commented: 'comment',
  edited: 'edit of a comment',
  withdrawn: 'withdrawal',
  restored: 'bringing back',
  kinded: 'change of kind',
  tagged: 'change of tags',
  placed: 'change of passage',
  assigned: 'assignment',
  reacted: 'reaction',
  vocabulary: 'change of vocabulary',
};

function stepOf(entries: readonly Entry[]): Step | undefined {
  const own = entries.filter((entry) => LABELS[entry.type] !== undefined);
  const named = Object.keys(LABELS).find((type) => own.some((entry) => entry.type === type));
  if (named === undefined) return undefined;
  const label = LABELS[named as EntryType] as string;
  const several = own.filter((entry) => entry.type === named).length;
  return { label: several > 1 ? `${label} (${several})` : label, entries: own };
}
