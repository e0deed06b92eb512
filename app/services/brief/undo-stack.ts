import type { UndoState } from '../../../shared/bridge.ts';
import type { Entry, EntryType, Payload } from '../../../shared/model/entry.ts';
import type { Notes } from '../../../shared/model/notes.ts';
import { undoPayloads } from '../../../shared/model/undo.ts';

/** More than anybody takes back step by step. */
const MAX_STEPS = 200;

interface Step {
  label: string;
  /** The entries that doing it again, or taking it back, would take back. */
  entries: Entry[];
}

/** What one person did in one brief since it was opened, so that it can be taken back, and done again. */
export class UndoStack {
  private done: Step[] = [];
  private undone: Step[] = [];

  /** Remembers an action. What was taken back before can't be done again after it. */
  did(entries: readonly Entry[]): void {
    const step = stepOf(entries);
    if (!step) return;
    this.done = [...this.done, step].slice(-MAX_STEPS);
    this.undone = [];
  }

  /** What takes the last action back; `finish` must get the entries that it became. */
  undo(notes: Notes): { payloads: Payload[]; finish: (entries: Entry[]) => void } | undefined {
    return this.take(this.done, this.undone, notes);
  }

  /** What does the action again that was taken back last. */
  redo(notes: Notes): { payloads: Payload[]; finish: (entries: Entry[]) => void } | undefined {
    return this.take(this.undone, this.done, notes);
  }

  get state(): UndoState {
    const undo = this.done.at(-1)?.label;
    const redo = this.undone.at(-1)?.label;
    return { ...(undo ? { undo } : {}), ...(redo ? { redo } : {}) };
  }

  private take(from: Step[], to: Step[], notes: Notes): ReturnType<UndoStack['undo']> {
    const step = from.at(-1);
    if (!step) return undefined;
    return {
      payloads: undoPayloads(step.entries, notes),
      finish: (entries) => {
        from.pop();
        to.push({ label: step.label, entries: entries.filter((entry) => entry.type !== 'person') });
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
