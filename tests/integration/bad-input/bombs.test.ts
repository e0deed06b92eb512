import { writeFile } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { encoding } from 'lib0';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { MAX_UNPACKED_BYTES, readPackage } from '../../../app/services/package/package.ts';
import { Machine } from '../cli/machine.ts';
import { type Parts, packed, partsOfBrief, withParts } from './packages.ts';
import { type RawPart, rawZip } from './raw-zip.ts';

/*
 * Files that are small, and made to fill the memory or to keep the reader busy. Each is refused within seconds and
 * without the memory growing by more than a long brief takes.
 */

const MOST_CPU_MS = 10_000;
const MOST_BYTES = 700 * 1024 * 1024;
const GB = 1024 ** 3;

let machine: Machine;
let parts: Parts;

beforeAll(async () => {
  machine = await Machine.make();
  parts = await partsOfBrief(machine);
});
afterAll(() => machine.remove());

async function expectRefusedQuickly(bytes: Uint8Array, why: string): Promise<void> {
  await writeFile(machine.path('bad.brief'), bytes);
  const memory = process.memoryUsage();
  const before = process.cpuUsage();
  const ran = await machine.runWith({ environment: { BRIEFMARK_DEBUG: '' } }, 'show', 'bad.brief', '--json');
  const { user, system } = process.cpuUsage(before);
  const { heapTotal, external, arrayBuffers } = process.memoryUsage();
  const grown = heapTotal + external + arrayBuffers - memory.heapTotal - memory.external - memory.arrayBuffers;
  expect(ran).toMatchObject({ code: 1, out: '' });
  expect(ran.err).toMatch(/^briefmark: “bad\.brief” can’t be opened: [^\n]*\n$/);
  expect(ran.err).toMatch(new RegExp(why));
  expect((user + system) / 1000).toBeLessThan(MOST_CPU_MS);
  expect(grown).toBeLessThan(MOST_BYTES);
}

describe('a zip', () => {
  /** A part of zeros, which deflate makes a thousand times smaller. */
  function zeros(name: string, length: number, declared = length): RawPart {
    return { name, data: deflateRawSync(new Uint8Array(length)), size: declared, method: 8 };
  }

  test('that unpacks to 10 GB, and says so', async () => {
    const bomb = Array.from({ length: 10 }, (_, i) => ({ ...zeros(`original/${i}`, 1_000_000), size: GB }));
    await expectRefusedQuickly(rawZip(bomb), `more than ${MAX_UNPACKED_BYTES / 1024 / 1024} MB`);
  });

  test('that unpacks to 10 GB, and says that it doesn’t', async () => {
    // Deflate may follow upon itself: the bytes of 100 MB of zeros a hundred times, as blocks of one stream.
    const block = deflateRawSync(new Uint8Array(100 * 1024 * 1024), { finishFlush: 2 });
    const data = Buffer.concat(Array.from({ length: 100 }, () => block));
    await expectRefusedQuickly(rawZip([{ name: 'text.bin', data, size: 1_000, method: 8 }]), 'not a whole package');
  });

  test('whose parts lie upon one another', async () => {
    const data = new Uint8Array(1024 * 1024);
    const bomb = Array.from(
      { length: 400 },
      (_, i): RawPart => ({ name: `original/${i}`, data, size: data.length, method: 0 }),
    );
    await expectRefusedQuickly(rawZip(bomb, { overlapping: true }), 'not a whole package');
  });

  test('of as many parts as a zip can have', async () => {
    const many = Array.from(
      { length: 65_000 },
      (_, i): RawPart => ({ name: `original/${i}`, data: new Uint8Array(), size: 0, method: 0 }),
    );
    await expectRefusedQuickly(rawZip(many), 'more than any brief needs');
  });

  test('with one name twice', async () => {
    const part: RawPart = { name: 'text.bin', data: new Uint8Array(9), size: 9, method: 0 };
    await expectRefusedQuickly(rawZip([part, part]), '“text.bin” stands in it twice');
  });

  test('whose local headers say something else', async () => {
    const part: RawPart = { name: 'text.bin', localName: '../evil', data: new Uint8Array(9), size: 9, method: 0 };
    await expectRefusedQuickly(rawZip([part]), 'not a whole package');
  });

  test.each<[string, Partial<RawPart>]>([
    ['packed in an unknown way', { method: 99 }],
    ['that is larger than it says', { size: 5 }],
    ['that is smaller than it says', { size: 50 }],
    ['that is encrypted', { flags: 1 }],
  ])('with a part %s', async (_, odd) => {
    const part: RawPart = { name: 'text.bin', data: new Uint8Array(9), size: 9, method: 0, ...odd };
    await expectRefusedQuickly(rawZip([part]), 'not a whole package');
  });
});

describe('an article or notes', () => {
  function update(write: (encoder: encoding.Encoder) => void): Uint8Array {
    return encoding.encode(write);
  }
  const varUints = (...numbers: number[]) =>
    update((encoder) => {
      for (const number of numbers) encoding.writeVarUint(encoder, number);
    });

  /** One client, `structs` structs that follow, no deletions. */
  const structs = (count: number, bytes: Uint8Array) => Buffer.concat([varUints(1, count, 5, 0), bytes, varUints(0)]);
  /** A map's entry whose value is written by hand; 8 is `ContentAny`, 32 says that it has a key. */
  const anyValue = (value: Uint8Array) =>
    structs(1, Buffer.concat([Uint8Array.of(8 | 32), varUints(1), text('entries'), text('key'), varUints(1), value]));
  const text = (words: string) => update((encoder) => encoding.writeVarString(encoder, words));
  const repeated = (count: number, ...bytes: number[]) => Buffer.alloc(count * bytes.length, Uint8Array.from(bytes));

  const hostile: [string, () => Uint8Array][] = [
    ['of a number of clients beyond all bounds', () => varUints(Number.MAX_SAFE_INTEGER)],
    ['of a number of structs beyond all bounds', () => varUints(1, Number.MAX_SAFE_INTEGER, 1, 0)],
    ['of a number of structs that would just fit an array', () => varUints(1, 2 ** 32 - 1, 1, 0)],
    ['of thirty million structs that aren’t there', () => varUints(1, 30_000_000, 1, 0)],
    ['of five million structs that are there', () => structs(5_000_000, repeated(5_000_000, 0, 1))],
    ['of a number of deletions beyond all bounds', () => varUints(0, 1, 5, 2 ** 40)],
    ['of five million deletions', () => Buffer.concat([varUints(0, 1, 5, 5_000_000), repeated(10_000_000, 1)])],
    [
      'of text longer than itself',
      () => structs(1, Buffer.concat([Uint8Array.of(4), varUints(1), text('body'), varUints(2 ** 50)])),
    ],
    [
      'of a list of five million values',
      () => anyValue(Buffer.concat([Uint8Array.of(117), varUints(5_000_000), repeated(5_000_000, 126)])),
    ],
    [
      'of five million empty objects',
      () => anyValue(Buffer.concat([Uint8Array.of(117), varUints(5_000_000), repeated(5_000_000, 118, 0)])),
    ],
    [
      'of a hundred thousand lists in lists',
      () => anyValue(Buffer.concat([repeated(100_000, 117, 1), Uint8Array.of(126)])),
    ],
    ['of numbers that never end', () => repeated(100_000, 0xff)],
  ];
  test.each(hostile)('%s', async (_, make) => {
    const bytes = make();
    await expectRefusedQuickly(packed(withParts(parts, { 'notes.bin': bytes })), 'can’t be read|to more than');
    await expectRefusedQuickly(packed(withParts(parts, { 'text.bin': bytes })), 'can’t be read|to more than');
  });

  test('whose insertions at one place take Yjs for ever', () => {
    // Yjs looks at every earlier insertion at the same place whose right neighbour is another one.
    const clients = 60_000;
    const bytes = update((encoder) => {
      encoding.writeVarUint(encoder, clients + 1);
      for (let client = clients + 10; client > 10; client--) {
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarUint(encoder, client);
        encoding.writeVarUint(encoder, 0);
        // ContentString with a right neighbour.
        encoding.writeUint8(encoder, 4 | 64);
        encoding.writeVarUint(encoder, 5);
        encoding.writeVarUint(encoder, client - 11);
        encoding.writeVarString(encoder, 'x');
      }
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, 5);
      encoding.writeVarUint(encoder, 0);
      encoding.writeUint8(encoder, 4);
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, 'entries');
      encoding.writeVarString(encoder, 'y'.repeat(clients));
      encoding.writeVarUint(encoder, 0);
    });
    const bad = packed(withParts(parts, { 'notes.bin': bytes }));
    const refused = expect.objectContaining({ code: 'damaged-package', cause: expect.any(RangeError) });
    expect(() => readPackage(bad, 'bad.brief', 500)).toThrow(refused);
  });
});

test('a history whose records hold a million empty objects is refused', async () => {
  const { encodeRecord } = await import('../../../app/services/log/record.ts');
  const { logPrefix } = await import('../../../app/services/log/log.ts');
  const marker = new Uint8Array(8).fill(7);
  const past = Array.from({ length: 1_000_001 }, () => ({})) as never[];
  const log = Buffer.concat([logPrefix(marker), encodeRecord({ v: 1, n: 1, at: 0, by: '', past }, marker)]);
  await expectRefusedQuickly(packed(withParts(parts, { 'log.bin': log })), 'history');
});

test('an account of a million things left out is refused', async () => {
  const json = `[${Array(1_000_000).fill('{}').join(',')}]`;
  await expectRefusedQuickly(packed(withParts(parts, { 'left-out.json': Buffer.from(json) })), 'left out');
});

test('the measure itself lets a long brief pass', async () => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, parts['text.bin'] ?? new Uint8Array());
  const paragraphs = Array.from({ length: 5_000 }, (_, i) => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(`Paragraph ${i} of a very long article, which says little.`)]);
    return paragraph;
  });
  doc.getXmlFragment('body').insert(1, paragraphs);
  await writeFile(machine.path('long.brief'), zipSync(withParts(parts, { 'text.bin': Y.encodeStateAsUpdate(doc) })));
  expect((await machine.show('long.brief')).blocks.length).toBeGreaterThan(5_000);
});
