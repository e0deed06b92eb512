import {
  type Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness';
import * as Y from 'yjs';
import { CLOSE, type RefusedUpdate } from '../../../shared/relay/messages.ts';
import { sha256Bytes } from '../crypto.ts';
import { waitBefore, waitBeforeLooking } from './patience.ts';
import { LOCAL, Replica } from './replica.ts';
import { answerWith, awarenessMessage, type RoomMessage, updateMessage, weHave } from './room-messages.ts';
import { type Closed, RoomSocket } from './room-socket.ts';
import type { TlsOptions } from './trust.ts';

/** How to get to a room. */
export interface RoomDoor {
  address: URL;
  token: string;
  tls: TlsOptions;
}

/** What whoever uses a room is told. */
export interface RoomListener {
  /** Names the roots of a new replica's document, before anything is in it. */
  begin(doc: Y.Doc): void;
  /** What came from the relay is in the replica; `update` is what of it was new. */
  arrived(update: Uint8Array, transaction: Y.Transaction): void;
  /** Replica and relay have told each other all that they have: now may be written what the relay lacks. */
  synced(): void;
  /** These are on the relay's disk. */
  decided(items: readonly string[]): void;
  /** A message was refused whole; its `ids` name those of its items that are to blame, as far as the relay says. */
  refused(items: readonly string[], refused: RefusedUpdate): void;
  /** The relay has lost what others wrote. The connection waits for `reset` or `giveBack`. */
  relayIsBehind(): void;
  /** It connected, lost its connection, or stopped. */
  changed(): void;
  /** It doesn't try again by itself, or what answers isn't the relay. */
  stopped(closed: Closed): void;
}

/** For whoever wants to know a few things only. */
export const DOES_NOTHING: RoomListener = {
  begin: () => {},
  arrived: () => {},
  synced: () => {},
  decided: () => {},
  refused: () => {},
  relayIsBehind: () => {},
  changed: () => {},
  stopped: () => {},
};

/** Sent in one message, and not yet decided. */
interface Sent {
  hash: string;
  items: string[];
}

/** What an update without content looks like: no structs, no deletions. */
const NOTHING_IN_IT = 2;

/**
 * One room of a relay: a replica of its document, and the connection that keeps them in step for as long as it is open.
 *
 * What is written has items, names by which its writer knows it: they are `decided` when the relay says that it has
 * them on its disk, after any number of lost connections.
 */
export class Room {
  private socket: RoomSocket | undefined;
  private timer: NodeJS.Timeout | undefined;
  private attempt = 0;
  /** How often something else than the relay answered since somebody asked for a connection. */
  private looks = 0;
  /** Attempts in a row that failed since somebody began to count. */
  failures = 0;
  /** New beginnings since the relay last took something. */
  private resets = 0;
  private wanted = false;
  /** It ended the last connection itself, to make another. */
  private willReconnect = false;
  private told = { relayHas: false, answer: false };
  private isSynced = false;
  /** Whether the replica was in step with the relay once: a new one lacks what an older one that was saved may have. */
  private wasSynced = false;
  /** The messages of this connection that carry content, oldest first; the first `forgotten` of them are decided. */
  private sent: Sent[] = [];
  private forgotten = 0;
  /** Written, and on the way when the last connection was lost. */
  private unsure = new Set<string>();
  /** What the relay had, where it had lost what others wrote. */
  private relayLost: Uint8Array | undefined;
  /** Since when there is no connection; undefined while there is one. */
  offlineSince: number | undefined;
  /** What the relay said when it closed the last connection for now, such as that its disk is full. */
  said: string | undefined;
  /** Why it doesn't try again, or why what answers isn't believed. */
  stopped: Closed | undefined;

  constructor(
    private readonly door: () => RoomDoor,
    private replica: Replica,
    private readonly listener: RoomListener,
    private readonly now: () => number = Date.now,
    private readonly awareness?: Awareness,
  ) {
    this.offlineSince = now();
    this.watch();
    awareness?.on('update', this.onAwareness);
  }

  get doc(): Y.Doc {
    return this.replica.doc;
  }

  /** Whether replica and relay have told each other what they have, on this connection. */
  get synced(): boolean {
    return this.isSynced;
  }

  /** Whether a first attempt is being made, or waits for its turn, which nothing speaks against yet. */
  get trying(): boolean {
    return (this.socket !== undefined || this.willReconnect) && this.attempt === 0;
  }

  /** What was written and isn't decided. */
  get undecided(): string[] {
    return [...this.unsure, ...this.sent.flatMap(({ items }) => items)];
  }

  /** Whether replica and relay are known to have the same. */
  get settled(): boolean {
    return this.isSynced && this.unsure.size === 0 && this.sent.length === 0;
  }

  /** Whether the replica has something worth saving, and everything in it is on the relay, connected or not. */
  get canSave(): boolean {
    const nothingWaits = this.unsure.size === 0 && this.sent.every(({ items }) => items.length === 0);
    return this.wasSynced && this.replica.isChanged && nothingWaits;
  }

  /** Connects, and again whenever the connection is lost, until `close`. Asked again, it doesn't wait for its turn. */
  connect(): void {
    this.wanted = true;
    this.stopped = undefined;
    this.looks = 0;
    this.open();
  }

  private open(): void {
    if (this.socket) return;
    this.willReconnect = false;
    clearTimeout(this.timer);
    const { address, token, tls } = this.door();
    this.told = { relayHas: false, answer: false };
    this.socket = new RoomSocket(address, token, tls, {
      opened: () => {
        this.socket?.send(weHave(Y.encodeStateVector(this.doc)));
        this.sendAwareness();
      },
      message: (message) => this.read(message),
      closed: (closed) => this.lost(closed),
    });
  }

  close(): void {
    this.wanted = false;
    clearTimeout(this.timer);
    this.awareness?.off('update', this.onAwareness);
    this.socket?.close();
    this.disconnected();
  }

  /**
   * Changes the replica; to be called while it is synced only.
   *
   * @returns whether it changed anything
   */
  write(items: readonly string[], change: (doc: Y.Doc) => void): boolean {
    const updates: Uint8Array[] = [];
    const keep = (update: Uint8Array, origin: unknown) => {
      if (origin === LOCAL) updates.push(update);
    };
    this.doc.on('update', keep);
    try {
      this.doc.transact(() => change(this.doc), LOCAL);
    } finally {
      this.doc.off('update', keep);
    }
    for (const update of updates) this.send(updateMessage(update), update, items);
    return updates.length > 0;
  }

  /** Forgets the replica with all that was written into it and isn't decided, and gets the relay's state anew. */
  reset(): void {
    this.doc.destroy();
    this.replica = new Replica();
    this.wasSynced = false;
    this.watch();
    this.reconnect();
    this.unsure.clear();
  }

  /** Ends the connection, if there is one, and makes another. */
  reconnect(): void {
    if (!this.socket) return;
    this.socket.close();
    this.disconnected();
    // The first at once; a relay that refuses all the time isn't asked all the time.
    this.willReconnect = true;
    this.again(this.resets === 0 ? 0 : waitBefore(this.resets));
    this.resets++;
  }

  /** Whether the relay has lost what others wrote, and waits for `reset` or `giveBack`. */
  get relayIsBehind(): boolean {
    return this.relayLost !== undefined;
  }

  /** Gives everything back to a relay that has lost it, also what others wrote. */
  giveBack(): void {
    if (!this.relayLost) return;
    const update = Y.encodeStateAsUpdate(this.doc, this.relayLost);
    this.relayLost = undefined;
    this.send(answerWith(update), update, this.takeUndecided());
    this.exchanged('relayHas');
  }

  /** Saves the replica where everything in it is on the relay; else what was saved before stays. */
  async save(path: string): Promise<void> {
    if (this.canSave) await this.replica.save(path);
  }

  private read(message: RoomMessage): void {
    switch (message.type) {
      case 'relay-has':
        this.relayHas(message.stateVector);
        break;
      case 'answer':
        Y.applyUpdate(this.doc, message.update, this);
        this.exchanged('answer');
        break;
      case 'update':
        Y.applyUpdate(this.doc, message.update, this);
        // Somebody may have given back what it had lost.
        if (this.relayIsBehind) this.reconnect();
        break;
      case 'awareness':
        if (this.awareness) applyAwarenessUpdate(this.awareness, message.update, this);
        break;
      case 'query-awareness':
        this.sendAwareness();
        break;
      case 'decided':
        this.decided(message.count);
        break;
      case 'refused':
        this.refused(message.refused);
    }
  }

  private relayHas(stateVector: Uint8Array): void {
    if (this.replica.isAheadOf(stateVector)) {
      this.relayLost = stateVector;
      this.listener.relayIsBehind();
    } else {
      this.answer(stateVector);
      this.exchanged('relayHas');
    }
  }

  /** Both sides tell what they have, in either order. */
  private exchanged(what: 'relayHas' | 'answer'): void {
    this.told[what] = true;
    if (this.isSynced || !this.told.relayHas || !this.told.answer) return;
    this.isSynced = true;
    this.wasSynced = true;
    this.attempt = 0;
    this.failures = 0;
    this.said = undefined;
    this.stopped = undefined;
    this.offlineSince = undefined;
    this.listener.synced();
    this.listener.changed();
  }

  /** Answers also where there is nothing to give: when the relay has decided that, it has decided all before. */
  private answer(relayHas: Uint8Array): void {
    const update = this.replica.lackedBy(relayHas);
    this.send(answerWith(update), update, this.takeUndecided());
  }

  private takeUndecided(): string[] {
    const items = this.undecided;
    this.unsure.clear();
    for (const each of this.sent) each.items = [];
    return items;
  }

  private send(message: Uint8Array, update: Uint8Array, items: readonly string[]): void {
    if (!this.socket) {
      for (const item of items) this.unsure.add(item);
      return;
    }
    this.sent.push({ hash: sha256Bytes(update), items: [...items] });
    this.socket.send(message);
  }

  private decided(count: number): void {
    const done = this.sent.splice(0, Math.max(0, count - this.forgotten));
    this.forgotten += done.length;
    const items = done.flatMap((each) => each.items);
    if (items.length > 0) {
      this.resets = 0;
      this.listener.decided(items);
    }
    this.listener.changed();
  }

  private refused(refused: RefusedUpdate): void {
    const sent = this.sent.find(({ hash }) => hash === refused.update);
    const items = sent?.items ?? [];
    if (sent) sent.items = [];
    this.listener.refused(items, refused);
  }

  private lost(closed: Closed): void {
    this.disconnected();
    if (closed.certificate || closed.foreign || isFinal(closed.code)) {
      this.stopped = closed;
      // What stands between may go away again, such as a hotel's login page; until it does, it is told nothing.
      const isSomethingElse = closed.certificate || closed.foreign;
      if (isSomethingElse) this.again(waitBeforeLooking(this.looks++));
      else this.wanted = false;
      this.listener.stopped(closed);
    } else {
      this.stopped = undefined;
      this.failures++;
      this.said = closed.code === CLOSE.tryAgain && closed.reason ? closed.reason : undefined;
      this.again(waitBefore(this.attempt++));
    }
    this.listener.changed();
  }

  private disconnected(): void {
    this.socket = undefined;
    for (const item of this.undecided) this.unsure.add(item);
    this.sent = [];
    this.forgotten = 0;
    this.isSynced = false;
    this.relayLost = undefined;
    this.offlineSince ??= this.now();
    const { awareness } = this;
    if (!awareness) return;
    const others = [...awareness.getStates().keys()].filter((client) => client !== awareness.clientID);
    removeAwarenessStates(awareness, others, this);
  }

  private again(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.wanted) this.open();
    }, wait);
  }

  private watch(): void {
    this.listener.begin(this.doc);
    this.doc.on('update', (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (origin === this && update.length > NOTHING_IN_IT) this.listener.arrived(update, transaction);
    });
  }

  private readonly onAwareness = (_changes: unknown, origin: unknown): void => {
    // That somebody looks at another brief now is told too.
    if (origin !== this) this.tellAwareness();
  };

  private sendAwareness(): void {
    if (this.awareness?.getLocalState()) this.tellAwareness();
  }

  private tellAwareness(): void {
    const { awareness } = this;
    if (!awareness) return;
    this.socket?.send(awarenessMessage(encodeAwarenessUpdate(awareness, [awareness.clientID])));
  }
}

/** Whether a relay says by its close code that trying again is of no use. */
function isFinal(code: number): boolean {
  return (code >= 4400 && code <= 4499) || code === CLOSE.tooLarge;
}
