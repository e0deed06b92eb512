import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Log, type NewRecord } from '../../../app/services/log/log.ts';
import { seededRandom } from '../../support/random.ts';
import { SEED, times } from '../../support/torture.ts';

const MARKER = new Uint8Array([0x91, 2, 0xf3, 4, 5, 0xaa, 7, 8]);
const WHAT = 'The brief';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'briefmark-log-'));
  path = join(folder, 'log');
  await Log.create(path, MARKER, [], WHAT);
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function record(i: number): NewRecord {
  return {
    at: 1_700_000_000_000 + i * 60_000,
    by: 'ann',
    entries: [`entry ${i}`],
    notes: new Uint8Array(i % 50).fill(i),
  };
}

async function filled(count: number): Promise<void> {
  const { log } = await Log.open(path, MARKER, WHAT);
  await Promise.all(Array.from({ length: count }, (_, i) => log.append(record(i))));
  await log.close();
}

async function reread(): Promise<{ entries: string[]; damage: string[] }> {
  const { log, read } = await Log.open(path, MARKER, WHAT);
  await log.close();
  return { entries: read.records.flatMap(({ entries }) => entries ?? []), damage: read.damage };
}

const all = (count: number) => Array.from({ length: count }, (_, i) => `entry ${i}`);

describe('a log', () => {
  it('gives back what was appended, in order', async () => {
    await filled(200);
    expect(await reread()).toEqual({ entries: all(200), damage: [] });
  });

  it('takes one record after another as well as many at once', async () => {
    const { log } = await Log.open(path, MARKER, WHAT);
    for (let i = 0; i < 20; i++) await log.append(record(i));
    await log.close();
    expect((await reread()).entries).toEqual(all(20));
  });

  it('reads everything but a damaged record, names it and sets its bytes aside', async () => {
    await filled(20);
    const bytes = await readFile(path);
    const at = bytes.indexOf('entry 7');
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    await writeFile(path, bytes);

    const { entries, damage } = await reread();
    expect(entries).toEqual(all(20).filter((entry) => entry !== 'entry 7'));
    expect(damage).toHaveLength(1);
    expect(damage[0]).toContain('1 action done between');
    const [name] = await readdir(join(folder, 'damaged'));
    expect((await readFile(join(folder, 'damaged', name as string))).includes('ntry 7')).toBe(true);
  });

  it('takes new records after damage, and reports the damage once', async () => {
    await filled(5);
    const { size } = await stat(path);
    await truncate(path, size - 3);
    expect((await reread()).damage).toHaveLength(1);
    const { log } = await Log.open(path, MARKER, WHAT);
    await log.append(record(99));
    await log.close();
    expect(await reread()).toEqual({ entries: [...all(4), 'entry 99'], damage: [] });
  });

  it('is read where its first bytes are damaged', async () => {
    await filled(3);
    const bytes = await readFile(path);
    bytes.fill(0, 0, 12);
    await writeFile(path, bytes);
    expect((await reread()).entries).toEqual(all(3));
  });

  it('does not take for a record what only looks like one inside a comment', async () => {
    const { log } = await Log.open(path, MARKER, WHAT);
    const forged = Buffer.concat([Buffer.from([0x91, 2, 0xf3, 4, 5, 0xaa, 7, 9]), Buffer.alloc(40)]).toString('latin1');
    await log.append({ at: 1, by: 'ann', entries: [forged] });
    await log.append(record(1));
    await log.close();
    const bytes = await readFile(path);
    bytes.writeUInt8(0xff, 30);
    await writeFile(path, bytes);
    expect((await reread()).entries).toEqual(['entry 1']);
  });

  const logs = times('damaged-logs', 100, 10_000);
  it(`loses nothing that no damage touched: ${logs} logs, seed ${SEED}`, async () => {
    const random = seededRandom(SEED);
    await filled(60);
    const whole = await readFile(path);
    for (let round = 0; round < logs; round++) {
      const { bytes, from, to } = damageOf(whole, random);
      await writeFile(path, bytes);
      const { entries, damage } = await reread();
      const untouched = all(60).filter((entry) => {
        const at = whole.indexOf(`${entry}`);
        const start = whole.lastIndexOf(MARKER, at);
        const next = whole.indexOf(MARKER, at);
        return to <= start || from >= (next === -1 ? whole.length : next);
      });
      expect(entries, `round ${round}, bytes ${from} to ${to}`).toEqual(expect.arrayContaining(untouched));
      expect(entries.every((entry) => /^entry \d+$/.test(entry))).toBe(true);
      // Cut off right between two records, a log looks whole; the brief's keyframe tells then.
      const cutBetween = to === whole.length && whole.indexOf(MARKER, from) === from;
      if (entries.length < 60 && !cutBetween) expect(damage.length, `round ${round}`).toBeGreaterThan(0);
      await rm(join(folder, 'damaged'), { recursive: true, force: true });
    }
  });
});

/** A log that was truncated, zeroed in a stretch, or had bits flipped; and the stretch that was touched. */
function damageOf(whole: Buffer, random: () => number): { bytes: Buffer; from: number; to: number } {
  const from = 16 + Math.floor(random() * (whole.length - 16));
  const bytes = Buffer.from(whole);
  const kind = random();
  if (kind < 0.33) return { bytes: bytes.subarray(0, from), from, to: whole.length };
  const to = Math.min(whole.length, from + 1 + Math.floor(random() * 400));
  if (kind < 0.66) bytes.fill(0, from, to);
  else
    for (let at = from; at < to; at += 17) bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << Math.floor(random() * 8)), at);
  return { bytes, from, to };
}
