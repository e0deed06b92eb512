import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeExport } from '../../../app/services/exporting/make-export.ts';
import { csvRows } from '../../../app/services/exporting/readers/table.ts';
import { type ExportFormat, exportChoicesSchema } from '../../../shared/exporting/options.ts';
import {
  EXPORTED_AT,
  type FortyThreads,
  fortyThreads,
  OUTSIDER,
  PEOPLE,
  THREADS,
} from '../../fixtures/forty-threads.ts';

const FORMATS: ExportFormat[] = ['docx', 'html', 'md', 'txt', 'digest', 'jsonld', 'xlsx', 'csv'];
const ZIPS: ExportFormat[] = ['docx', 'xlsx'];
/** All comments of the fixture but the withdrawn one and that of the withdrawn thread. */
const COMMENTS = THREADS.reduce((sum, { said }) => sum + said.length, 0) - 2;

let forty: FortyThreads;

beforeAll(() => {
  forty = fortyThreads();
});

function made(to: ExportFormat, choices: Record<string, unknown> = {}, brief = forty.brief) {
  const options = exportChoicesSchema.parse({ format: { to }, ...choices });
  return makeExport(brief, { ...options, now: EXPORTED_AT });
}

/** The text of a file; of a zip, the text of all its parts. */
function textOf(to: ExportFormat, bytes: Uint8Array): string {
  if (!ZIPS.includes(to)) return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const parts = Object.entries(unzipSync(bytes));
  return parts.map(([name, part]) => `${name}\n${new TextDecoder().decode(part)}`).join('\n');
}

describe.each(FORMATS)('%s', (to) => {
  test('holds 40 of 40 threads and all comments, as an independent reader counts them', async () => {
    const { receipt } = await made(to);
    expect(receipt).toMatchObject({ exported: 40, exportedComments: COMMENTS, unaccounted: 0 });
  });

  test('is the same to the byte for the same brief, options and clock', async () => {
    const [first, second] = [await made(to), await made(to)];
    expect(Buffer.from(first.bytes).equals(second.bytes)).toBe(true);
  });

  test('names nobody once it is anonymised', async () => {
    const text = textOf(to, (await made(to, { anonymise: true })).bytes).toLowerCase();
    const names = [...Object.values(PEOPLE).map(({ name }) => name), OUTSIDER.name].flatMap((name) => [
      name,
      ...name.split(/[\s-]/).filter((part) => part.length > 2),
    ]);
    const colours = Object.values(PEOPLE).flatMap(({ colour }) => [colour, colour.slice(1)]);
    const ids = Object.values(forty.people).map(({ person }) => person.id);
    for (const word of [...names, ...colours, ...ids]) expect(text).not.toContain(word.toLowerCase());
  });

  test('never holds what was withdrawn, and only what is not resolved where that was asked for', async () => {
    const text = textOf(to, (await made(to, { resolved: false })).bytes);
    expect(text).not.toContain('must never go out');
    expect(text).not.toContain('said in error');
    expect(text).not.toContain('Gross or net');
  });

  test('holds no character that XML forbids, whatever is in a comment', async () => {
    const text = textOf(to, (await made(to)).bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    expect(text.isWellFormed()).toBe(true);
  });
});

describe('CSV', () => {
  test('calculates nothing, and loses nothing by that', async () => {
    const rows = csvRows(textOf('csv', (await made('csv')).bytes).replace(/^\ufeff/, ''));
    const comments = rows.slice(1).map((row) => row[9] ?? '');
    expect(comments.filter((comment) => /^[=+\-@\t\r]/.test(comment))).toEqual([]);
    const restored = comments.map((comment) => comment.replace(/^'/, ''));
    expect(restored).toContain('=1+1');
    expect(restored).toContain('@SUM(A1:A9)');
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([20]));
  });
});

describe('HTML', () => {
  test('asks for nothing from anywhere and runs nothing', async () => {
    for (const to of ['html', 'digest'] as const) {
      const html = textOf(to, (await made(to)).bytes);
      expect(html).not.toMatch(/<(?:script|link|img|iframe|object|embed|base|form)\b/i);
      expect(html).not.toMatch(/\bon\w+\s*=\s*["']/i);
      expect(html).not.toMatch(/url\(|@import/i);
      expect(html).toContain('&lt;script&gt;alert(&quot;no&quot;)&lt;/script&gt;');
    }
  });

  test('links every thread to its passage and back', async () => {
    const html = textOf('html', (await made('html')).bytes);
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const targets = [...html.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(2);
    for (const target of targets) expect(ids).toContain(target);
    expect([...html.matchAll(/ id="/g)]).toHaveLength(ids.size);
  });
});
