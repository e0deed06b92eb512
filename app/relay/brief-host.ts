import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { Json } from '../../shared/model/canonical.ts';
import type { BriefId, PersonId } from '../../shared/model/ids.ts';
import { Refusal } from '../../shared/refusal.ts';
import { CLOSE, type RoomName } from '../../shared/relay/messages.ts';
import type { PeopleAnswer } from '../../shared/relay/requests.ts';
import type { LogRecord } from '../services/log/record.ts';
import { Blobs } from './blobs.ts';
import { Connection } from './connection.ts';
import type { Credentials, Device } from './credentials.ts';
import type { HostedBrief } from './hosted-brief.ts';
import type { Decision } from './hosted-document.ts';
import {
  ANSWER_BYTES_A_SECOND,
  ANSWER_BYTES_AT_ONCE,
  BYTES_A_SECOND,
  BYTES_AT_ONCE,
  MAX_BACKLOG_A_PERSON,
  MAX_LOG_READERS,
  MAX_SOCKETS_A_PERSON,
  MAX_SOCKETS_A_ROOM,
  NEW_DEVICES_A_SECOND,
  NEW_DEVICES_AT_ONCE,
  QUESTION_BYTES,
  REFUSALS_A_MINUTE,
  REFUSALS_AT_ONCE,
} from './limits.ts';
import { RequestError } from './request-error.ts';
import { REMOVED, Room } from './room.ts';
import { Buckets } from './token-bucket.ts';

/** What a host needs of the relay. */
export interface HostSurroundings {
  now(): number;
  log(event: string, about: Record<string, unknown>): void;
  /** The host can't go on: what it has in memory is ahead of the disk. `reason` is for those who are connected. */
  failed(host: BriefHost, reason: string): void;
}

/** A WebSocket with the stream that it was made on. */
export interface Opened {
  socket: WebSocket;
  stream: Socket;
}

/** A device whose key its person ended is told so by the code with which any credential ends. */
const KEY_ENDED = { code: CLOSE.unauthorised, reason: 'the key of this device was ended' } as const;

/** A brief that is in memory, with its rooms and those who are connected to them. */
export class BriefHost {
  readonly blobs: Blobs;
  private readonly rooms = new Map<string, Room>();
  private readonly refusals = new Buckets(REFUSALS_A_MINUTE / 60, REFUSALS_AT_ONCE);
  private readonly bytes = new Buckets(BYTES_A_SECOND, BYTES_AT_ONCE);
  private readonly answers = new Buckets(ANSWER_BYTES_A_SECOND, ANSWER_BYTES_AT_ONCE);
  private readonly devices = new Buckets(NEW_DEVICES_A_SECOND, NEW_DEVICES_AT_ONCE);
  private isBroken = false;
  private reading: Promise<void> = Promise.resolve();
  private readers = 0;
  /** How many sockets and requests are at work with it. */
  users = 0;

  constructor(
    readonly brief: HostedBrief,
    readonly credentials: Credentials,
    private readonly around: HostSurroundings,
  ) {
    this.blobs = new Blobs(brief.folder);
    brief.onPeople = () => this.checkDevices();
    for (const sentence of brief.damage) around.log('damage', { brief: this.id, sentence });
    // Who was to be sent away when the relay was ended may still have a credential. Damage may only hide who is who.
    if (brief.damage.length === 0) this.checkDevices();
  }

  get id(): BriefId {
    return this.brief.identity.id;
  }

  /** Puts a socket of a device into a room; closes it, with a code that says why, where it can't be there. */
  async connect({ socket, stream }: Opened, name: RoomName, device: Device, acknowledges: boolean): Promise<void> {
    const room = await this.room(name, device.person);
    if (socket.readyState !== socket.OPEN) return;
    const over = this.whyOver(device);
    if (over) {
      socket.close(over.code, over.reason);
      return;
    }
    if (
      room.connections.size >= MAX_SOCKETS_A_ROOM ||
      this.connectionsOf(device.person).length >= MAX_SOCKETS_A_PERSON
    ) {
      socket.close(CLOSE.abuse, 'too many connections');
      return;
    }
    const connection = new Connection(socket, stream, room, device, acknowledges);
    this.users++;
    socket.on('close', () => {
      this.users--;
      room.leave(connection);
      this.credentials.seen(device, this.around.now());
    });
    this.credentials.seen(device, this.around.now());
    room.join(connection);
  }

  /** Appends the entries of somebody who joins, and hands them on. */
  async join(entries: readonly Json[], person: PersonId): Promise<Decision['verdict']> {
    const decision = this.brief.join(entries, person, this.around.now());
    const room = await this.room('notes', person);
    room.spread(decision);
    await decision.durable;
    return decision.verdict;
  }

  /**
   * What was done after a record. One answer at a time, since each reads the whole log.
   *
   * @throws {RequestError} where many wait already
   */
  async recordsAfter(n: number): Promise<LogRecord[]> {
    if (this.readers >= MAX_LOG_READERS) throw new RequestError('too-many-requests', 'Too many read the history now.');
    this.readers++;
    const read = this.reading.then(() => this.brief.recordsAfter(n));
    this.reading = read.then(
      () => {},
      () => {},
    );
    return read.finally(() => this.readers--);
  }

  /** Everybody who has a role or a device. */
  people(): PeopleAnswer {
    const { people } = this.brief;
    const devices = this.credentials.all();
    const online = new Set(this.connections().map(({ device }) => device.id));
    const persons = new Set([...people.members(), ...devices.map(({ person }) => person)]);
    return [...persons].map((person) => ({
      person,
      role: this.brief.roleOf(person),
      devices: devices
        .filter((device) => device.person === person)
        .map(({ id, name, createdAt, lastSeen }) => ({ name, createdAt, lastSeen, online: online.has(id) })),
    }));
  }

  /** Whether a person may get one more credential now. */
  mayHaveDevice(person: PersonId): boolean {
    return this.devices.take(person);
  }

  /** Why a device may not be here any more; undefined where it may. */
  whyOver({ person, key }: Device): typeof REMOVED | typeof KEY_ENDED | undefined {
    const { people } = this.brief;
    if (!people.isMember(person)) return REMOVED;
    return key !== undefined && people.hasEnded(key, person) ? KEY_ENDED : undefined;
  }

  /** Closes the sockets of one person. */
  disconnect(person: PersonId, { code, reason }: { code: number; reason: string }): void {
    for (const connection of this.connectionsOf(person)) connection.close(code, reason);
  }

  connections(): Connection[] {
    return [...this.rooms.values()].flatMap((room) => [...room.connections]);
  }

  /** Closes all sockets, and the brief's files when everything is on the disk. */
  async close(code: number, reason: string): Promise<void> {
    for (const room of this.rooms.values()) room.close(code, reason);
    await this.brief.close();
    await this.credentials.save().catch(() => {});
  }

  private connectionsOf(person: PersonId): Connection[] {
    return this.connections().filter((connection) => connection.person === person);
  }

  private async room(name: RoomName, person: PersonId): Promise<Room> {
    const key = name === 'me' ? `me/${person}` : name;
    const document = await this.brief.document(name, person);
    const room = this.rooms.get(key) ?? new Room(name, document, this.surroundings());
    this.rooms.set(key, room);
    return room;
  }

  private surroundings() {
    return {
      brief: this.id,
      now: () => this.around.now(),
      log: this.around.log,
      mayBeRefusedAgain: (person: PersonId) => this.refusals.take(person),
      mayAsk: (person: PersonId) => this.answers.take(person, QUESTION_BYTES),
      answered: (person: PersonId, bytes: number) => this.answers.charge(person, bytes),
      maySend: (person: PersonId, bytes: number) => this.bytes.take(person, bytes),
      mayHoldUp: (person: PersonId, bytes: number) =>
        this.connectionsOf(person).reduce((sum, { backlog }) => sum + backlog, bytes) <= MAX_BACKLOG_A_PERSON,
      failed: (error: unknown) => this.fail(error),
    };
  }

  private fail(error: unknown): void {
    if (this.isBroken) return;
    this.isBroken = true;
    this.around.log('not-saved', { brief: this.id, cause: error instanceof Error ? error.message : String(error) });
    const isFull = error instanceof Refusal && error.code === 'disk-full';
    this.around.failed(this, isFull ? 'its disk is full' : 'its disk fails');
  }

  /** Whoever is no member any more, or came by a key that was ended, is disconnected, and their credentials end. */
  private checkDevices(): void {
    for (const connection of this.connections()) {
      const over = this.whyOver(connection.device);
      if (over) connection.close(over.code, over.reason);
    }
    this.credentials.end((device) => this.whyOver(device) !== undefined).catch((error: unknown) => this.fail(error));
  }
}
