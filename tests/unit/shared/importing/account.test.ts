import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLOCK_TYPES } from '../../../../shared/article/block-types.ts';
import { account } from '../../../../shared/importing/account.ts';
import { applyDecisions } from '../../../../shared/importing/decide.ts';
import { importText } from '../../../../shared/importing/import-text.ts';
import type { ImportedArticle, ImportedBlock } from '../../../../shared/importing/imported.ts';
import { Refusal } from '../../../../shared/refusal.ts';
import { importString } from './import-string.ts';

const block = (text: string, from: number, more: Partial<ImportedBlock> = {}): ImportedBlock => ({
  type: 'paragraph',
  text,
  spans: [{ from, to: from + text.length }],
  because: 'test',
  ...more,
});
const article = (source: string, blocks: ImportedBlock[]): ImportedArticle => ({
  name: 'notes.txt',
  format: 'text',
  encoding: 'utf-8',
  source,
  blocks,
  language: 'und',
  direction: 'ltr',
});

describe('the account', () => {
  test.each([
    [
      'is square when blocks and what is left out cover the source',
      article('one\n two', [block('one', 0), block('two', 5, { leftOut: 'x' })]),
      '',
    ],
    ['finds what no block covers', article('one two', [block('one', 0)]), 'two'],
    ['finds what two blocks cover', article('one', [block('one', 0), block('ne', 1)]), 'ne'],
    ['finds a text that differs from the source', article('one', [block('onx', 0)]), 'one'],
    [
      'allows a marker to be omitted',
      article('- one', [block('one', 0, { type: 'list', spans: [{ from: 0, to: 5 }], marks: [{ from: 0, to: 2 }] })]),
      '',
    ],
    [
      'allows no word to pass for a marker',
      article('no one', [block('one', 0, { type: 'list', spans: [{ from: 0, to: 6 }], marks: [{ from: 0, to: 3 }] })]),
      'no',
    ],
    [
      'allows no marker in a paragraph',
      article('- one', [block('one', 0, { spans: [{ from: 0, to: 5 }], marks: [{ from: 0, to: 2 }] })]),
      '-',
    ],
    ['finds a span beyond the source', article('one', [block('one', 0), block('x', 9)]), '\ufffdx'],
  ])('%s', (_name, given, unaccounted) => {
    expect(account(given).unaccounted).toBe(unaccounted);
  });
});

/** Lines as pages have them, and all that can go wrong with a character. */
const LINES = fc.oneof(
  fc.constantFrom(
    'Share',
    'Related articles',
    'By Jane Roe',
    '3 June 2031',
    'Photo: Jane Roe/AFP',
    '***',
    '-',
    '>',
    '> x',
    '- x',
    '1. x',
    '• x',
    '>> > y',
    '© 2031 X',
    '.',
    '"',
    '“A thing.”',
    '\t    indented',
    '———',
    '| a | b |',
    '|---|---|',
    '+---+---+',
    'Port    1,200   3',
    'Kell      900   4',
    'a\tb\tc',
    '=====',
    'SUBJECT: A THING',
    'SECRET//NOFORN',
    '^By Jane Roe<',
    'a word that was cut cut-',
    'ting it twice, cutting',
    '\u00adﬁve dif\u00ad',
    '﹁橋在﹂',
    '- 12 -',
    'Page 2 of 9',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.lorem({ maxCount: 30 }),
  fc.constantFrom(
    '\u200b',
    '\ufeff',
    '\u202e',
    '\ud83d\ude00',
    'e\u0301',
    '\u0085',
    '\u001c',
    '\u2060',
    'ﷺ',
    '中文。',
    'שלום.',
  ),
);
const TEXTS = fc
  .array(fc.tuple(LINES, fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\u2028', '\u2029', '\f', '\v', ' ')), {
    maxLength: 40,
  })
  .map((lines) => lines.map(([line, end]) => line + end).join(''));

function importOrRefuse(bytes: Uint8Array): ImportedArticle | undefined {
  try {
    return importText(bytes, 'notes.txt');
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

describe('every character is accounted for', () => {
  test('of any text', () => {
    fc.assert(
      fc.property(TEXTS, (text) => {
        const imported = importOrRefuse(new TextEncoder().encode(text));
        if (imported) expect(account(imported).unaccounted).toBe('');
      }),
      // In a table's line of its own, a sign that JavaScript takes for a blank.
      { numRuns: 500, examples: [['Port    1,200   3\n\ufeff\nKell      900   4\n']] },
    );
  });

  test('of any text whatever a person makes of its blocks', () => {
    fc.assert(
      fc.property(TEXTS, fc.nat(), fc.constantFrom(...BLOCK_TYPES), (text, at, as) => {
        const imported = importOrRefuse(new TextEncoder().encode(text));
        if (!imported || imported.blocks.length === 0 || as === 'rule' || as === 'figure') return;
        const decided = applyDecisions(imported, [{ index: at % imported.blocks.length, as }]);
        expect(account(decided).unaccounted).toBe('');
      }),
      { numRuns: 500 },
    );
  });

  test('of any bytes that are not refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const imported = importOrRefuse(bytes);
        if (imported) expect(account(imported).unaccounted).toBe('');
      }),
      { numRuns: 500 },
    );
  });

  test('of markers whose line is empty', () => {
    expect(account(importString('> one\n>\n> two\n\n-\n\n1.\n')).unaccounted).toBe('');
  });
});
