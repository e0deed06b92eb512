import type { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import type { TextRange } from '../../../shared/anchors/text-index.ts';
import { BODY } from '../../../shared/article/shared-article.ts';
import type { UndoState } from '../../../shared/bridge.ts';
import type { Entry, EntryType, Payload } from '../../../shared/model/entry.ts';
import type { EntryId, PersonId } from '../../../shared/model/ids.ts';
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

/** Letters typed within this time of each other are taken back together. */
const PAUSE_MS = 1_000;
/** However fast somebody types, this much is taken back at a time at most. */
const MOST_TOGETHER_MS = 10_000;

const ARTICLE = 'edit of the article';
const ACCEPTANCE = 'acceptance of wording';

type Step = NotesStep | ArticleStep | BothStep;

interface NotesStep {
  label: string;
  /** The entries that doing it again, or taking it back, would take back. */
  entries: Entry[];
  /** Where the article was replaced: what doing it again, or taking it back, would take back. */
  replaced?: ReplacedArticle;
}

/** An edit of the article; what it changed, the undo manager knows. */
interface ArticleStep {
  label: typeof ARTICLE;
  /** When it began, and when it was last gone on with. */
  since: number;
  until: number;
  /** Nothing that is typed later belongs to it. */
  apart: boolean;
}

/** An edit of the article together with entries, as one. */
interface BothStep {
  label: string;
  both: Entry[];
}

/** Which notes hold the entries of a step: everybody's, or those that are private. */
export type NotesOf = (entries: readonly Entry[]) => Notes;

/** What is to be done so that a step is taken back, or done again. */
export type Taken =
  /**
   * `finish` must get the entries that the payloads became; `replaced` says which article must be there, and which shall
   * be there instead; `notes` hold the entries that it takes back.
   */
  | { payloads: Payload[]; notes: Notes; replaced?: ReplacedArticle; finish(entries: Entry[]): void }
  /** `run` changes the article's document; `finish` must get the entries that the payloads became. */
  | { run(): void; back(): void; payloads: Payload[]; finish(entries: Entry[]): void };

/**
 * What one person did in one brief since it was opened, so that it can be taken back, and done again: annotations and
 * edits of the article as one stack, in the order in which they were done.
 */
export class UndoStack {
  private done: Step[] = [];
  private undone: Step[] = [];
  private manager: Y.UndoManager | undefined;

  constructor(
    private text: Y.Doc,
    private readonly person: PersonId,
  ) {}

  /** Remembers an action. What was taken back before can't be done again after it. */
  did(entries: readonly Entry[], replaced?: ReplacedArticle): void {
    const step = replaced ? { label: 'replacement of the article', entries: [], replaced } : stepOf(entries);
    if (step) this.push(step);
  }

  /**
   * Makes ready for an edit of the article, which is about to be applied with this person's id as its origin.
   *
   * @param apart it is more than a few letters, and taken back by itself
   */
  beforeEdit(now: number, apart: boolean): void {
    const manager = this.managing();
    if (apart || !this.goesOn(now)) manager.stopCapturing();
  }

  /** Remembers an edit of the article that was applied. */
  edited(now: number, apart: boolean): void {
    const last = apart ? undefined : this.goesOn(now);
    if (last) last.until = now;
    else this.push({ label: ARTICLE, since: now, until: now, apart });
  }

  /** Makes ready for an edit of the article that is a step of its own, and is remembered by `accepted`. */
  beforeAcceptance(): void {
    this.managing().stopCapturing();
  }

  /** Remembers that suggested wording was accepted: an edit of the article and its entries. */
  accepted(entries: readonly Entry[]): void {
    this.push({ label: ACCEPTANCE, both: entries.filter(({ type }) => type !== 'person') });
  }

  /** Another document stands in the place of the article's: what was done to the former can't be taken back in it. */
  forgetEdits(text: Y.Doc): void {
    this.manager?.destroy();
    this.manager = undefined;
    this.text = text;
    this.done = this.done.filter((step) => !isEdit(step));
    this.undone = this.undone.filter((step) => !isEdit(step));
  }

  /** What takes the last action back. */
  undo(notesOf: NotesOf): Taken | undefined {
    return this.take(this.done, this.undone, notesOf);
  }

  /** What does the action again that was taken back last. */
  redo(notesOf: NotesOf): Taken | undefined {
    return this.take(this.undone, this.done, notesOf);
  }

  get state(): UndoState {
    const undo = this.done.at(-1)?.label;
    const redo = this.undone.at(-1)?.label;
    return { ...(undo ? { undo } : {}), ...(redo ? { redo } : {}) };
  }

  private push(step: Step): void {
    this.done = [...this.done, step].slice(-MAX_STEPS);
    this.undone = [];
    this.manager?.clear(false, true);
  }

  /** The edit that one more letter belongs to. */
  private goesOn(now: number): ArticleStep | undefined {
    const last = this.done.at(-1);
    if (!last || !('until' in last) || last.apart || this.undone.length > 0) return undefined;
    return now - last.until < PAUSE_MS && now - last.since < MOST_TOGETHER_MS ? last : undefined;
  }

  private managing(): Y.UndoManager {
    // Which edits belong together is decided here, so the manager's own clock is not asked.
    this.manager ??= new Y.UndoManager(this.text.getXmlFragment(BODY), {
      trackedOrigins: new Set([this.person]),
      captureTimeout: Number.POSITIVE_INFINITY,
    });
    return this.manager;
  }

  private take(from: Step[], to: Step[], notesOf: NotesOf): Taken | undefined {
    const step = from.at(-1);
    if (!step) return undefined;
    if (isEdit(step)) return this.takeEdit(step, from, to, notesOf);
    const { label, replaced } = step;
    const back = replaced && { replaced: { from: replaced.to, to: replaced.from } };
    const notes = notesOf(step.entries);
    return {
      payloads: undoPayloads(step.entries, notes),
      notes,
      ...back,
      finish: (entries) => {
        from.pop();
        to.push({ label, entries: replaced ? [] : entries.filter((entry) => entry.type !== 'person'), ...back });
      },
    };
  }

  private takeEdit(step: ArticleStep | BothStep, from: Step[], to: Step[], notesOf: NotesOf): Taken {
    const manager = this.managing();
    const [run, back] = from === this.done ? (['undo', 'redo'] as const) : (['redo', 'undo'] as const);
    return {
      run: () => manager[run](),
      back: () => manager[back](),
      payloads: 'both' in step ? undoPayloads(step.both, notesOf(step.both)) : [],
      finish: (entries) => {
        from.pop();
        // What is typed next is an edit of its own.
        to.push(
          'both' in step ? { ...step, both: entries.filter(({ type }) => type !== 'person') } : { ...step, until: 0 },
        );
      },
    };
  }
}

/** Whether the undo manager knows a part of a step. */
function isEdit(step: Step): step is ArticleStep | BothStep {
  return 'until' in step || 'both' in step;
}

/** The words of the menu: “Undo annotation”. The first type of an action that has a label names it. */
const LABELS: Partial<Record<EntryType, string>> = {
  annotated: 'annotation',
  status: 'decision on a thread',
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

function stepOf(entries: readonly Entry[]): NotesStep | undefined {
  const own = entries.filter((entry) => LABELS[entry.type] !== undefined);
  const named = Object.keys(LABELS).find((type) => own.some((entry) => entry.type === type));
  if (named === undefined) return undefined;
  const label = LABELS[named as EntryType] as string;
  const several = own.filter((entry) => entry.type === named).length;
  return { label: several > 1 ? `${label} (${several})` : label, entries: own };
}
