import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { makeKeys, makeNonce, signerOf, verifying } from '../../app/services/crypto.ts';
import type { Identity } from '../../app/services/identity/profile.ts';
import { briefIdOf, type Entry, joinText, type Payload } from '../../shared/model/entry.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { PLAIN_PROTOCOL, type RoomName, TOKEN_PROTOCOL_PREFIX } from '../../shared/relay/messages.ts';
import {
  type DeviceAnswer,
  type LookAnswer,
  proofTexts,
  relayPaths,
  type ShareAnswer,
} from '../../shared/relay/requests.ts';
import { entryBy } from './people.ts';

/** A brief that somebody has shared, as the tests' own client sees it. */
export interface SharedBrief {
  id: BriefId;
  founder: Identity;
  nonce: string;
}

/** Somebody's answer from a relay, whatever it is. */
export interface Answered<T> {
  status: number;
  body: T;
}

/** A client of a relay that is written apart from the app, on y-websocket as it comes. */
export class RelayClient {
  constructor(
    readonly address: string,
    readonly person: Identity,
  ) {}

  /** Founds and shares a brief. */
  async share(nonce = makeNonce(), at = Date.now()): Promise<Answered<ShareAnswer> & { brief: SharedBrief }> {
    const { person, keys } = this.person;
    const id = briefIdOf(person.id, nonce, verifying.sha256);
    const proof = signerOf(keys)(proofTexts.share(id, person.id, at));
    const body = { founder: person.id, nonce, key: keys.public, at, device: 'test', proof };
    const answer = await this.ask<ShareAnswer>('PUT', relayPaths.brief(id), body);
    return { ...answer, brief: { id, founder: this.person, nonce } };
  }

  /** Asks for a credential as a member. */
  addDevice(brief: BriefId, at = Date.now()): Promise<Answered<DeviceAnswer>> {
    const { person, keys } = this.person;
    const proof = signerOf(keys)(proofTexts.device(brief, person.id, at));
    return this.ask('POST', relayPaths.devices(brief), {
      person: person.id,
      key: keys.public,
      at,
      device: 'test',
      proof,
    });
  }

  /** Looks at an invitation. */
  look(brief: BriefId, invitation: Entry, secret: Identity['keys'], at = Date.now()): Promise<Answered<LookAnswer>> {
    const proof = signerOf(secret)(proofTexts.look(invitation.id, at));
    return this.ask('POST', relayPaths.invitation(brief), { invitation: invitation.id, at, proof });
  }

  /** Joins by an invitation. */
  redeem(
    brief: BriefId,
    invitation: Entry,
    secret: Identity['keys'],
    at = Date.now(),
  ): Promise<Answered<DeviceAnswer>> {
    const { person, keys } = this.person;
    const { name, initials, colour } = person;
    const proof = signerOf(keys)(proofTexts.redeem(brief, person.id, at));
    const join = signerOf(secret)(joinText(brief, person.id));
    return this.ask('POST', relayPaths.redeem(brief), {
      person: entryBy(this.person, brief, at, { type: 'person', name, initials, colour }),
      joined: entryBy(this.person, brief, at + 1, {
        type: 'joined',
        invitation: invitation.id,
        lock: secret.public,
        proof: join,
      }),
      device: 'test',
      at,
      proof,
    });
  }

  /** Sends a request. */
  async ask<T>(method: string, path: string, body?: unknown, token?: string): Promise<Answered<T>> {
    const response = await fetch(`${this.address}${path}`, {
      method,
      headers: { ...(token ? { Authorization: `Bearer ${token}` } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as T };
  }

  /** Connects to a room with y-websocket as it comes. */
  connect(
    brief: BriefId,
    room: RoomName,
    token: string,
    doc = new Y.Doc(),
    protocol: string = PLAIN_PROTOCOL,
  ): Connected {
    const server = `${this.address.replace(/^http/, 'ws')}/v1/${brief}`;
    const provider = new WebsocketProvider(server, room, doc, {
      WebSocketPolyfill: WebSocket as never,
      protocols: [protocol, `${TOKEN_PROTOCOL_PREFIX}${token}`],
      disableBc: true,
    });
    return { provider, doc };
  }

  /** One of the person's own entries, signed. */
  entry(brief: BriefId, payload: Payload, at = Date.now()): Entry {
    return entryBy(this.person, brief, at, payload);
  }
}

/** A room as y-websocket sees it. */
export interface Connected {
  provider: WebsocketProvider;
  doc: Y.Doc;
}

/** Puts entries into notes. */
export function put(doc: Y.Doc, ...entries: Entry[]): void {
  doc.transact(() => {
    for (const entry of entries) doc.getMap('entries').set(entry.id, JSON.parse(JSON.stringify(entry)));
  });
}

/** An invitation with its secret. */
export function invitationBy(
  owner: RelayClient,
  brief: BriefId,
  role: 'viewer' | 'commenter' | 'editor' | 'owner',
  uses = 1,
  expires = Date.now() + 3_600_000,
): { entry: Entry; secret: Identity['keys'] } {
  const secret = makeKeys();
  return { secret, entry: owner.entry(brief, { type: 'invited', lock: secret.public, role, expires, uses }) };
}

/** Waits until something is so, asking often; fails after a while. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  milliseconds = 20_000,
): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It did not come true: ${what}.`);
    await new Promise((done) => setTimeout(done, 10));
  }
}
