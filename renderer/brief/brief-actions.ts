import type { ActionInput, Change, Passage, PassageOrKept } from '../../shared/model/action.ts';
import type { Annotation, Comment } from '../../shared/model/annotation.ts';
import type { Entry, EntryType, Vocabulary } from '../../shared/model/entry.ts';
import type { EntryId, PersonId } from '../../shared/model/ids.ts';
import type { Kind, Reason } from '../../shared/model/kinds.ts';
import { mayAppend, mayEditArticle } from '../../shared/roles.ts';
import { showToast } from '../controls/toast.tsx';
import { words } from '../words/words.ts';
import type { BriefStore } from './brief-store.ts';

/** The annotation that an entry of a change of several is about. */
function aboutOf(entry: Entry): EntryId | undefined {
  return 'annotation' in entry ? entry.annotation : 'target' in entry ? entry.target : undefined;
}

/** What a change of several did, to how many. */
function sentenceFor(change: Change, count: number): string {
  switch (change.do) {
    case 'resolve':
      return words.list.resolvedSeveral(count, words.brief.reasons[change.reason].toLowerCase());
    case 'tag':
      return words.list.taggedSeveral(count);
    case 'assign':
      return words.list.assignedSeveral(count);
    case 'withdraw':
      return words.list.withdrawnSeveral(count);
    case 'reopen':
      return words.list.reopenedSeveral(count);
    case 'set-kind':
      return words.list.kindSeveral(count, words.brief.kinds[change.kind].toLowerCase());
  }
}

/** What a person does to an open brief, each with the sentence that says it was done. */
export class BriefActions {
  /** Puts the last message away: its "Undo" would take back something else by now. */
  private putAway: (() => void) | undefined;
  private undoing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: BriefStore,
    /** Says a sentence to those who can't see what happened. */
    private readonly announce: (sentence: string) => void,
  ) {}

  /** Whether the person who works here may do something to an annotation or comment. */
  may(type: EntryType, about?: Annotation | Comment): boolean {
    const { me, role, opened } = this.store;
    if (opened.newer) return false;
    // What is private is its person's, whatever their role; there is nobody to assign it to.
    if (about && this.store.isPrivate(about.id)) return type !== 'assigned';
    // It may not be theirs who it says it is by; in a moment that is known.
    if (about && this.store.isUnverified(about.id)) return false;
    const own = about?.by === me.id;
    const assigned = about !== undefined && 'assigned' in about && about.assigned?.person === me.id;
    return mayAppend(role, type, { own, assigned });
  }

  /** Annotates passages, or with none the whole brief; gives the annotation's id. */
  async annotate(
    passages: Passage[],
    kind: Kind,
    { body, privately = false }: { body?: string | undefined; privately?: boolean } = {},
  ): Promise<EntryId | undefined> {
    const entries = await this.act({
      do: 'annotate',
      passages,
      kind,
      ...(body ? { body } : {}),
      ...(privately ? { private: true } : {}),
    });
    const made = entries?.find((entry) => entry.type === 'annotated');
    if (made) this.announce(privately ? words.brief.annotatedPrivately(kind) : words.brief.annotated(kind));
    return made?.id;
  }

  /** Shows private annotations to everybody who has the brief. */
  async publish(annotations: EntryId[]): Promise<boolean> {
    return this.tell(await this.act({ do: 'publish', annotations }), words.brief.published(annotations.length));
  }

  /** Says something in a thread, which shows it at once. */
  async reply(annotation: EntryId, body: string): Promise<boolean> {
    const end = this.store.onItsWay.reply(annotation, body);
    try {
      return this.said(await this.act({ do: 'comment', annotation, body }), words.brief.replySent);
    } finally {
      end();
    }
  }

  /** Whether the person who works here may accept what is suggested in a thread: an editor, and of what all can see. */
  mayAccept(annotation: Annotation): boolean {
    const { role, opened } = this.store;
    return !opened.newer && mayEditArticle(role) && !this.store.isPrivate(annotation.id);
  }

  /** Suggests other words for an annotation's first passage, and says what there is to say with them. */
  async suggest(annotation: EntryId, suggests: string, body: string): Promise<boolean> {
    const said = body === '' ? {} : { body };
    return this.said(await this.act({ do: 'comment', annotation, suggests, ...said }), words.brief.suggested);
  }

  /** Puts the words that a comment suggests into the article. */
  async accept(comment: EntryId): Promise<boolean> {
    return this.tell(await this.act({ do: 'accept-suggestion', comment }), words.brief.accepted);
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

  /** Resolves a thread, which is marked until that is on disk. */
  async resolve(annotation: EntryId, reason: Reason, body?: string): Promise<boolean> {
    const end = this.store.onItsWay.decide(annotation);
    try {
      const done = await this.act({ do: 'resolve', annotation, reason, ...(body ? { body } : {}) });
      return this.tell(done, words.brief.resolved(reason));
    } finally {
      end();
    }
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

  /** Puts an annotation on other passages. */
  async place(annotation: EntryId, passages: PassageOrKept[]): Promise<boolean> {
    return this.tell(await this.act({ do: 'place', annotation, passages }), words.brief.passageChanged);
  }

  async react(comment: EntryId, emoji: string, on: boolean): Promise<void> {
    const done = await this.act({ do: 'react', comment, emoji, on });
    this.said(done, on ? words.brief.reacted(emoji) : words.brief.unreacted(emoji));
  }

  async setVocabulary(vocabulary: Vocabulary): Promise<boolean> {
    return this.tell(await this.act({ do: 'set-vocabulary', ...vocabulary }), words.brief.vocabularySaved);
  }

  /** The same to several annotations at once, as one action; all or nothing. */
  async several(annotations: EntryId[], change: Change): Promise<boolean> {
    const done = await this.act({ do: 'several', annotations, change });
    return this.tell(done, sentenceFor(change, new Set(done?.flatMap((entry) => aboutOf(entry) ?? [])).size));
  }

  async assign(annotation: EntryId, person: PersonId | null, due?: string): Promise<boolean> {
    const done = await this.act({ do: 'assign', annotation, person, ...(due ? { due } : {}) });
    const name = person && this.store.notes.people.persons.get(person)?.name;
    return this.tell(done, name ? words.brief.assignedNow(name) : words.brief.assignedNobody);
  }

  /**
   * Takes back the last action, or does it again; gives the annotation that it was about. One after another: what there
   * is to take back is known only when the wish before has been carried out, and keys may come faster.
   */
  undo(direction: 'undo' | 'redo'): Promise<EntryId | undefined> {
    this.putAway?.();
    const turn = this.undoing.then(() => this.step(direction));
    this.undoing = turn.catch(() => {});
    return turn;
  }

  private async step(direction: 'undo' | 'redo'): Promise<EntryId | undefined> {
    await this.store.settle?.();
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
      action: { label: words.everywhere.undo, run: () => void this.undo('undo') },
    });
    return true;
  }
}
