import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { logOf } from '../../../app/services/log/log.ts';
import { readPackage, writePackage } from '../../../app/services/package/package.ts';
import { readPackageInThread } from '../../../app/services/package/read-in-thread.ts';
import { Hand, MARKER, MONDAY } from '../../support/copies.ts';
import { personCalled } from '../../support/people.ts';
import { bundleForNode } from '../support/bundle.ts';

const ann = personCalled('Ann Okoro');
let program: string;
let bytes: Uint8Array;

beforeAll(async () => {
  program = await bundleForNode('app/services/verifying/verify-worker.ts');
  const hand = Hand.founding(ann, [{ type: 'paragraph', text: 'Nobody was asked.' }]);
  hand.annotate(ann, 'Nobody', 'Who says so?');
  // Large enough that a thread is worth it.
  const original = { name: 'a.bin', bytes: randomBytes(400_000) };
  const log = logOf(MARKER, hand.records);
  bytes = writePackage({ brief: hand.brief, createdAt: MONDAY, log, leftOut: [], images: new Map(), original });
});

describe('a package whose signatures are checked in a thread', () => {
  it('is read as it is without one', async () => {
    const [there, here] = [await readPackageInThread(bytes, 'a.brief', program), readPackage(bytes, 'a.brief')];
    expect([...there.brief.notes.entries]).toEqual([...here.brief.notes.entries]);
    expect(there.notVerified).toBe(0);
  });

  it('tells how far it is', async () => {
    const told: number[] = [];
    await readPackageInThread(bytes, 'a.brief', program, (done) => told.push(done));
    expect(told.length).toBeGreaterThan(0);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.every((done) => done >= 0 && done <= 1)).toBe(true);
  });

  it('is refused with the same sentence', async () => {
    const torn = bytes.slice(0, 300_000);
    await expect(readPackageInThread(torn, 'a.brief', program)).rejects.toMatchObject({
      code: 'damaged-package',
      message: expect.stringContaining('“a.brief”'),
    });
  });
});
