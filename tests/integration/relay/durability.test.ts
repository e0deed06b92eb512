import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Relay } from '../../../app/relay/relay.ts';
import type { Entry } from '../../../shared/model/entry.ts';
import { ACK_PROTOCOL, TOKEN_PROTOCOL_PREFIX } from '../../../shared/relay/messages.ts';
import { type LogAnswer, relayPaths } from '../../../shared/relay/requests.ts';
import { filesUnder } from '../../support/files-under.ts';
import { personCalled } from '../../support/people.ts';
import { seededRandom } from '../../support/random.ts';
import { RawSocket } from '../../support/raw-socket.ts';
import { put, RelayClient, until } from '../../support/relay-client.ts';
import { TestRelay } from '../../support/relay-data.ts';
import { RelayProcess } from '../../support/relay-process.ts';
import { SEED, times, within } from '../../support/torture.ts';

const KILLS = times('relay-kills', 3, 300);
/** Each kill adds some hundred entries, all of which are read after it. */
const KILLS_A_BRIEF = 20;

const open = (address: string, brief: string, token: string) =>
  RawSocket.open(address, brief, 'notes', [ACK_PROTOCOL, `${TOKEN_PROTOCOL_PREFIX}${token}`]);

const annotationBy = (client: RelayClient, brief: string) =>
  client.entry(brief as never, { type: 'annotated', kind: 'claim', tags: [], anchors: [] });

/** Every entry in the history of a brief. */
async function entriesInLog(client: RelayClient, brief: string, token: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let after = 0; ; ) {
    const { body } = await client.ask<LogAnswer>('GET', relayPaths.log(brief, after), undefined, token);
    for (const { n, entries } of body.records) {
      after = n;
      for (const json of entries ?? []) ids.add((JSON.parse(json) as Entry).id);
    }
    if (!body.more) return ids;
  }
}

describe('a relay that is killed', () => {
  let data: string;
  let process_: RelayProcess;

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'briefmark-relay-'));
    process_ = RelayProcess.start('--data', data, '--port', '0');
  });

  afterEach(async () => {
    await process_.kill();
    await rm(data, { recursive: true });
  });

  it(
    `has everything that it acknowledged, and everything that it handed on, ${KILLS} times (seed ${SEED})`,
    async () => {
      const random = seededRandom(SEED);
      const ann = personCalled('Ann');
      const share = async () => new RelayClient(await process_.address(), ann).share();
      let { brief, body } = await share();
      let sent: string[] = [];
      let unacknowledged = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        if (kill > 0 && kill % KILLS_A_BRIEF === 0) {
          ({ brief, body } = await share());
          sent = [];
        }
        const client = new RelayClient(await process_.address(), ann);
        const socket = await open(client.address, brief.id, body.token);
        const doc = new Y.Doc();
        doc.on('update', (update: Uint8Array) => socket.sendUpdate(update));
        const other = client.connect(brief.id, 'notes', body.token);
        const handedOn = other.doc.getMap('entries');
        await until('somebody else is there', () => other.provider.synced);
        const mine: string[] = [];
        const end = performance.now() + random() * 300;
        // On a busy machine nothing may be decided by then.
        while (performance.now() < end || socket.decided === 0) {
          const entry = annotationBy(client, brief.id);
          put(doc, entry);
          mine.push(entry.id);
          if (random() < 0.3) await new Promise((done) => setTimeout(done, random() * 5));
        }
        await process_.kill();
        await socket.closed;
        other.provider.destroy();
        const got = mine.filter((id) => handedOn.has(id));
        unacknowledged += Math.max(0, got.length - socket.decided);
        sent.push(...mine.slice(0, socket.decided), ...got);
        process_ = RelayProcess.start('--data', data, '--port', '0');
        const later = new RelayClient(await process_.address(), ann);
        const kept = await entriesInLog(later, brief.id, body.token);
        expect(
          sent.filter((id) => !kept.has(id)),
          `after kill ${kill}`,
        ).toEqual([]);
      }
      expect(sent.length).toBeGreaterThan(0);
      // Else nothing was seen of what is handed on before it is acknowledged.
      if (KILLS > 100) expect(unacknowledged).toBeGreaterThan(0);
    },
    within(180_000),
  );

  it('says when all is on the disk, if it is asked to end', async () => {
    await process_.address();
    process_.child.kill('SIGTERM');
    expect(await process_.ended).toEqual({ code: 0, signal: null });
    expect(process_.lines.map(({ event }) => event)).toEqual(['listening', 'stopping', 'stopped']);
    expect(process_.lines.at(-1)).toMatchObject({ saved: true });
  });
});

describe('an entry that was erased', () => {
  let test: TestRelay;

  beforeEach(async () => {
    test = await TestRelay.start();
  });

  afterEach(() => test.end());

  async function bytesOnDisk(): Promise<string> {
    return Buffer.concat([...(await filesUnder(test.data)).values()]).toString('latin1');
  }

  it('leaves the disk and everybody’s notes, and never comes back', async () => {
    const { brief, ann, notes, members } = await test.team({ bo: 'commenter' });
    const his = test.keep(members.bo.client.connect(brief.id, 'notes', members.bo.token));
    const annotation = annotationBy(members.bo.client, brief.id);
    const said = members.bo.client.entry(brief.id, {
      type: 'commented',
      annotation: annotation.id,
      body: 'The secret word.',
    });
    put(his.doc, annotation, said);
    await until('she has both', () => notes.doc.getMap('entries').has(said.id));
    expect(await bytesOnDisk()).toContain('The secret word.');
    const before = [...notes.doc.getMap('entries').keys()];
    // She only says so, and the relay takes it out of the notes.
    put(notes.doc, ann.client.entry(brief.id, { type: 'erased', target: said.id }));
    await until('it is gone from both', () => [his, notes].every(({ doc }) => !doc.getMap('entries').has(said.id)));
    await until('it is gone from the disk', async () => !(await bytesOnDisk()).includes('The secret word.'));

    await test.restart();
    await until('he is back', () => his.provider.wsconnected);
    const fresh = test.keep(ann.client.connect(brief.id, 'notes', ann.token));
    await until('everything else is there', () => fresh.doc.getMap('entries').size === before.length);
    expect([...fresh.doc.getMap('entries').keys()].sort()).toEqual([...notes.doc.getMap('entries').keys()].sort());
    const socket = await open(test.relay.address, brief.id, members.bo.token);
    // Yjs orders what two clients write to one key by their ids: one lands before its tombstone, one behind it.
    for (const clientID of [1, 0xffffffff]) {
      const doc = new Y.Doc();
      doc.clientID = clientID;
      put(doc, said);
      socket.sendUpdate(Y.encodeStateAsUpdate(doc));
    }
    await until('both are decided', () => socket.decided === 2);
    expect(socket.refused).toMatchObject([{ rule: 'erased', ids: [said.id] }]);
    expect(await bytesOnDisk()).not.toContain('The secret word.');
    // A client that has it still, under its own struct, goes on: its own deletion is no news.
    const next = annotationBy(members.bo.client, brief.id);
    put(his.doc, next);
    await until('she has what he says next', () => fresh.doc.getMap('entries').has(next.id));
  });
});

describe('a damaged log', () => {
  it('costs what was in the damaged record, which a client gives back', async () => {
    const test = await TestRelay.start();
    try {
      const { brief, ann, notes } = await test.team({});
      const entries = Array.from({ length: 5 }, () => annotationBy(ann.client, brief.id));
      for (const [i, entry] of entries.entries()) {
        put(notes.doc, entry);
        await until(`${i} is kept`, async () => (await entriesInLog(ann.client, brief.id, ann.token)).has(entry.id));
      }
      notes.provider.disconnect();
      const start = async () => {
        const told: string[] = [];
        test.relay = await Relay.start({
          data: test.data,
          host: '127.0.0.1',
          port: Number(new URL(ann.client.address).port),
          log: (event) => told.push(event),
        });
        return { told, kept: await entriesInLog(ann.client, brief.id, ann.token) };
      };
      await test.relay.stop();
      const whole = await start();
      expect(whole.kept.has((entries[2] as Entry).id)).toBe(true);
      expect(whole.told).not.toContain('damage');
      await test.relay.stop();
      const path = join(test.data, 'briefs', brief.id, 'log');
      const log = await readFile(path);
      const at = log.indexOf((entries[2] as Entry).id);
      log[at] = (log[at] as number) ^ 1;
      await writeFile(path, log);
      const { told, kept } = await start();
      expect(kept.has((entries[2] as Entry).id)).toBe(false);
      expect(told).toContain('damage');
      const other = test.keep(ann.client.connect(brief.id, 'notes', ann.token));
      await until('he is there', () => other.provider.synced);
      expect(other.doc.getMap('entries').has((entries[4] as Entry).id)).toBe(true);
      notes.provider.connect();
      await until('it is back', () => other.doc.getMap('entries').has((entries[2] as Entry).id));
      expect(other.doc.getMap('entries').toJSON()).toEqual(notes.doc.getMap('entries').toJSON());
    } finally {
      await test.end();
    }
  });
});
