import * as Y from 'yjs';
import type { Entry } from '../../shared/model/entry.ts';
import type { PersonId } from '../../shared/model/ids.ts';
import type { Rule } from '../../shared/relay/rules.ts';
import type { StructHead } from '../services/package/update-walk.ts';
import { MAX_CONFLICTS, MAX_FOREIGN_CLIENTS, MAX_NEW_CLIENTS } from './limits.ts';
import { type NewContent, newContent } from './update-content.ts';

/** What the relay makes of an update, before anybody else sees it. */
export type Verdict =
  /** Nothing in it is new. */
  | { is: 'known' }
  /** It builds on what isn't here: ask for the whole difference. */
  | { is: 'pending' }
  | { is: 'refused'; rule: Rule; ids: string[] }
  | Admitted;

/** An update that is in the admitted document now; the caller forwards it when it is written. */
export interface Admitted {
  is: 'admitted';
  /** What the update changed, and no more: what was hidden in it is not there. */
  update: Uint8Array;
  /** The entries that are new, each as JSON; `known` where their type and version are known here. */
  entries: { json: string; known?: Entry }[];
  /** Ids of entries that are gone for good. */
  erased: string[];
}

/** A refusal on its way out of a judgement. */
export class NotAdmitted extends Error {
  constructor(
    readonly rule: Rule,
    readonly ids: string[] = [],
  ) {
    super(rule);
  }
}

/** What an update did to the stage. */
export interface Staged {
  transaction: Y.Transaction;
  /** The items that it brought. */
  items: Y.Item[];
}

/** Looks at what is new in an update before it is applied; throws `NotAdmitted`. */
export type Check = (content: NewContent) => void;

/** Judges what an update did to the stage; throws `NotAdmitted`. It may change the stage further. */
export type Judge = (staged: Staged, stage: Y.Doc) => Pick<Admitted, 'entries' | 'erased'>;

/** Some hundreds of small updates: together they are applied in the time of a few that come alone. */
const MAX_FOLLOWING_BYTES = 256 * 1024;

/**
 * One document of a brief with a stage beside it: an update is applied to the stage first, and what it led to there is
 * judged. After a refusal the stage is made anew.
 */
export class StagedDocument {
  private readonly document = new Y.Doc();
  /** What was admitted and is on the stage, but not in the document yet. */
  private following: Uint8Array[] = [];
  private followingBytes = 0;
  private staging: Y.Doc | undefined;
  /** A connection that said so is gone. */
  release(client: number): void {
    if (Y.getState((this.staging ?? this.admitted).store, client) === 0) this.owners.delete(client);
  }

  /** Whose connection first used a Yjs client id. */
  private readonly owners = new Map<number, PersonId>();

  /** @param define gives a new document its roots: one that an update names first would have the type that it likes */
  constructor(private readonly define: (doc: Y.Doc) => void) {
    define(this.document);
  }

  /** All that was admitted. */
  get admitted(): Y.Doc {
    this.catchUp();
    return this.document;
  }

  /** Fills the document from the disk, without judging. */
  load(updates: readonly { update: Uint8Array; by: PersonId }[]): void {
    const doc = this.document;
    doc.transact(() => {
      for (const { update, by } of updates) {
        Y.applyUpdate(doc, update);
        for (const client of Y.parseUpdateMeta(update).from.keys()) this.own(client, by);
      }
    });
    // What builds on a damaged record stays in the log; clients give it back, since our state doesn't have it.
    doc.store.pendingStructs = null;
    doc.store.pendingDs = null;
  }

  /** A connection says that it writes under a Yjs client id: whoever else used it first would have its words lost. */
  claim(client: number, person: PersonId): void {
    this.own(client, person);
  }

  /** Whose connection first used a Yjs client id; empty where nobody's did. */
  ownerOf(client: number): string {
    return this.owners.get(client) ?? '';
  }

  /**
   * Judges an update of one person's connection, whole.
   *
   * @param foreign whether the person may bring what others wrote under their own Yjs client ids
   * @param check looks at what is new before it is applied; throws `NotAdmitted`
   */
  take(update: Uint8Array, person: PersonId, foreign: boolean, check: Check, judge: Judge): Verdict {
    const content = readable(() => newContent(update, this.staging ?? this.admitted));
    if (!content) return { is: 'refused', rule: 'malformed', ids: [] };
    if (content.structs.length === 0 && !content.deletes && !content.missing) return { is: 'known' };
    try {
      check(content);
      if (content.conflicts > MAX_CONFLICTS) throw new NotAdmitted('place');
      if (content.clients > (foreign ? MAX_FOREIGN_CLIENTS : MAX_NEW_CLIENTS)) throw new NotAdmitted('quota');
      const isTheirs = ({ id }: StructHead) => (this.owners.get(id.client) ?? person) === person;
      if (!foreign && !content.structs.every(isTheirs)) throw new NotAdmitted('client-id');
      if (content.missing) return { is: 'pending' };
      const admitted = this.tryOnStage(update, judge);
      this.follow(admitted.update);
      for (const { id } of content.structs) this.own(id.client, person);
      return admitted;
    } catch (error) {
      if (error instanceof NotAdmitted) return { is: 'refused', rule: error.rule, ids: error.ids };
      throw error;
    }
  }

  private follow(update: Uint8Array): void {
    this.following.push(update);
    this.followingBytes += update.length;
    if (this.followingBytes > MAX_FOLLOWING_BYTES) this.catchUp();
  }

  private catchUp(): void {
    const updates = this.following;
    this.following = [];
    this.followingBytes = 0;
    if (updates.length === 0) return;
    this.document.transact(() => {
      for (const update of updates) Y.applyUpdate(this.document, update);
    });
  }

  private tryOnStage(update: Uint8Array, judge: Judge): Admitted {
    const stage = this.staging ?? this.copy();
    // What happens to the stage can be taken back only by making another.
    this.staging = undefined;
    const changes: Uint8Array[] = [];
    let transaction: Y.Transaction | undefined;
    const note = (change: Uint8Array) => changes.push(change);
    stage.on('update', note);
    stage.once('afterTransaction', (each: Y.Transaction) => {
      transaction = each;
    });
    try {
      const isReadable = readable(() => {
        Y.applyUpdate(stage, update);
        return true;
      });
      if (!isReadable) throw new NotAdmitted('malformed');
      if (!transaction || stage.store.pendingStructs || stage.store.pendingDs) throw new NotAdmitted('pending');
      const judged = judge({ transaction, items: itemsOf(transaction) }, stage);
      stage.off('update', note);
      this.staging = stage;
      return { is: 'admitted', update: Y.mergeUpdates(changes), ...judged };
    } finally {
      if (!this.staging) stage.destroy();
    }
  }

  private copy(): Y.Doc {
    const copy = new Y.Doc();
    this.define(copy);
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.admitted));
    return copy;
  }

  private own(client: number, person: PersonId): void {
    if (person && !this.owners.has(client)) this.owners.set(client, person);
  }
}

/** Yjs throws errors of many kinds at what it can't read. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The items that a transaction brought; one that was joined to an earlier one comes with it. */
function itemsOf({ beforeState, afterState, doc }: Y.Transaction): Y.Item[] {
  const items: Y.Item[] = [];
  for (const [client, end] of afterState) {
    const begin = beforeState.get(client) ?? 0;
    const structs = doc.store.clients.get(client) ?? [];
    if (begin === end) continue;
    for (let i = Y.findIndexSS(structs, begin); i < structs.length; i++) {
      const struct = structs[i];
      if (struct instanceof Y.Item) items.push(struct);
    }
  }
  return items;
}
