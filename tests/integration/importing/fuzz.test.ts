import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Reader } from '../../../app/services/importing/in-thread.ts';
import { readElsewhere } from '../../../app/services/importing-annotations/read-elsewhere.ts';
import { account } from '../../../shared/importing/account.ts';
import { assemble } from '../../../shared/importing/assemble.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { seededRandom } from '../../support/random.ts';
import { SEED, times, within } from '../../support/torture.ts';
import { bundleForNode } from '../support/bundle.ts';

let reader: Reader;
beforeAll(async () => {
  reader = new Reader(await bundleForNode('app/services/importing/import-worker.ts'));
});
afterAll(() => reader.close());

const FOLDER = join(import.meta.dirname, '../../fixtures');
const file = (name: string) => new Uint8Array(readFileSync(join(FOLDER, name)));
/** Of a processor, several times what any of these small files takes. */
const SLOWEST_MS = 20_000;

const PDFS = ['lissand-drawn.pdf', 'lissand-groff.pdf', 'keller-soffice.pdf', 'suq-chromium.pdf'].map((name) =>
  file(`documents/tuned/${name}`),
);
const WORDS = ['keller-soffice.docx', 'lissand-python.docx'].map((name) => file(`documents/tuned/${name}`));
const TEXTS = [
  'plain-text/tuned/memo-lock.txt',
  'plain-text/tuned/catch-tables.txt',
  'plain-text/tuned/yancao.txt',
].map(file);

/** A whole number from 0 up to, and without, the one that is given. */
type Below = (limit: number) => number;

function belowFrom(seed: number): Below {
  const random = seededRandom(seed);
  return (limit) => Math.floor(random() * limit);
}

/** Bytes with some of them changed, taken out, moved or doubled. */
function damaged(bytes: Uint8Array, random: Below): Uint8Array {
  let out: Uint8Array = bytes.slice();
  const changes = 1 + random(12);
  for (let change = 0; change < changes; change++) {
    const at = random(out.length);
    const length = 1 + random(Math.min(200, out.length - at));
    const how = random(5);
    if (how === 0) out[at] = random(256);
    else if (how === 1) out = joined(out.subarray(0, at), out.subarray(at + length));
    else if (how === 2) out = joined(out.subarray(0, at), out.subarray(at, at + length), out.subarray(at));
    else if (how === 3) out.fill(random(256), at, at + length);
    else {
      const to = random(out.length);
      out = joined(out.subarray(0, to), out.subarray(at, at + length), out.subarray(to));
    }
  }
  return random(20) === 0 ? out.subarray(0, random(out.length)) : out;
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** A zip whose parts are damaged, not the zip: so that the damage reaches the parser. */
function damagedWithin(bytes: Uint8Array, random: Below): Uint8Array {
  const parts: Record<string, Uint8Array> = unzipSync(bytes);
  const names = Object.keys(parts).filter((name) => /\.(?:xml|rels|png)$/u.test(name));
  const name = names[random(names.length)] as string;
  const part = parts[name] as Uint8Array;
  parts[name] = random(2) === 0 ? damaged(part, random) : shuffledTags(part, random);
  return zipSync(parts, { level: 0 });
}

/** XML that stays well-formed, with elements doubled, emptied or put into one another. */
function shuffledTags(part: Uint8Array, random: Below): Uint8Array {
  const elements = strFromU8(part).split(/(?=<w:(?:p|r|tbl|ins|del|comment\w*)\b)/u);
  for (let change = 0; change < 6 && elements.length > 2; change++) {
    const at = 1 + random(elements.length - 1);
    const to = 1 + random(elements.length - 1);
    if (random(2) === 0) elements.splice(to, 0, elements[at] as string);
    else elements.splice(at, 1);
  }
  return strToU8(elements.join(''));
}

async function survives(name: string, bytes: Uint8Array): Promise<'read' | 'refused'> {
  const before = process.cpuUsage();
  try {
    const { article } = await reader.read({ name, bytes });
    expect(account(article).unaccounted).toBe('');
    for (const { passages } of article.annotations ?? [])
      for (const { block, from, to } of passages) {
        expect(from).toBeLessThan(to);
        expect(to).toBeLessThanOrEqual(article.blocks[block]?.text.length ?? -1);
      }
    assemble(article);
    return 'read';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return 'refused';
  } finally {
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(SLOWEST_MS);
  }
}

test.each([
  ['PDFs', 'book.pdf', PDFS, damaged],
  ['Word documents', 'report.docx', WORDS, damaged],
  ['Word documents within their zip', 'report.docx', WORDS, damagedWithin],
  ['plain texts', 'notes.txt', TEXTS, damaged],
] as const)(
  `damaged %s are read or refused (seed ${SEED})`,
  { timeout: within(180_000) },
  async (what, name, files, damage) => {
    const count = times('damaged-documents', 24, 4_000);
    const ends = { read: 0, refused: 0 };
    for (let number = 0; number < count; number++) {
      const random = belowFrom(SEED + number);
      const bytes = damage(files[number % files.length] as Uint8Array, random);
      try {
        ends[await survives(name, bytes)] += 1;
      } catch (error) {
        throw new Error(`${what}, seed ${SEED + number}, file ${number % files.length}`, { cause: error });
      }
    }
    console.info(`${what}: ${ends.read} read, ${ends.refused} refused`);
  },
);

const ANNOTATIONS = JSON.stringify({
  total: 2,
  rows: [
    {
      id: 'a',
      uri: 'x',
      user: 'acct:a@b',
      text: 'Hm.',
      tags: ['t'],
      references: [],
      target: [{ selector: [{ type: 'TextQuoteSelector', exact: 'words' }] }],
    },
    { id: 'b', uri: 'x', user: 'acct:b@b', references: ['a'], text: 'Hm.' },
  ],
});

test(`damaged annotations are read or refused (seed ${SEED})`, { timeout: within(180_000) }, () => {
  const count = times('damaged-annotations', 300, 50_000);
  for (let number = 0; number < count; number++) {
    const random = belowFrom(SEED + number);
    try {
      readElsewhere(damaged(strToU8(ANNOTATIONS), random), 'made.json');
    } catch (error) {
      if (!(error instanceof Refusal)) throw new Error(`seed ${SEED + number}`, { cause: error });
    }
  }
});
