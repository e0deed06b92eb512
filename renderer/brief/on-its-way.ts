import type { Comment } from '../../shared/model/annotation.ts';
import type { Entry } from '../../shared/model/entry.ts';
import type { EntryId, PersonId } from '../../shared/model/ids.ts';

/** The same each time, for all threads in which nothing waits. */
const NONE: readonly Comment[] = [];

/**
 * What was said or decided and isn't known to be on disk yet. It is shown in the next frame, where it belongs and marked
 * as being saved; when it has come back from the services, or was refused, it is here no more.
 *
 * Told apart from the brief's state, so that what waits draws nothing but itself.
 */
export class OnItsWay {
  private readonly replies = new Map<EntryId, readonly Comment[]>();
  private readonly decisions = new Map<EntryId, number>();
  /** Under which names comments were shown before they had their own. */
  private readonly names = new Map<EntryId, EntryId>();
  private readonly listeners = new Set<() => void>();
  private count = 0;

  constructor(private readonly me: PersonId) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The replies of a thread that are being saved, in their order; the same list for as long as they are the same. */
  repliesTo(annotation: EntryId): readonly Comment[] {
    return this.replies.get(annotation) ?? NONE;
  }

  /** Whether anything in a thread is being saved. */
  has(annotation: EntryId): boolean {
    return this.replies.has(annotation) || this.decisions.has(annotation);
  }

  /** The name under which a comment was shown first: what stands for it on screen goes on as the same. */
  nameOf(comment: EntryId): EntryId {
    return this.names.get(comment) ?? comment;
  }

  /** Shows a reply until the function that is returned is called, or it has come. */
  reply(annotation: EntryId, body: string): () => void {
    this.count++;
    const id = `on its way ${this.count}` as EntryId;
    const comment: Comment = { id, by: this.me, at: Date.now(), body, earlier: [], reactions: new Map() };
    this.replies.set(annotation, [...this.repliesTo(annotation), comment]);
    this.tell();
    return () => {
      if (this.end(annotation, comment)) this.tell();
    };
  }

  /** Marks a thread about which something is decided until the function that is returned is called. */
  decide(annotation: EntryId): () => void {
    this.decisions.set(annotation, (this.decisions.get(annotation) ?? 0) + 1);
    this.tell();
    return () => {
      const others = (this.decisions.get(annotation) ?? 1) - 1;
      if (others > 0) this.decisions.set(annotation, others);
      else this.decisions.delete(annotation);
      this.tell();
    };
  }

  /** Takes note of entries that have come: a reply that is among them stands in its thread from now on. */
  came(entries: readonly Entry[]): void {
    if (this.replies.size === 0) return;
    let any = false;
    for (const entry of entries) {
      if (entry.type !== 'commented' || entry.by !== this.me) continue;
      const comment = this.repliesTo(entry.annotation).find(({ body }) => body === entry.body);
      if (!comment) continue;
      this.names.set(entry.id, comment.id);
      any = this.end(entry.annotation, comment) || any;
    }
    if (any) this.tell();
  }

  private end(annotation: EntryId, comment: Comment): boolean {
    const before = this.repliesTo(annotation);
    const left = before.filter((each) => each !== comment);
    if (left.length > 0) this.replies.set(annotation, left);
    else this.replies.delete(annotation);
    return left.length < before.length;
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
