import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPackage } from '../../../app/services/package/package.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { showBrief } from '../../../shared/shown.ts';
import { seededRandom } from '../../support/random.ts';
import { SEED, times } from '../../support/torture.ts';
import { Machine } from '../cli/machine.ts';
import { packed, partsOfBrief, withParts } from './packages.ts';

const FLIPS = times('flipped-bits', 300, 10_000);

let machine: Machine;
let bytes: Uint8Array;

beforeAll(async () => {
  machine = await Machine.make();
  await partsOfBrief(machine);
  bytes = await readFile(machine.path('good.brief'));
});
afterAll(() => machine.remove());

/** Random whole numbers below one. */
function numbers(seed: number): (below: number) => number {
  const random = seededRandom(seed);
  return (below) => Math.floor(random() * below);
}

test(`a package with a flipped bit is refused or shows the same brief, ${FLIPS} times, seed ${SEED}`, async () => {
  const random = numbers(SEED);
  const good = await machine.show('good.brief');
  let refused = 0;
  for (let i = 0; i < FLIPS; i++) {
    const flipped = new Uint8Array(bytes);
    const at = random(bytes.length);
    const bit = random(8);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
    try {
      const { brief, leftOut, notVerified } = readPackage(flipped, 'good.brief');
      expect(JSON.parse(JSON.stringify(showBrief(brief, leftOut))), `bit ${bit} of byte ${at}`).toEqual(good);
      expect(notVerified).toBe(0);
    } catch (error) {
      expect(error, `bit ${bit} of byte ${at}`).toBeInstanceOf(Refusal);
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(FLIPS / 2);
});

test(`a flipped bit, whose checksum its sender then makes right, never shows forged words: ${FLIPS} times, seed ${SEED}`, async () => {
  const random = numbers(SEED + 1);
  const parts = unzipSync(bytes);
  const good = await machine.show('good.brief');
  const words = new Set(good.annotations.flatMap(({ comments }) => comments.map(({ body }) => body)));
  for (let i = 0; i < FLIPS; i++) {
    const notes = new Uint8Array(parts['notes.bin'] ?? []);
    const at = random(notes.length);
    notes[at] = (notes[at] ?? 0) ^ (1 << random(8));
    try {
      const { brief, leftOut } = readPackage(packed(withParts(parts, { 'notes.bin': notes })), 'good.brief');
      for (const { comments } of showBrief(brief, leftOut).annotations)
        for (const { body } of comments) expect(words, `byte ${at}`).toContain(body);
    } catch (error) {
      expect(error, `byte ${at}`).toBeInstanceOf(Refusal);
    }
  }
});
