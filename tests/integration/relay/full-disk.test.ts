import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Entry } from '../../../shared/model/entry.ts';
import { ACK_PROTOCOL, CLOSE, TOKEN_PROTOCOL_PREFIX } from '../../../shared/relay/messages.ts';
import { RawSocket } from '../../support/raw-socket.ts';
import { put, until } from '../../support/relay-client.ts';
import { TestRelay } from '../../support/relay-data.ts';
import { canMount, canThin, onSmallDisk, onThinDisk, whyNoDisk, whyNoThinDisk } from '../../support/small-disk.ts';

test.skipIf(!canMount)(
  `a relay whose disk is full says so, and loses nothing that it acknowledged${whyNoDisk}`,
  async () => {
    await onSmallDisk('4m', async (folder) => {
      const events: string[] = [];
      const relay = await TestRelay.start({ data: join(folder, 'data'), log: (event) => events.push(event) });
      try {
        const { brief, ann, notes } = await relay.team({});
        const open = () =>
          RawSocket.open(relay.relay.address, brief.id, 'notes', [
            ACK_PROTOCOL,
            `${TOKEN_PROTOCOL_PREFIX}${ann.token}`,
          ]);
        const { bavail, bsize } = await statfs(folder);
        await writeFile(join(folder, 'filler'), Buffer.alloc(bavail * bsize - 200_000));
        const socket = await open();
        const doc = new Y.Doc();
        doc.on('update', (update: Uint8Array) => socket.sendUpdate(update));
        const entries: Entry[] = [];
        while (socket.socket.readyState === socket.socket.OPEN && entries.length < 500) {
          const entry = ann.client.entry(brief.id, {
            type: 'annotated',
            kind: 'claim',
            tags: ['x'.repeat(50)],
            anchors: [],
          });
          put(doc, entry);
          entries.push(entry);
          await new Promise((done) => setTimeout(done, 2));
        }
        expect((await socket.closed).code).toBe(CLOSE.tryAgain);
        expect(events).toContain('not-saved');
        const acknowledged = entries.slice(0, socket.decided);
        expect(acknowledged.length).toBeGreaterThan(10);
        expect(acknowledged.length).toBeLessThan(entries.length);

        // While it is full, what is there can be read.
        const reader = relay.keep(ann.client.connect(brief.id, 'notes', ann.token));
        await until('it answers', () => reader.doc.getMap('entries').size >= acknowledged.length);
        await rm(join(folder, 'filler'));
        await relay.restart();
        const again = await open();
        again.sendUpdate(Y.encodeStateAsUpdate(doc));
        await until('the rest is decided', () => again.decided === 1);
        await until('she has everything', () => entries.every(({ id }) => notes.doc.getMap('entries').has(id)), 15_000);
        expect(acknowledged.every(({ id }) => reader.doc.getMap('entries').has(id))).toBe(true);
      } finally {
        await relay.end();
      }
    });
  },
);

test.skipIf(!canThin)(
  `a relay whose disk fails after it handed something on has told nobody that it is saved, and gets it back${whyNoThinDisk}`,
  async () => {
    await onThinDisk(async (folder, below) => {
      const events: string[] = [];
      const relay = await TestRelay.start({ data: join(folder, 'data'), log: (event) => events.push(event) });
      try {
        const { brief, ann, members } = await relay.team({ bo: 'viewer' });
        const open = () =>
          RawSocket.open(relay.relay.address, brief.id, 'notes', [
            ACK_PROTOCOL,
            `${TOKEN_PROTOCOL_PREFIX}${ann.token}`,
          ]);
        const his = relay.keep(members.bo.client.connect(brief.id, 'notes', members.bo.token));
        await until('he is there', () => his.provider.synced);
        const writer = await open();
        const doc = new Y.Doc();
        doc.on('update', (update: Uint8Array) => writer.sendUpdate(update));
        below.fill();
        const entries: Entry[] = [];
        while (writer.socket.readyState === writer.socket.OPEN && entries.length < 500) {
          const entry = ann.client.entry(brief.id, { type: 'annotated', kind: 'claim', tags: [], anchors: [] });
          put(doc, entry);
          entries.push(entry);
          await new Promise((done) => setTimeout(done, 5));
        }
        // The system may call what is full below the disk a full disk, or one that fails.
        const reason = expect.stringMatching(/^its disk (?:is full|fails)$/);
        expect(await writer.closed).toEqual({ code: CLOSE.tryAgain, reason });
        expect(events).toContain('not-saved');
        const acknowledged = entries.slice(0, writer.decided);
        const handedOn = () => entries.filter(({ id }) => his.doc.getMap('entries').has(id)).length;
        await until('he has one that she was not told of', () => handedOn() > acknowledged.length);

        await below.free();
        his.provider.disconnect();
        await relay.restart();
        const fresh = relay.keep(ann.client.connect(brief.id, 'notes', ann.token));
        await until('she is there', () => fresh.provider.synced);
        expect(acknowledged.every(({ id }) => fresh.doc.getMap('entries').has(id))).toBe(true);
        // Who wrote it has it, and was told nothing else.
        const again = await open();
        again.sendUpdate(Y.encodeStateAsUpdate(doc));
        await until('the rest is decided', () => again.decided === 1);
        expect(again.refused).toEqual([]);
        his.provider.connect();
        for (const room of [his, fresh])
          await until('all have all', () => entries.every(({ id }) => room.doc.getMap('entries').has(id)));
      } finally {
        await relay.end();
      }
    });
  },
);
