import { decoding, encoding } from 'lib0';
import type { PersonId } from '../../shared/model/ids.ts';
import { MESSAGE } from '../../shared/relay/messages.ts';
import {
  MAX_AWARENESS_BYTES,
  MAX_AWARENESS_CLIENTS,
  MAX_AWARENESS_MESSAGE_BYTES,
  PRESENCE_BYTES_A_SECOND,
  PRESENCE_BYTES_AT_ONCE,
} from './limits.ts';
import { Buckets } from './token-bucket.ts';

interface State {
  clock: number;
  /** As JSON; `null` where it is gone. */
  json: string;
  /** The connection that it came by. */
  from: object;
}

/** Hears which Yjs client ids are present, and whose each is. */
export interface PresenceListener {
  came(client: number, person: PersonId): void;
  went(client: number): void;
}

/**
 * Who is in a room and where, in y-protocols' form. Each state names the person of the connection that it came by,
 * whatever it says itself; what changed goes out together.
 */
export class RoomAwareness {
  private readonly states = new Map<number, State>();
  private readonly dirty = new Set<number>();
  private readonly bytes = new Buckets(PRESENCE_BYTES_A_SECOND, PRESENCE_BYTES_AT_ONCE);

  constructor(private readonly listener?: PresenceListener) {}

  /**
   * Takes the states that a connection sends.
   *
   * @param connection stands for the connection
   * @throws {Error} where it can't be read, is too large, or claims the state of another connection
   */
  take(update: Uint8Array, connection: object, person: PersonId): void {
    if (update.length > MAX_AWARENESS_MESSAGE_BYTES) throw new RangeError('It has more presences than there are.');
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    for (let i = 0; i < count; i++) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      const json = decoding.readVarString(decoder);
      const known = this.states.get(client);
      // A client tells what it knows of others too: that is no news, and may be old.
      if (known && known.from !== connection && known.json !== 'null') continue;
      if (json.length > MAX_AWARENESS_BYTES) throw new RangeError('Its presence is too large.');
      const state = withPerson(json, person);
      if (!known && state === 'null') continue;
      if (known && (clock < known.clock || (clock === known.clock && state !== 'null'))) continue;
      if (known?.from !== connection && this.clientsOf(connection).length >= MAX_AWARENESS_CLIENTS)
        throw new RangeError('It has more presences than one connection needs.');
      if (!this.bytes.take(person, state.length)) continue;
      if (!known) this.listener?.came(client, person);
      this.states.set(client, { clock, json: state, from: connection });
      this.dirty.add(client);
    }
  }

  /** A connection is gone, and with it its presence. */
  leave(connection: object): void {
    for (const client of this.clientsOf(connection)) {
      const state = this.states.get(client) as State;
      this.states.set(client, { ...state, clock: state.clock + 1, json: 'null' });
      this.dirty.add(client);
    }
  }

  /** What changed since this was asked last, as one message; undefined where nothing did. */
  changes(): Uint8Array | undefined {
    if (this.dirty.size === 0) return undefined;
    const message = this.messageOf([...this.dirty]);
    for (const client of this.dirty) {
      if (this.states.get(client)?.json !== 'null') continue;
      this.states.delete(client);
      this.listener?.went(client);
    }
    this.dirty.clear();
    return message;
  }

  /** Everybody's presence, as one message; undefined where nobody is here. */
  all(): Uint8Array | undefined {
    return this.states.size === 0 ? undefined : this.messageOf([...this.states.keys()]);
  }

  private clientsOf(connection: object): number[] {
    return [...this.states].filter(([, state]) => state.from === connection).map(([client]) => client);
  }

  private messageOf(clients: readonly number[]): Uint8Array {
    return awarenessMessage((encoder) => {
      encoding.writeVarUint(encoder, clients.length);
      for (const client of clients) {
        const { clock, json } = this.states.get(client) as State;
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, clock);
        encoding.writeVarString(encoder, json);
      }
    });
  }
}

/** Says nothing, in words that every y-websocket client takes. */
export const KEEP_ALIVE_MESSAGE = awarenessMessage((encoder) => encoding.writeVarUint(encoder, 0));

function awarenessMessage(write: (encoder: encoding.Encoder) => void): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, encoding.encode(write));
  });
}

function withPerson(json: string, person: PersonId): string {
  const state: unknown = JSON.parse(json);
  if (state === null) return 'null';
  if (typeof state !== 'object' || Array.isArray(state)) throw new RangeError('Presence is an object.');
  return JSON.stringify({ ...state, person });
}
