import { encoding } from 'lib0';
import * as syncProtocol from 'y-protocols/sync';
import { type BriefId, entryIdSchema, type PersonId } from '../../shared/model/ids.ts';
import { CLOSE, MESSAGE, type RoomName } from '../../shared/relay/messages.ts';
import type { Connection } from './connection.ts';
import { framed } from './frame.ts';
import type { Decision, HostedDocument } from './hosted-document.ts';
import { AWARENESS_INTERVAL_MS, PRESENCE_SLICE, PRESENCES_A_SECOND } from './limits.ts';
import { RoomAwareness } from './room-awareness.ts';

/** What a room needs of its surroundings. */
export interface RoomSurroundings {
  brief: BriefId;
  now(): number;
  /** Something that whoever runs the relay may want to know. */
  log(event: string, about: Record<string, unknown>): void;
  /** Whether a person may have one more change refused. */
  mayBeRefusedAgain(person: PersonId): boolean;
  /** Whether a person may ask once more for what they lack. */
  mayAsk(person: PersonId): boolean;
  /** How many bytes it was. */
  answered(person: PersonId, bytes: number): void;
  /** Whether a person may send so many bytes more. */
  maySend(person: PersonId, bytes: number): boolean;
  /** Whether so many bytes more may wait to be read by a person. */
  mayHoldUp(person: PersonId, bytes: number): boolean;
  /** The disk is full or fails: what is in memory is ahead of it. */
  failed(error: unknown): void;
}

/** One document and those who are connected to it. What is admitted goes to everybody else when it is written. */
export class Room {
  readonly connections = new Set<Connection>();
  /** Whoever else wrote under a client id that is shown here would have what its owner writes taken for known. */
  readonly awareness = new RoomAwareness({
    came: (client, person) => this.document.claim?.(client, person),
    went: (client) => this.document.release?.(client),
  });
  private presence: NodeJS.Timeout | undefined;
  /** When it went out last. */
  private presenceAt = Number.NEGATIVE_INFINITY;

  constructor(
    readonly name: RoomName,
    readonly document: HostedDocument,
    private readonly around: RoomSurroundings,
  ) {}

  /** Judges an update that came by a connection, keeps it, and hands it on. */
  take(update: Uint8Array, from: Connection): Decision {
    const decision = this.document.take(update, { person: from.person, now: this.around.now() });
    this.spread(decision, from);
    return decision;
  }

  /**
   * Hands on what was admitted, when it is written: it outlives the relay then. Whoever sent it is told so only when it
   * outlives a power cut too (message 100), and gives it back until then.
   *
   * @param from has it already, unless the relay added something to it
   */
  spread({ verdict, written, durable }: Decision, from?: Connection): void {
    durable.catch((error: unknown) => this.around.failed(error));
    if (verdict.is !== 'admitted') return;
    const knows = verdict.erased.length === 0 ? from : undefined;
    const frame = framed(updateMessage(verdict.update));
    written.then(
      () => {
        for (const connection of this.connections) if (connection !== knows) connection.sendFrame(frame);
      },
      () => {},
    );
  }

  join(connection: Connection): void {
    this.connections.add(connection);
    connection.begin();
  }

  leave(connection: Connection): void {
    this.connections.delete(connection);
    this.awareness.leave(connection);
    this.presenceChanged();
  }

  /**
   * Tells everybody soon who is here and where. The more there are the less often: who moves in a full room is told to
   * all the others, and that is never at the price of what they write.
   */
  presenceChanged(): void {
    if (this.presence) return;
    const interval = Math.max(AWARENESS_INTERVAL_MS, (1_000 * this.connections.size) / PRESENCES_A_SECOND);
    const wait = Math.max(AWARENESS_INTERVAL_MS, this.presenceAt + interval - performance.now());
    this.presence = setTimeout(() => {
      this.presence = undefined;
      this.presenceAt = performance.now();
      const message = this.awareness.changes();
      if (message) this.sendInSlices(framed(message), [...this.connections], interval);
    }, wait);
  }

  /**
   * Some at a time, evenly over the time until there is more: an update that comes meanwhile waits for no more than
   * these, and neither do those who receive both.
   */
  private sendInSlices(presence: Buffer, to: readonly Connection[], interval: number): void {
    const pause = interval / Math.ceil(to.length / PRESENCE_SLICE);
    const send = (from: number) => {
      const end = from + PRESENCE_SLICE;
      for (const connection of to.slice(from, end)) connection.sendPresence(presence);
      if (end < to.length) setTimeout(send, pause, end);
    };
    send(0);
  }

  /** Closes all connections. */
  close(code: number, reason: string): void {
    clearTimeout(this.presence);
    for (const connection of this.connections) connection.close(code, reason);
  }

  mayBeRefusedAgain(person: PersonId): boolean {
    return this.around.mayBeRefusedAgain(person);
  }

  mayAsk(person: PersonId): boolean {
    return this.around.mayAsk(person);
  }

  answered(person: PersonId, bytes: number): void {
    this.around.answered(person, bytes);
  }

  maySend(person: PersonId, bytes: number): boolean {
    return this.around.maySend(person, bytes);
  }

  mayHoldUp(person: PersonId, bytes: number): boolean {
    return this.around.mayHoldUp(person, bytes);
  }

  /** Notes that something of a person's was not taken, without a word of what they sent. */
  report(rule: string, person: PersonId, error?: unknown, ids: readonly string[] = []): void {
    // A SyntaxError quotes what it couldn't read.
    const cause = error instanceof Error && !(error instanceof SyntaxError) ? { cause: error.message } : {};
    // Where there is no entry, an id is whatever key the sender chose.
    const known = ids.filter((id) => entryIdSchema.safeParse(id).success);
    this.around.log('refused', {
      brief: this.around.brief,
      room: this.name,
      person,
      rule,
      ids: known.slice(0, 10),
      ...cause,
    });
  }
}

/** Those who lost their right to be here are told why. */
export const REMOVED = { code: CLOSE.removed, reason: 'no member any more' } as const;

function updateMessage(update: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.sync);
    syncProtocol.writeUpdate(encoder, update);
  });
}
