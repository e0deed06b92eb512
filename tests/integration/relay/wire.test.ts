import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { MAX_BLOB_BYTES } from '../../../app/relay/limits.ts';
import { ACK_PROTOCOL, CLOSE, PLAIN_PROTOCOL, TOKEN_PROTOCOL_PREFIX } from '../../../shared/relay/messages.ts';
import { relayPaths } from '../../../shared/relay/requests.ts';
import { RULE_SENTENCES } from '../../../shared/relay/rules.ts';
import { RawSocket } from '../../support/raw-socket.ts';
import { put, until } from '../../support/relay-client.ts';
import { type Member, TestRelay } from '../../support/relay-data.ts';

let test: TestRelay;
let logged: string[];

beforeEach(async () => {
  logged = [];
  test = await TestRelay.start({ log: (event, about) => logged.push(JSON.stringify({ event, ...about })) });
});

afterEach(() => test.end());

const protocols = ({ token }: { token: string }, first: string = ACK_PROTOCOL) => [
  first,
  `${TOKEN_PROTOCOL_PREFIX}${token}`,
];

const open = (brief: string, room: string, member: { token: string }, first?: string) =>
  RawSocket.open(test.relay.address, brief, room, protocols(member, first));

function annotationBy({ client }: Member, brief: string) {
  return client.entry(brief as never, { type: 'annotated', kind: 'claim', tags: [], anchors: [] });
}

function updateWith(...entries: ReturnType<typeof annotationBy>[]): Uint8Array {
  const doc = new Y.Doc();
  put(doc, ...entries);
  return Y.encodeStateAsUpdate(doc);
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('a socket', () => {
  it.each([
    ['without a credential', 4401, () => [PLAIN_PROTOCOL]],
    ['with a credential that the relay doesn’t know', 4401, () => protocols({ token: 'x'.repeat(55) })],
  ])('%s is closed with %i', async (_name, code, offered) => {
    const { brief } = await test.team({});
    const socket = await RawSocket.open(test.relay.address, brief.id, 'notes', offered());
    expect((await socket.closed).code).toBe(code);
  });

  it('for a brief or a room that isn’t there is closed with 4404', async () => {
    const { brief, ann } = await test.team({});
    expect((await (await open('0'.repeat(64), 'notes', ann)).closed).code).toBe(CLOSE.notFound);
    expect((await (await open(brief.id, 'other', ann)).closed).code).toBe(CLOSE.notFound);
  });

  it('never hears its credential again, and the log never does', async () => {
    const { brief, ann } = await test.team({});
    const socket = await open(brief.id, 'notes', ann);
    expect(socket.socket.protocol).toBe(ACK_PROTOCOL);
    socket.socket.close();
    await socket.closed;
    expect(logged.join('\n')).not.toContain(ann.token);
  });

  it('that sends what can’t be read is closed with 4400', async () => {
    const { brief, ann } = await test.team({});
    for (const bytes of [[], [0], [0, 2, 200], [77], [1, 3, 1, 1], [0, 0, 4, 255, 255, 255, 255]]) {
      const socket = await open(brief.id, 'notes', ann);
      socket.socket.send(Uint8Array.from(bytes));
      expect((await socket.closed).code, String(bytes)).toBe(CLOSE.malformed);
    }
    const text = await open(brief.id, 'notes', ann);
    text.socket.send('hello');
    expect((await text.closed).code).toBe(CLOSE.malformed);
  });

  it('that sends more than 16 MB at once is closed with 1009', async () => {
    const { brief, ann } = await test.team({});
    const socket = await open(brief.id, 'notes', ann);
    socket.socket.send(new Uint8Array(16 * 1024 * 1024 + 1));
    expect((await socket.closed).code).toBe(CLOSE.tooLarge);
  });

  it('that sends without end is closed with 4429', async () => {
    const { brief, ann } = await test.team({});
    const socket = await open(brief.id, 'notes', ann);
    for (let i = 0; i < 3_000; i++) socket.sendPresence(7, i + 1, {});
    expect((await socket.closed).code).toBe(CLOSE.abuse);
  });
});

describe('what is acknowledged', () => {
  it('counts the updates that are decided, and names what was refused', async () => {
    const { brief, members } = await test.team({ bo: 'commenter' });
    const socket = await open(brief.id, 'notes', members.bo);
    const good = updateWith(annotationBy(members.bo, brief.id));
    const forged = { ...annotationBy(members.bo, brief.id), kind: 'fact' };
    const bad = updateWith(forged as never);
    socket.sendUpdate(good);
    socket.sendUpdate(bad);
    socket.sendUpdate(good);
    await until('three are decided', () => socket.decided === 3);
    const sentence = RULE_SENTENCES.entry;
    expect(socket.refused).toEqual([{ update: sha256(bad), rule: 'entry', ids: [forged.id], sentence }]);
  });

  it('waits for the whole difference where something is missing, and asks for it once', async () => {
    const { brief, members } = await test.team({ bo: 'commenter' });
    const socket = await open(brief.id, 'notes', members.bo);
    await until('the relay asked', () => socket.messages.some((message) => message[1] === 0));
    const before = socket.messages.length;
    const doc = new Y.Doc();
    put(doc, annotationBy(members.bo, brief.id));
    const seen = Y.encodeStateVector(doc);
    put(doc, annotationBy(members.bo, brief.id));
    socket.sendUpdate(Y.encodeStateAsUpdate(doc, seen));
    await until('the relay asks again', () => socket.messages.slice(before).some((m) => m[0] === 0 && m[1] === 0));
    expect(socket.decided).toBe(0);
    socket.sendUpdate(Y.encodeStateAsUpdate(doc), 1);
    await until('both are decided', () => socket.decided === 2);
    expect(socket.refused).toEqual([]);
    const other = new Y.Doc();
    put(other, annotationBy(members.bo, brief.id));
    const later = Y.encodeStateVector(other);
    put(other, annotationBy(members.bo, brief.id));
    const gap = Y.encodeStateAsUpdate(other, later);
    socket.sendUpdate(gap);
    socket.sendUpdate(gap, 1);
    await until('both are refused', () => socket.refused.length === 2);
    expect(socket.refused.map(({ rule }) => rule)).toEqual(['pending', 'pending']);
  });

  it('doesn’t call decided what an empty difference left out', async () => {
    const { brief, members } = await test.team({ bo: 'commenter' });
    const socket = await open(brief.id, 'notes', members.bo);
    const doc = new Y.Doc();
    put(doc, annotationBy(members.bo, brief.id));
    const seen = Y.encodeStateVector(doc);
    put(doc, annotationBy(members.bo, brief.id));
    socket.sendUpdate(Y.encodeStateAsUpdate(doc, seen));
    socket.sendUpdate(Y.encodeStateAsUpdate(new Y.Doc()), 1);
    await until('both are decided', () => socket.decided === 2);
    expect(socket.refused.map(({ rule }) => rule)).toEqual(['pending']);
  });

  it('closes a plain client with 4403, and one that is refused again and again with 4429', async () => {
    const { brief, members } = await test.team({ vic: 'viewer' });
    const update = updateWith(annotationBy(members.vic, brief.id));
    const plain = await open(brief.id, 'notes', members.vic, PLAIN_PROTOCOL);
    plain.sendUpdate(update);
    expect(await plain.closed).toEqual({ code: CLOSE.refused, reason: 'role' });
    const again = await open(brief.id, 'notes', members.vic);
    for (let i = 0; i < 100; i++) again.sendUpdate(update);
    expect((await again.closed).code).toBe(CLOSE.abuse);
  });
});

describe('presence', () => {
  it('names the person of its connection, whatever it says', async () => {
    const { brief, ann, notes, members } = await test.team({ bo: 'commenter' });
    const socket = await open(brief.id, 'notes', members.bo);
    socket.sendPresence(4242, 1, { person: ann.client.person.person.id, reads: 3 });
    await until('she sees him', () => notes.provider.awareness.getStates().has(4242));
    expect(notes.provider.awareness.getStates().get(4242)).toEqual({
      person: members.bo.client.person.person.id,
      reads: 3,
    });
    socket.socket.terminate();
    await until('he is gone', () => !notes.provider.awareness.getStates().has(4242));
  });

  it('can’t be taken over or ended by somebody else', async () => {
    const { brief, notes, members } = await test.team({ bo: 'commenter' });
    const { awareness } = notes.provider;
    awareness.setLocalState({ here: true });
    const socket = await open(brief.id, 'notes', members.bo);
    await until('he sees her', () => socket.messages.some((message) => message[0] === 1 && message.length > 4));
    socket.sendPresence(awareness.clientID, 99, { here: false });
    socket.sendPresence(awareness.clientID, 100, null);
    socket.sendPresence(1, 1, { marker: true });
    await until('what he sent has come', () => awareness.getStates().has(1));
    expect(awareness.getLocalState()).toEqual({ here: true });
  });
});

describe('a stock y-websocket client with a commenter’s credential', () => {
  it('adds a signed annotation, and can do nothing else', async () => {
    const { brief, ann, notes, members } = await test.team({ bo: 'commenter' });
    const entries = notes.doc.getMap('entries');
    const hers = annotationBy(ann, brief.id);
    put(notes.doc, hers);
    const tries: Record<string, (doc: Y.Doc) => void> = {
      'another’s entry deleted': (doc) => doc.getMap('entries').delete(hers.id),
      'another’s entry changed': (doc) => doc.getMap('entries').set(hers.id, { ...hers, kind: 'fact' }),
      'an entry that isn’t one': (doc) => doc.getMap('entries').set('x', 1),
      'a word in another’s name': (doc) =>
        put(doc, { ...annotationBy(members.bo, brief.id), by: ann.client.person.person.id }),
      'a role': (doc) =>
        put(
          doc,
          members.bo.client.entry(brief.id, {
            type: 'role',
            person: members.bo.client.person.person.id,
            role: 'owner',
          }),
        ),
      'another root': (doc) => doc.getMap('more').set('x', 1),
    };
    for (const [name, attempt] of Object.entries(tries)) {
      const room = test.keep(members.bo.client.connect(brief.id, 'notes', members.bo.token));
      await until('he has what is there', () => room.doc.getMap('entries').has(hers.id));
      const closed = new Promise<number>((done) =>
        room.provider.on('connection-close', (event) => done(event?.code ?? 0)),
      );
      attempt(room.doc);
      expect(await closed, name).toBe(CLOSE.refused);
      room.provider.destroy();
    }
    const text = test.keep(members.bo.client.connect(brief.id, 'text', members.bo.token));
    await until('he reads the article', () => text.provider.synced);
    const closed = new Promise<number>((done) =>
      text.provider.on('connection-close', (event) => done(event?.code ?? 0)),
    );
    text.doc.getXmlFragment('body').insert(0, [new Y.XmlElement('paragraph')]);
    expect(await closed, 'the article').toBe(CLOSE.refused);
    text.provider.destroy();

    const room = test.keep(members.bo.client.connect(brief.id, 'notes', members.bo.token));
    const his = annotationBy(members.bo, brief.id);
    put(room.doc, his);
    await until('she has it', () => entries.has(his.id));
    expect([...entries.keys()].sort()).toEqual([...room.doc.getMap('entries').keys()].sort());
    expect(entries.get(hers.id)).toEqual(JSON.parse(JSON.stringify(hers)));
  });
});

describe('what I have read', () => {
  it('goes to my other devices, is kept, and is nobody else’s', async () => {
    const { brief, members } = await test.team({ bo: 'commenter', vic: 'viewer' });
    const { token } = (await members.bo.client.addDevice(brief.id)).body;
    const one = test.keep(members.bo.client.connect(brief.id, 'me', members.bo.token));
    const two = test.keep(members.bo.client.connect(brief.id, 'me', token));
    const other = test.keep(members.vic.client.connect(brief.id, 'me', members.vic.token));
    await until('all are there', () => [one, two, other].every(({ provider }) => provider.synced));
    one.doc.getMap('read').set('a', 1);
    await until('the other device knows', () => two.doc.getMap('read').get('a') === 1);
    await test.restart();
    const three = test.keep(members.bo.client.connect(brief.id, 'me', token));
    await until('it was kept', () => three.doc.getMap('read').get('a') === 1);
    expect(other.doc.getMap('read').size).toBe(0);
  });

  it('has a size', async () => {
    const { brief, ann } = await test.team({});
    const socket = await open(brief.id, 'me', ann);
    const doc = new Y.Doc();
    doc.getMap('read').set('x', 'x'.repeat(64 * 1024));
    socket.sendUpdate(Y.encodeStateAsUpdate(doc));
    await until('it is refused', () => socket.refused.length === 1);
    expect(socket.refused[0]?.rule).toBe('quota');
  });
});

describe('images', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

  async function put_(token: string, brief: string, sha: string, bytes: Buffer): Promise<number> {
    const response = await fetch(`${test.relay.address}${relayPaths.blob(brief, sha)}`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${token}` },
      body: new Blob([new Uint8Array(bytes)]),
    });
    await response.arrayBuffer();
    return response.status;
  }

  /** Says how long an image is and sends none: while somebody sends, the end of the connection may overtake the answer. */
  function announced(token: string, brief: string, length: number): Promise<number | undefined> {
    const headers = { Authorization: `Bearer ${token}`, 'Content-Length': length };
    const address = `${test.relay.address}${relayPaths.blob(brief, '0'.repeat(64))}`;
    return new Promise((done, failed) => {
      const asked = request(address, { method: 'PUT', headers, agent: false }, ({ statusCode }) => {
        done(statusCode);
        asked.destroy();
      });
      asked.on('error', failed);
      asked.flushHeaders();
    });
  }

  it('are kept under their hash, from those who may comment, as images only', async () => {
    const { brief, ann, members } = await test.team({ bo: 'commenter', vic: 'viewer' });
    expect(await put_(ann.token, brief.id, sha256(png), png)).toBe(200);
    expect(await put_(ann.token, brief.id, '0'.repeat(64), png)).toBe(422);
    const page = Buffer.from('<script>alert(1)</script>');
    expect(await put_(ann.token, brief.id, sha256(page), page)).toBe(415);
    expect(await put_(members.bo.token, brief.id, sha256(png), png)).toBe(200);
    expect(await put_(members.vic.token, brief.id, sha256(png), png)).toBe(403);
    expect(await put_('x', brief.id, sha256(png), png)).toBe(401);
    expect(await announced(ann.token, brief.id, MAX_BLOB_BYTES + 1)).toBe(413);
    const answer = await fetch(`${test.relay.address}${relayPaths.blob(brief.id, sha256(png))}`, {
      headers: { Authorization: `Bearer ${members.bo.token}` },
    });
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await answer.arrayBuffer()).equals(png)).toBe(true);
  });
});
