import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { encoding } from 'lib0';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  MAX_AWARENESS_MESSAGE_BYTES,
  MAX_TRANSFERS_A_PERSON,
  NEW_DEVICES_AT_ONCE,
  PRESENCE_BYTES_A_SECOND,
  PRESENCE_BYTES_AT_ONCE,
} from '../../../app/relay/limits.ts';
import { NotesAdmission } from '../../../app/relay/notes-admission.ts';
import type { Identity } from '../../../app/services/identity/profile.ts';
import type { Entry, Payload } from '../../../shared/model/entry.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import { ACK_PROTOCOL, CLOSE, MESSAGE, type RoomName, TOKEN_PROTOCOL_PREFIX } from '../../../shared/relay/messages.ts';
import { relayPaths } from '../../../shared/relay/requests.ts';
import { briefOf, entryBy, personCalled } from '../../support/people.ts';
import { RawSocket } from '../../support/raw-socket.ts';
import { put, until } from '../../support/relay-client.ts';
import { type Member, type Team, TestRelay } from '../../support/relay-data.ts';

type Role = 'com' | 'vic' | 'rem';

let test: TestRelay;
let team: Team<Role>;

beforeEach(async () => {
  test = await TestRelay.start();
  team = await test.team({ com: 'commenter', vic: 'viewer', rem: 'editor' });
});

afterEach(() => test.end());

const open = (room: RoomName, token: string) =>
  RawSocket.open(test.relay.address, team.brief.id, room, [ACK_PROTOCOL, `${TOKEN_PROTOCOL_PREFIX}${token}`]);

const annotation = ({ client }: Member) =>
  client.entry(team.brief.id, { type: 'annotated', kind: 'claim', tags: [], anchors: [] });

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Memory of both ends that is in use, since this process is both. */
async function memory(): Promise<number> {
  await new Promise((done) => setTimeout(done, 100));
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const MB = 1024 * 1024;

/** Asks for the whole state. */
function askAll(socket: RawSocket): void {
  socket.send(MESSAGE.sync, (encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint8Array(encoder, Uint8Array.of(0));
  });
}

/** Sends bytes as they are, as presence. */
function sendAwareness(socket: RawSocket, write: (encoder: encoding.Encoder) => void): void {
  socket.send(MESSAGE.awareness, (encoder) => encoding.writeVarUint8Array(encoder, encoding.encode(write)));
}

describe('memory of the relay', () => {
  it('isn’t held by updates that wait for something that never comes', async () => {
    const socket = await open('notes', team.members.com.token);
    const doc = new Y.Doc();
    put(doc, annotation(team.members.com));
    const missing = Y.encodeStateVector(doc);
    doc.getMap('entries').set('a'.repeat(64), 'x'.repeat(2 * MB));
    const pending = Y.encodeStateAsUpdate(doc, missing);
    const before = await memory();
    for (let i = 0; i < 20; i++) {
      socket.sendUpdate(pending, 2);
      await new Promise((done) => setTimeout(done, 10));
    }
    // It answers when it has read all that came before.
    askAll(socket);
    const isAnswer = ([kind, step]: Uint8Array) => kind === MESSAGE.sync && step === 1;
    await until('they were read', () => socket.messages.some(isAnswer), 30_000);
    // 40 MB were sent.
    expect((await memory()) - before).toBeLessThan(20 * MB);
    expect(socket.decided).toBe(0);
  });

  it('isn’t held by one person who reads nothing on many sockets', async () => {
    const reader = await test.enlarge(team);
    const lazy: RawSocket[] = [];
    for (let i = 0; i < 20; i++) lazy.push(await open('notes', team.members.vic.token));
    for (const socket of lazy) socket.socket.pause();
    const before = await memory();
    for (const socket of lazy) for (let i = 0; i < 4; i++) askAll(socket);
    await new Promise((done) => setTimeout(done, 1_500));
    // 80 answers of 3 MB each were asked for.
    expect((await memory()) - before).toBeLessThan(100 * MB);
    for (const socket of lazy) socket.socket.resume();
    const codes = await Promise.race([
      Promise.all(lazy.slice(-5).map(async (socket) => (await socket.closed).code)),
      new Promise<number[]>((done) => setTimeout(() => done([]), 5_000)),
    ]);
    for (const code of codes) expect([CLOSE.tryAgain, 1006]).toContain(code);
    // Whoever reads isn't kept waiting.
    put(team.notes.doc, annotation(team.ann));
    await until('others go on', () => reader.doc.getMap('entries').size >= 8, 30_000);
  });

  it('isn’t held by images that are brought slowly: the others wait for their turn', async () => {
    const { port } = new URL(test.relay.address);
    const token = team.members.com.token;
    const head = (sha256: string, length: number) =>
      `PUT ${relayPaths.blob(team.brief.id, sha256)} HTTP/1.1\r\nHost: relay\r\nAuthorization: Bearer ${token}\r\nContent-Length: ${length}\r\n\r\n`;
    const part = randomBytes(2 * MB);
    const before = await memory();
    const slow = Array.from({ length: 24 }, (_, i) => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => {});
      socket.write(head(createHash('sha256').update(String(i)).digest('hex'), 18 * MB));
      socket.write(part);
      return socket;
    });
    await new Promise((done) => setTimeout(done, 1_000));
    // 48 MB are on their way; of those that wait nothing is read.
    expect((await memory()) - before).toBeLessThan((MAX_TRANSFERS_A_PERSON + 8) * 2 * MB);
    for (const socket of slow) socket.destroy();
    const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), randomBytes(100)]);
    const sha256 = createHash('sha256').update(png).digest('hex');
    const response = await fetch(`${test.relay.address}${relayPaths.blob(team.brief.id, sha256)}`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${token}` },
      body: png,
    });
    expect(response.status).toBe(200);
  });
});

describe('the relay’s time', () => {
  it('isn’t taken by the whole state sent back again and again', async () => {
    const socket = await open('notes', team.members.vic.token);
    const known = Y.encodeStateAsUpdate(team.notes.doc);
    // It brings nothing new, so it is admitted from anybody; but each has to be read.
    socket.sendUpdate(known);
    await until('that is decided', () => socket.decided === 1);
    const large = new Y.Doc();
    put(large, ...[...team.notes.doc.getMap('entries').values()].map((entry) => entry as Entry));
    large.getMap('entries').set('filler', 'x'.repeat(8 * MB));
    const update = Y.encodeStateAsUpdate(large);
    let isOpen = true;
    void socket.closed.then(() => {
      isOpen = false;
    });
    for (let i = 0; i < 40 && isOpen; i++) {
      socket.sendUpdate(update);
      await new Promise((done) => setTimeout(done, 20));
    }
    expect(await socket.closed).toMatchObject({ code: CLOSE.abuse, reason: 'too much at once' });
  });

  it('isn’t taken by presences without end', async () => {
    const socket = await open('notes', team.members.vic.token);
    sendAwareness(socket, (encoder) => {
      encoding.writeVarUint(encoder, 400_000);
      for (let i = 0; i < 400_000; i++) {
        encoding.writeVarUint(encoder, i);
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarString(encoder, 'null');
      }
    });
    expect((await socket.closed).code).toBe(CLOSE.malformed);
    expect(MAX_AWARENESS_MESSAGE_BYTES).toBeLessThan(400_000 * 7);
  });

  it('isn’t taken by credentials without end', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < NEW_DEVICES_AT_ONCE + 5; i++)
      statuses.push((await team.members.com.client.addDevice(team.brief.id, Date.now() + i)).status);
    expect(statuses.slice(0, 20).every((status) => status === 200)).toBe(true);
    expect(statuses.at(-1)).toBe(429);
    // Others still get theirs.
    expect((await team.ann.client.addDevice(team.brief.id)).status).toBe(200);
  });
});

describe('presence', () => {
  it('can’t be made to cost everybody their line', async () => {
    const watcher = await open('notes', team.ann.token);
    const loud = await open('notes', team.members.vic.token);
    const received = () => watcher.messages.reduce((sum, { length }) => sum + length, 0);
    const before = received();
    const began = performance.now();
    for (let clock = 1; clock <= 150; clock++) {
      for (let client = 1; client <= 10; client++) loud.sendPresence(client, clock, { filler: 'x'.repeat(3_900) });
      await new Promise((done) => setTimeout(done, 10));
    }
    await new Promise((done) => setTimeout(done, 300));
    // 6 MB were sent. What goes on is what one person may send in that time, and less than all where that was long.
    const seconds = (performance.now() - began) / 1_000;
    const allowed = PRESENCE_BYTES_AT_ONCE + seconds * PRESENCE_BYTES_A_SECOND;
    expect(received() - before).toBeLessThan(Math.min(1.5 * allowed, 5 * MB));
    expect(loud.socket.readyState).toBe(loud.socket.OPEN);
    // Whoever behaves is seen.
    const other = await open('notes', team.members.com.token);
    other.sendPresence(77, 1, { at: 'here' });
    await until('she is seen', () => watcher.messages.some((m) => Buffer.from(m).includes('"at":"here"')));
  });
});

describe('a brief that is full', () => {
  it('takes nothing more from anybody, but what makes room and ends who filled it', () => {
    const [ann, bo] = [personCalled('Ann Okoro'), personCalled('Bo Tan')];
    const id = briefOf(ann);
    const notes = new NotesAdmission({ id, founder: ann.person.id, nonce: '' });
    const now = Date.now();
    const judged = (author: Identity, isFull: boolean, ...payloads: Payload[]) => {
      const entries = payloads.map((payload, i) => entryBy(author, id, now + i, payload));
      const update = NotesAdmission.updateOf(entries as never);
      const verdict = notes.take(update, { person: author.person.id, now, isFull });
      return { entries, said: verdict.is === 'refused' ? verdict.rule : verdict.is };
    };
    const note: Payload = { type: 'annotated', kind: 'note', tags: [], anchors: [] };
    const role = (of: 'commenter' | 'removed'): Payload => ({ type: 'role', person: bo.person.id, role: of });
    expect(judged(ann, false, role('commenter')).said).toBe('admitted');
    const { entries, said } = judged(bo, false, note);
    expect(said).toBe('admitted');
    expect(judged(bo, true, note).said).toBe('quota');
    expect(judged(ann, true, note).said).toBe('quota');
    expect(judged(ann, true, { type: 'erased', target: entries[0]?.id as EntryId }).said).toBe('admitted');
    expect(judged(ann, true, role('removed')).said).toBe('admitted');
  });
});

describe('a room', () => {
  it('takes no update of another', async () => {
    const entry = annotation(team.ann);
    const doc = new Y.Doc();
    put(doc, entry);
    const notes = Y.encodeStateAsUpdate(doc);
    const text = await open('text', team.ann.token);
    text.sendUpdate(notes);
    await until('it is refused', () => text.refused.length === 1);
    expect(['place', 'schema']).toContain(text.refused[0]?.rule);
    // In the other brief of the same people too.
    const { brief, body } = await team.ann.client.share();
    const other = await RawSocket.open(test.relay.address, brief.id, 'notes', [
      ACK_PROTOCOL,
      `${TOKEN_PROTOCOL_PREFIX}${body.token}`,
    ]);
    other.sendUpdate(notes);
    await until('it is refused there', () => other.refused.length === 1);
    expect(other.refused[0]).toMatchObject({ rule: 'entry', ids: [entry.id] });
    // And what is mine is nobody's.
    const me = await open('me', team.members.com.token);
    me.sendUpdate(notes);
    await until('it is mine', () => me.decided === 1);
    const hers = await open('me', team.ann.token);
    askAll(hers);
    await until('she is answered', () => hers.messages.length >= 2);
    expect(hers.messages.some((message) => Buffer.from(message).includes(entry.id))).toBe(false);
  });

  it('is closed to whoever was removed, to another’s credential, and to none', async () => {
    const { rem, com } = team.members;
    const inside = await open('text', rem.token);
    put(
      team.notes.doc,
      team.ann.client.entry(team.brief.id, { type: 'role', person: rem.client.person.person.id, role: 'removed' }),
    );
    expect((await inside.closed).code).toBe(CLOSE.removed);
    for (const room of ['notes', 'text', 'me'] as const) {
      for (const token of [rem.token, '', 'x', `${com.token.slice(0, -4)}AAAA`]) {
        const socket = await open(room, token);
        socket.sendUpdate(Y.encodeStateAsUpdate(team.notes.doc));
        expect((await socket.closed).code).toBe(CLOSE.unauthorised);
        expect(socket.messages).toEqual([]);
      }
    }
    const paths = [relayPaths.log(team.brief.id, 0), relayPaths.people(team.brief.id)];
    for (const path of paths) expect((await com.client.ask('GET', path, undefined, rem.token)).status).toBe(401);
    expect((await rem.client.addDevice(team.brief.id)).status).toBe(403);
  });

  it('takes from a commenter and a viewer what their role allows, and nothing under another’s name', async () => {
    const { com, vic } = team.members;
    const socket = await open('notes', com.token);
    const alien = { ...annotation(com), by: team.ann.client.person.person.id } as Entry;
    const attempts: [Member, Entry][] = [
      [com, alien],
      [com, com.client.entry(team.brief.id, { type: 'role', person: com.client.person.person.id, role: 'owner' })],
      [vic, annotation(vic)],
    ];
    const sockets = new Map([
      [com, socket],
      [vic, await open('notes', vic.token)],
    ]);
    for (const [who, entry] of attempts) {
      const doc = new Y.Doc();
      put(doc, entry);
      const theirs = sockets.get(who) as RawSocket;
      const before = theirs.refused.length;
      theirs.sendUpdate(Y.encodeStateAsUpdate(doc));
      await until('it is refused', () => theirs.refused.length === before + 1);
    }
    const text = await open('text', com.token);
    const doc = new Y.Doc();
    doc.getXmlFragment('body').insert(0, [new Y.XmlElement('paragraph')]);
    text.sendUpdate(Y.encodeStateAsUpdate(doc));
    await until('the article is not theirs', () => text.refused.length === 1);
    expect(text.refused[0]?.rule).toBe('role');
    expect(team.notes.doc.getMap('entries').size).toBe(3);
  });
});
