import * as Y from 'yjs';
import { BODY } from '../../shared/article/shared-article.ts';
import type { Bridge } from '../../shared/bridge.ts';
import type { BriefId } from '../../shared/model/ids.ts';

/** The origin of what the services tell. */
const SERVICES = 'services';
/** After a failure that isn't a refusal, such as a full disk, everything is offered again so often. */
const RETRY_MS = 3_000;
/** Bytes that a call of `fromCharCode` takes at once. */
const CHUNK = 0x8000;

/** What a replica tells whoever edits it. */
export interface ReplicaEvents {
  /** What others typed is about to come. */
  coming(): void;
  /** Whether what others type has to wait for `catchUp`: drawing it would break off what an input method composes. */
  busy(): boolean;
  /** Something is on its way to the disk, or everything is there. */
  saving(saving: boolean): void;
  /** The services won't have what was typed. The replica is not the article any more, and has to be opened anew. */
  refused(error: unknown): void;
  /** It could not be saved now, and is tried again. */
  failed(error: unknown): void;
  /** Another document stands in the place of the article's; the replica has to be opened anew. */
  replaced(): void;
}

/** A change on its way to the services. */
interface Typed {
  update: Uint8Array;
  /** It is taken back by itself. */
  apart: boolean;
}

/**
 * A copy of an article's Yjs document for whoever edits it: what is typed goes to the services, which check and keep
 * it; what others type comes from there.
 */
export class Replica {
  readonly doc = new Y.Doc();
  private queue: Typed[] = [];
  private isApart = false;
  /** What others typed and is not taken in yet. */
  private coming: string[] = [];
  private sending = false;
  private waiting: (() => void)[] = [];
  private retry: ReturnType<typeof setTimeout> | undefined;
  private taking = false;
  /** Nothing is sent or taken any more. */
  private left = false;
  private ended = false;
  private readonly stop: () => void;

  private constructor(
    private readonly bridge: Bridge,
    private readonly brief: BriefId,
    private readonly events: ReplicaEvents,
  ) {
    this.stop = bridge.on('edit.updated', ({ brief: of, update, anew }) => {
      if (of !== brief || this.left) return;
      if (anew) events.replaced();
      else {
        this.coming.push(update);
        this.catchUp();
      }
    });
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === SERVICES || this.left) return;
      // y-prosemirror deletes what doesn't fit its schema; that is nobody's edit.
      if (this.taking) events.replaced();
      else void this.send({ update, apart: this.isApart });
      this.isApart = false;
    });
  }

  /**
   * Opens the article's document.
   *
   * @throws {Refusal} where the person's role doesn't allow it
   */
  static async open(bridge: Bridge, brief: BriefId, events: ReplicaEvents): Promise<Replica> {
    const replica = new Replica(bridge, brief, events);
    try {
      replica.take((await bridge.call('edit.open', { brief })).state);
    } catch (error) {
      replica.leave();
      throw error;
    }
    return replica;
  }

  get body(): Y.XmlFragment {
    return this.doc.getXmlFragment(BODY);
  }

  /** Resolves when everything that was typed is on the disk, or was refused. */
  settled(): Promise<void> {
    return !this.sending ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Whether something that was typed is on no disk. */
  get unsaved(): boolean {
    return this.sending || this.retry !== undefined;
  }

  /** Lets go of the services: what is typed from now on stays in the replica. */
  leave(): void {
    if (this.left) return;
    this.left = true;
    clearTimeout(this.retry);
    this.retry = undefined;
    this.stop();
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    this.leave();
    this.doc.destroy();
    void this.bridge.call('edit.close', { brief: this.brief }).catch(() => {});
  }

  /** Takes in what others typed, unless it still has to wait. */
  catchUp(): void {
    if (this.left || this.coming.length === 0 || this.events.busy()) return;
    this.events.coming();
    for (const update of this.coming.splice(0)) this.take(update);
  }

  private take(update: string): void {
    this.taking = true;
    try {
      Y.applyUpdate(this.doc, bytesOf(update), SERVICES);
    } finally {
      this.taking = false;
    }
  }

  /** What is typed next is taken back by itself, and not with the letters before and after it. */
  nextIsApart(): void {
    this.isApart = true;
  }

  /** One after another: each builds on the one before it, and calls may overtake each other. */
  private async send(typed: Typed): Promise<void> {
    this.queue.push(typed);
    if (this.sending) return;
    this.sending = true;
    this.events.saving(true);
    try {
      while (this.queue.length > 0 && !this.left) {
        const next = this.queue.findIndex(({ apart }) => apart);
        const apart = next === 0;
        const together = this.queue.splice(0, apart ? 1 : next === -1 ? this.queue.length : next);
        const update = base64Of(Y.mergeUpdates(together.map((each) => each.update)));
        await this.bridge.call('edit.update', { brief: this.brief, update, ...(apart ? { apart } : {}) });
      }
    } catch (error) {
      if (!this.left && isRefused(error)) this.events.refused(error);
      else if (!this.left) this.tryAgain(error);
    } finally {
      this.sending = false;
      if (!this.retry) this.events.saving(false);
      for (const resolve of this.waiting.splice(0)) resolve();
    }
  }

  /** What the services have of it already is nothing new to them. */
  private tryAgain(error: unknown): void {
    if (this.retry) return;
    this.events.failed(error);
    this.retry = setTimeout(() => {
      this.retry = undefined;
      void this.send({ update: Y.encodeStateAsUpdate(this.doc), apart: false });
    }, RETRY_MS);
  }
}

function isRefused(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'edit-refused' || code === 'not-allowed' || code === 'newer-format' || code === 'bad-call';
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}
