import type { ActionInput, Passage } from '../../shared/model/action.ts';
import type { Annotation, Comment } from '../../shared/model/annotation.ts';
import type { Entry, EntryType } from '../../shared/model/entry.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import type { Kind, Reason } from '../../shared/model/kinds.ts';
import { mayAppend } from '../../shared/roles.ts';
import { showToast } from '../controls/toast.tsx';
import { words } from '../words/words.ts';
import type { BriefStore } from './brief-store.ts';

/** What a person does to an open brief, each with the sentence that says it was done. */
export class BriefActions {
  /** Puts the last message away: its "Undo" would take back something else by now. */
  private putAway: (() => void) | undefined;

  constructor(
    private readonly store: BriefStore,
    /** Says a sentence to those who can't see what happened. */
    private readonly announce: (sentence: string) => void,
  ) {}

  /** Whether the person who works here may do something to an annotation or comment. */
  may(type: EntryType, about?: Annotation | Comment): boolean {
    const { me, notes } = this.store;
    const own = about?.by === me.id;
    const assigned = about !== undefined && 'assigned' in about && about.assigned?.person === me.id;
    return mayAppend(notes.people.roleOf(me.id), type, { own, assigned });
  }

  /** Annotates passages, or with none the whole brief; gives the annotation's id. */
  async annotate(passages: Passage[], kind: Kind, body?: string): Promise<EntryId | undefined> {
    const entries = await this.act({ do: 'annotate', passages, kind, ...(body ? { body } : {}) });
    const made = entries?.find((entry) => entry.type === 'annotated');
    if (made) this.announce(words.brief.annotated(kind));
    return made?.id;
  }

  async reply(annotation: EntryId, body: string): Promise<boolean> {
    return this.said(await this.act({ do: 'comment', annotation, body }), words.brief.replySent);
  }

  async edit(comment: EntryId, body: string): Promise<boolean> {
    return this.said(await this.act({ do: 'edit', comment, body }), words.brief.commentEdited);
  }

  async withdrawComment(comment: EntryId): Promise<void> {
    const done = await this.act({ do: 'withdraw', target: comment });
    this.tell(done, words.brief.withdrawnComment);
  }

  async withdraw(annotation: EntryId): Promise<boolean> {
    const done = await this.act({ do: 'withdraw', target: annotation });
    return this.tell(done, words.brief.withdrawnAnnotation);
  }

  async restore(target: EntryId): Promise<void> {
    this.said(await this.act({ do: 'restore', target }), words.brief.restored);
  }

  async resolve(annotation: EntryId, reason: Reason, body?: string): Promise<boolean> {
    const done = await this.act({ do: 'resolve', annotation, reason, ...(body ? { body } : {}) });
    return this.tell(done, words.brief.resolved(reason));
  }

  async reopen(annotation: EntryId): Promise<void> {
    this.said(await this.act({ do: 'reopen', annotation }), words.brief.reopened);
  }

  async setKind(annotation: EntryId, kind: Kind): Promise<void> {
    this.said(await this.act({ do: 'set-kind', annotation, kind }), words.brief.kindChanged(kind));
  }

  async setTags(annotation: EntryId, tags: string[]): Promise<boolean> {
    return this.said(await this.act({ do: 'set-tags', annotation, tags }), words.brief.tagsChanged);
  }

  /** Takes back the last action, or does it again; gives the annotation that it was about. */
  async undo(direction: 'undo' | 'redo'): Promise<EntryId | undefined> {
    this.putAway?.();
    const what = this.store.snapshot().undo[direction];
    if (what === undefined) return undefined;
    const entries = await this.store.undo(direction);
    if (!entries) return undefined;
    this.announce(direction === 'undo' ? words.brief.undone(what) : words.brief.redone(what));
    for (const entry of entries) {
      const id = this.store.notes.annotationFor(entry);
      if (id !== undefined) return id;
    }
    return undefined;
  }

  private act(action: ActionInput): Promise<Entry[] | undefined> {
    this.putAway?.();
    this.putAway = undefined;
    return this.store.act(action);
  }

  private said(done: Entry[] | undefined, sentence: string): boolean {
    if (done) this.announce(sentence);
    return done !== undefined;
  }

  /** As `said`, on screen and with the way back. */
  private tell(done: Entry[] | undefined, text: string): boolean {
    if (!done) return false;
    this.putAway = showToast({
      text,
      action: { label: words.common.undo, run: () => void this.undo('undo') },
    });
    return true;
  }
}
