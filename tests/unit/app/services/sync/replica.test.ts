import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { waitBefore } from '../../../../../app/services/sync/patience.ts';
import { LOCAL, Replica } from '../../../../../app/services/sync/replica.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'briefmark-replica-'));
  path = join(folder, 'notes.replica');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A relay's document, in which somebody else has written. */
function relayWith(...keys: string[]): Y.Doc {
  const doc = new Y.Doc();
  for (const key of keys) doc.getMap('entries').set(key, 1);
  return doc;
}

function replicaOf(relay: Y.Doc, ...mine: string[]): Replica {
  const replica = new Replica();
  Y.applyUpdate(replica.doc, Y.encodeStateAsUpdate(relay), 'relay');
  for (const key of mine) replica.doc.transact((t) => t.doc.getMap('entries').set(key, 1), LOCAL);
  return replica;
}

const has = (doc: Y.Doc) => Y.encodeStateVector(doc);
const keysIn = (doc: Y.Doc) => [...doc.getMap('entries').keys()].sort();

describe('a replica', () => {
  it('gives the relay what it lacks of ours', () => {
    const relay = relayWith('theirs');
    const replica = replicaOf(relay, 'mine');
    Y.applyUpdate(relay, replica.lackedBy(has(relay)));
    expect(keysIn(relay)).toEqual(['mine', 'theirs']);
  });

  it('doesn’t give back what others wrote, and tells that the relay lost it', () => {
    const relay = relayWith('theirs');
    const replica = replicaOf(relay, 'mine');
    const restored = new Y.Doc();
    expect(replica.isAheadOf(has(relay))).toBe(false);
    expect(replica.isAheadOf(has(restored))).toBe(true);
    Y.applyUpdate(restored, replica.lackedBy(has(restored)));
    expect(keysIn(restored)).toEqual(['mine']);
  });

  it('comes back from the disk, and knows what is ours', async () => {
    const relay = relayWith('theirs');
    await replicaOf(relay, 'mine').save(path);
    const loaded = await Replica.load(path);
    expect(keysIn(loaded.doc)).toEqual(['mine', 'theirs']);
    expect(loaded.isAheadOf(has(relay))).toBe(false);
    Y.applyUpdate(relay, loaded.lackedBy(has(relay)));
    expect(keysIn(relay)).toEqual(['mine', 'theirs']);
  });

  it('with any one bit flipped is as if there were none', async () => {
    await replicaOf(relayWith('theirs'), 'mine').save(path);
    const bytes = await readFile(path);
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await writeFile(path, flipped);
      // What isn't the state may be hit without harm; the state itself may not.
      expect([[], ['mine', 'theirs']]).toContainEqual(keysIn((await Replica.load(path)).doc));
    }
  });
});

describe('the wait before the next attempt', () => {
  it('grows, is spread, and has an end, so that all are back within half a minute', () => {
    expect(waitBefore(0, () => 0)).toBe(250);
    expect(waitBefore(0, () => 0.5)).toBe(500);
    expect(waitBefore(3, () => 0.5)).toBe(4_000);
    for (const attempt of [4, 10, 1_000]) expect(waitBefore(attempt, () => 1)).toBeLessThanOrEqual(13_500);
  });
});
