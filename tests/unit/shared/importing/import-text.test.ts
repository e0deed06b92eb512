import { describe, expect, test } from 'vitest';
import { account } from '../../../../shared/importing/account.ts';
import { importText } from '../../../../shared/importing/import-text.ts';
import { fixturesIn, tableOf } from './expected-table.ts';
import { importString, kinds } from './import-string.ts';

/** Of a processor, several times what it takes; a quadratic step would take minutes. */
const GENEROUS_MS = 60_000;

describe.each(['held-out', 'tuned'] as const)('the dirty articles in %s', (folder) => {
  test.each(fixturesIn(folder).map((fixture) => [fixture.name, fixture] as const))(
    '%s',
    (name, { bytes, expected }) => {
      const article = importText(bytes, name);
      expect(tableOf(article, expected)).toEqual(expected);
      expect(account(article).unaccounted).toBe('');
    },
  );
});

const BODY = 'The council of the harbour met for an hour and adjourned without having decided anything at all.';
const OTHER = 'Two firms from the capital had sent their lawyers, who spoke at length and to nobody’s satisfaction.';

describe('what is in doubt stays', () => {
  test('a paragraph that begins with the headline’s words is no second headline', () => {
    const text = `Rain over the hills\n\nRain over the hills\n\nRain over the hills has filled the reservoirs of the north.\n\n${BODY}\n`;
    expect(kinds(text)).toEqual(['title', 'left-out', 'paragraph', 'paragraph']);
  });

  test('a short sentence is a paragraph, not a heading', () => {
    expect(kinds(`A vote\n\n${BODY}\n\nHe refused.\n\n${BODY} Again.\n`)).toEqual([
      'title',
      'paragraph',
      'paragraph',
      'paragraph',
    ]);
  });

  test('a subheading that names a network is no button when it stands alone', () => {
    expect(kinds(`Firms\n\n${BODY}\n\nFacebook\n\n${OTHER}\n`)).toEqual(['title', 'paragraph', 'heading', 'paragraph']);
  });

  test('a paragraph about newsletters and cookies stays between paragraphs', () => {
    const about =
      'The ministry sends newsletters to its subscribers, and “sign up for our alerts” is printed on its buses.';
    const blocks = importString(`Mail\n\n${`${BODY}\n\n`.repeat(8)}${about}\n\n${`${BODY}\n\n`.repeat(8)}`).blocks;
    expect(blocks.find((block) => block.text === about)?.leftOut).toBeUndefined();
  });

  test('verses are not taken for headings or pull quotes', () => {
    const verse = ['The river ran by night', 'and took our names along', 'The bells were still', 'and so were we'].join(
      '\n',
    );
    expect(kinds(`The bells\n\n${verse}\n`)).not.toContain('pullquote');
  });

  test('a text of one line, and one that begins with a paragraph, have no title', () => {
    expect(kinds('hello')).toEqual(['paragraph']);
    expect(kinds(`${BODY}\n\n${BODY} Again.`)).toEqual(['paragraph', 'paragraph']);
  });
});

describe('lines', () => {
  test('that were wrapped by hand are joined, whatever their ends', () => {
    const wrapped = [
      'The first of the ships came in at dawn and tied up at the old pier, where',
      'nobody waited for it but the harbour master, who had not slept since the',
      'storm began, and two dogs that belonged to nobody in particular.',
    ];
    for (const end of ['\n', '\r\n', '\r', '\u2028']) {
      const [first] = importString(wrapped.join(end)).blocks;
      expect(first?.text).toBe(wrapped.join(' '));
    }
  });

  test('a form feed ends a line', () => {
    expect(importString(`A title\f${BODY}`).blocks.map((block) => block.type)).toEqual(['title', 'paragraph']);
  });

  test('a hyphen at the end of a wrapped line stays in its word', () => {
    const [first] = importString(
      'The members of the council spoke at length of the need for a long-\nterm plan.',
    ).blocks;
    expect(first?.text).toBe('The members of the council spoke at length of the need for a long-term plan.');
  });

  test('control, zero-width and direction characters stay in the text', () => {
    const odd = `He said \u200b\u202enothing\u202c\x07 about it, and the council adjourned without a vote on it.`;
    expect(importString(`A title\n\n${odd}`).blocks[1]?.text).toBe(odd);
  });
});

describe('a large file', () => {
  const MB = 1024 * 1024;
  const fill = (line: string, size: number): string => line.repeat(Math.floor(size / line.length));
  test.each([
    ['200,000 short lines', Array.from({ length: 200_000 }, (_, at) => `Line ${at}`).join('\n')],
    ['90,000 equal lines without full stop', fill('the very same line again and again without an end\n', 90_000 * 50)],
    [
      '60,000 lines that might be pull quotes',
      Array.from(
        { length: 60_000 },
        (_, at) => `The council of town ${at} has asked the mayor ${at * 7} to open the bridge again`,
      ).join('\n\n'),
    ],
    ['20 MB of one-letter lines', fill('a\n', 20 * MB)],
    ['20 MB of paragraphs', fill(`${BODY.repeat(6)}\n\n`, 20 * MB)],
    ['50,000 credits', fill('Jane Roe / AFP\n', 50_000 * 15)],
  ])('of %s is read in reasonable time', { timeout: GENEROUS_MS * 2 }, (_name, text) => {
    const bytes = new TextEncoder().encode(text);
    const before = process.cpuUsage();
    const article = importText(bytes, 'large.txt');
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(GENEROUS_MS);
    expect(account(article).unaccounted).toBe('');
  });
});
