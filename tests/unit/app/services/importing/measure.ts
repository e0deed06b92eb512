import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { formatOf, readArticle } from '../../../../../app/services/importing/registry.ts';
import type { Block } from '../../../../../shared/article/block-types.ts';
import { blocksOf } from '../../../../../shared/article/blocks.ts';
import { account } from '../../../../../shared/importing/account.ts';
import { assemble } from '../../../../../shared/importing/assemble.ts';
import type { ImportedArticle } from '../../../../../shared/importing/imported.ts';

/** What a fixture is expected to become. */
export interface Expected {
  language: string;
  direction: string;
  blocks: { type: string; level?: number; text: string }[];
  about?: Record<string, unknown>;
  /** The names of the files in it. */
  files?: string[];
}

/** How well one file was read. */
export interface Measured {
  name: string;
  /** Words of the expected article, and how many of them were kept. */
  words: number;
  kept: number;
  /** Words that were kept and don't belong. */
  foreign: number;
  blocks: number;
  typesRight: number;
  unaccounted: number;
  /** What is wrong, a line each. */
  faults: string[];
}

const IMPORTS = join(import.meta.dirname, '../../../../fixtures/imports');

export type Half = 'tuned' | 'held-out' | 'later' | 'templates';

export function fixtureNames(half: Half): string[] {
  return readdirSync(join(IMPORTS, half))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}

/** Reads a fixture with the folder that belongs to it. */
export async function readFixture(half: Half, name: string) {
  const folder = join(IMPORTS, half);
  const expected = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Expected;
  const beside = new Map<string, Uint8Array>();
  const stem = name.replace(/\.[^.]+$/, '');
  for (const each of readdirSync(folder)) {
    if (!each.startsWith(`${stem}_files`) && !each.startsWith(`${stem}-Dateien`)) continue;
    if (!statSync(join(folder, each)).isDirectory()) continue;
    for (const file of readdirSync(join(folder, each)))
      beside.set(`${each}/${file}`, readFileSync(join(folder, each, file)));
  }
  const bytes = new Uint8Array(readFileSync(join(folder, name)));
  const read = await readArticle({ name, bytes, ...(beside.size > 0 ? { beside } : {}) });
  return { expected, read, format: formatOf(bytes, name).format.id };
}

/** Compares an article with what it should be. */
export function measure(name: string, article: ImportedArticle, expected: Expected): Measured {
  const got = blocksOf(assemble(article).article);
  const wanted = expected.blocks;
  const faults: string[] = [];
  const common = overlap(wordsIn(wanted), wordsIn(got));
  const pairs = paired(wanted, got);
  let typesRight = 0;
  for (const [at, block] of wanted.entries()) {
    const match = pairs.get(at);
    if (match && match.type === block.type && (block.level ?? match.level) === match.level) typesRight++;
    else
      faults.push(
        `${block.type}${block.level ?? ''} “${block.text.slice(0, 50)}” is ${match ? `${match.type}${match.level ?? ''}` : 'missing'}`,
      );
  }
  const used = new Set(pairs.values());
  for (const block of got) if (!used.has(block)) faults.push(`foreign: ${block.type} “${block.text.slice(0, 60)}”`);
  return {
    name,
    words: wordsIn(wanted).length,
    kept: common,
    foreign: wordsIn(got).length - common,
    blocks: wanted.length,
    typesRight,
    unaccounted: account(article).unaccounted.length,
    faults,
  };
}

/** The sums of a half, as shares. */
export function shares(all: readonly Measured[]) {
  const sum = (of: (each: Measured) => number) => all.reduce((total, each) => total + of(each), 0);
  return {
    kept: sum(({ kept }) => kept) / sum(({ words }) => words),
    foreign: sum(({ foreign }) => foreign) / sum(({ words }) => words),
    types: sum(({ typesRight }) => typesRight) / sum(({ blocks }) => blocks),
    unaccounted: sum(({ unaccounted }) => unaccounted),
  };
}

function wordsIn(blocks: readonly { text: string }[]): string[] {
  return blocks.flatMap(({ text }) => text.match(/[\p{Script=Han}]|[\p{L}\p{M}\p{N}]+/gu) ?? []);
}

function overlap(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of b) {
    const left = counts.get(word) ?? 0;
    if (left > 0) common++;
    counts.set(word, left - 1);
  }
  return common;
}

/** Each expected block's own in what was read: the next one of the very same words. */
function paired(wanted: Expected['blocks'], got: readonly Block[]): Map<number, Block> {
  const pairs = new Map<number, Block>();
  const free = [...got];
  for (const [at, block] of wanted.entries()) {
    const found = free.findIndex(({ text }) => plain(text) === plain(block.text));
    if (found >= 0) pairs.set(at, free.splice(found, 1)[0] as Block);
  }
  return pairs;
}

function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
