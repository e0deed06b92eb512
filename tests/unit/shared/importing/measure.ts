import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { account } from '../../../../shared/importing/account.ts';
import type { ImportedArticle, ImportedBlock } from '../../../../shared/importing/imported.ts';
import { plainLetters } from '../../../../shared/importing/letters.ts';
import { wordsOf } from '../../../../shared/importing/wording.ts';

/** A file and what it should become: a line a block, its type (`left-out`, `heading2`, …) and how its text begins. */
export interface Sample {
  name: string;
  bytes: Uint8Array;
  table: ExpectedBlock[];
  /** What is said above the table: `language en`, `marking SECRET`. */
  facts: ReadonlyMap<string, string>;
}

interface ExpectedBlock {
  /** `continued` goes on with the last block that is kept, after lines of a page came between. */
  type: string;
  begins: string;
}

/** How well an import fits what was expected; shares are from 0 to 1. */
export interface Fit {
  /** Of the words of the article, those that are kept. */
  kept: number;
  words: number;
  /** Words that are kept and belong to no block of the article. */
  foreign: number;
  right: number;
  blocks: number;
  unaccounted: number;
  /** What differs, for whoever tunes. */
  differences: string[];
}

/** The samples of a folder: every file that has a table of the same name beside it. */
export function samplesIn(folder: string): Sample[] {
  const names = readdirSync(folder);
  return names
    .filter((name) => extname(name) !== '.table' && names.includes(tableName(name, names)))
    .map((name) => {
      const [facts, table] = parseTable(readFileSync(join(folder, tableName(name, names)), 'utf8'));
      return { name, bytes: new Uint8Array(readFileSync(join(folder, name))), table, facts };
    });
}

function tableName(name: string, names: readonly string[]): string {
  if (names.includes(`${name}.table`)) return `${name}.table`;
  return `${name.slice(0, -extname(name).length)}.table`;
}

function parseTable(text: string): [Map<string, string>, ExpectedBlock[]] {
  const facts = new Map<string, string>();
  const table: ExpectedBlock[] = [];
  for (const line of text.split('\n')) {
    const row = /^([a-z0-9-]+) \| ?(.*)$/u.exec(line);
    const fact = /^([a-z]+) (.+)$/u.exec(line);
    if (row) table.push({ type: row[1] as string, begins: flat(row[2] as string) });
    else if (fact) facts.set(fact[1] as string, fact[2] as string);
  }
  return [facts, table];
}

/** Compares an import with what was expected of it. */
export function fitOf(article: ImportedArticle, { table, name, facts }: Sample): Fit {
  const full = facts.get('texts') === 'full' ? table.map(({ begins }) => begins) : fullTexts(article, table, name);
  const wanted = counts(table.flatMap((row, at) => (row.type === 'left-out' ? [] : wordsOf(full[at] ?? ''))));
  const got = counts(article.blocks.flatMap((block) => (block.leftOut ? [] : wordsOf(block.text))));
  let kept = 0;
  for (const [word, count] of wanted) kept += Math.min(count, got.get(word) ?? 0);
  const differences: string[] = [];
  const unused = new Set(article.blocks);
  const isWhole = facts.get('texts') === 'full';
  const rows = table.filter(({ type }) => type !== 'continued' && !(isWhole && type === 'left-out'));
  let right = 0;
  let found = 0;
  for (const { type, begins } of rows) {
    const isIt = (each: ImportedBlock) =>
      begins === '' ? each.type === type : textFor(article, each).startsWith(begins);
    // A table of contents that is left out begins as its headings do.
    const block =
      [...unused].find((each) => isIt(each) && !each.leftOut === (type !== 'left-out')) ?? [...unused].find(isIt);
    if (block) {
      unused.delete(block);
      found += 1;
    }
    const as = block ? typeOf(block) : 'missing';
    if (as === type) right += 1;
    else differences.push(`${name}: ${type} became ${as}: ${begins.slice(0, 50)}${block ? ` (${block.because})` : ''}`);
  }
  // A whole text doesn't list what pages repeat; it tells by the words that nothing else was left out.
  if (isWhole) for (const block of unused) if (block.leftOut) unused.delete(block);
  for (const block of unused) differences.push(`${name}: more: ${typeOf(block)} ${block.text.slice(0, 60)}`);
  return {
    kept,
    words: sum(wanted),
    foreign: sum(got) - kept,
    right,
    blocks: Math.max(rows.length, found + unused.size),
    unaccounted: account(article).unaccounted.length,
    differences,
  };
}

/** All of a folder's figures together. */
export function total(fits: readonly Fit[]): Omit<Fit, 'differences'> {
  const all = { kept: 0, words: 0, foreign: 0, right: 0, blocks: 0, unaccounted: 0 };
  for (const fit of fits) for (const key of Object.keys(all) as (keyof typeof all)[]) all[key] += fit[key];
  return all;
}

export function asLine(
  name: string,
  { kept, words, foreign, right, blocks, unaccounted }: Omit<Fit, 'differences'>,
): string {
  const percent = (share: number) => `${(share * 100).toFixed(2)}%`;
  return `${name}: words kept ${percent(kept / words)}, foreign ${percent(foreign / words)}, block types ${percent(right / blocks)}, unaccounted ${unaccounted}`;
}

function typeOf({ type, level, leftOut }: ImportedBlock): string {
  return leftOut ? 'left-out' : type === 'heading' ? `heading${level}` : type;
}

/** The tables give texts as they stand in the article, and what is left out as it stands in the source. */
function textFor({ source }: ImportedArticle, block: ImportedBlock): string {
  if (block.type === 'footnote' && !block.leftOut) return flat(block.text).replace(/^[¹²³⁰-⁹\d*†.[\]\s]+/u, '');
  return flat(block.text === '' ? source.slice(block.spans[0]?.from, block.spans.at(-1)?.to) : block.text);
}

/** What stands in the source from each row's beginning to the next one's. */
function fullTexts({ source }: ImportedArticle, table: readonly ExpectedBlock[], name: string): string[] {
  const text = flat(source);
  let from = 0;
  const starts = table.map(({ begins }) => {
    const at = beginningIn(text, begins, from);
    if (at < 0) throw new Error(`${name}: the table’s “${begins}” is not in the source after ${from}`);
    from = at + 1;
    return at;
  });
  return table.map((_, at) => text.slice(starts[at], starts[at + 1] ?? text.length));
}

/** Cells are parted by strokes in the source. */
function beginningIn(text: string, begins: string, from: number): number {
  const at = text.indexOf(begins, from);
  if (at >= 0) return at;
  const loose = begins
    .split(' ')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'))
    .join('[ |+]*');
  const found = new RegExp(loose, 'u').exec(text.slice(from));
  return found ? from + found.index : -1;
}

function flat(text: string): string {
  return plainLetters(text).replace(/\s+/gu, ' ').trim();
}

function counts(words: readonly string[]): Map<string, number> {
  const all = new Map<string, number>();
  for (const word of words) all.set(word, (all.get(word) ?? 0) + 1);
  return all;
}

function sum(all: ReadonlyMap<string, number>): number {
  return [...all.values()].reduce((total_, each) => total_ + each, 0);
}
