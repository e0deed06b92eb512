import { unzipSync } from 'fflate';
import readWorkbook from 'read-excel-file/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { MADE_JUST_NOW } from '../../../app/services/brief/brief.ts';
import { newBrief } from '../../../app/services/brief/new-brief.ts';
import { makeExport } from '../../../app/services/exporting/make-export.ts';
import { findChromium } from '../../../app/services/exporting/pdf/find-chromium.ts';
import { anchorAt } from '../../../shared/anchors/placement.ts';
import { articleOf } from '../../../shared/article/blocks.ts';
import type { Exportable } from '../../../shared/exporting/export-brief.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../../shared/exporting/options.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import { ARTICLE } from '../../fixtures/exporting/article.ts';
import { BEGAN } from '../../fixtures/forty-threads.ts';
import { optionsFor } from '../../support/exports.ts';
import { personCalled } from '../../support/people.ts';

/* Threads that few briefs have: on passages that no writer likes, with more answers than anybody reads, under a marking. */

const REPLIES = 500;
const MARKING = 'TLP:AMBER & <strict>';

/** What each annotation begins and ends with. */
const PASSAGES = {
  'two blocks': ['On Thursday it delivered none', 'The delay is costly'],
  'a table cell': ['66,800', '66,800'],
  'a whole table': ['Quarter', '900'],
  'a picture and what stands beside it': ['Fourth', 'Ministry'],
  'the whole article': [ARTICLE[0]?.text ?? '', 'Ministry'],
} as const;

/** Where there is none, a PDF can't be made, which another test says. */
const canPrint = (await findChromium()) !== undefined;

let brief: Exportable;

beforeAll(() => {
  const ann = personCalled('Ann Okoro');
  const blocks = [...ARTICLE.slice(0, 15), { type: 'caption' as const, text: 'Photograph: Ministry' }];
  const described = { language: 'en', direction: 'ltr' as const, source: { name: 'kelmar.txt', encoding: 'utf-8' } };
  const made = newBrief(articleOf(blocks), { ...described, marking: MARKING }, ann, BEGAN).brief;
  const { text } = made.index.text;
  for (const [name, [first, last]] of Object.entries(PASSAGES)) {
    const from = text.indexOf(first);
    const to = text.indexOf(last, from) + last.length;
    expect(from, name).toBeGreaterThan(-1);
    const anchors = [anchorAt(made.index, { from, to })];
    const said = {
      type: 'commented' as const,
      annotation: MADE_JUST_NOW,
      body: `On ${name}. ${'Long. '.repeat(1_600)}`,
    };
    made.append([{ type: 'annotated', kind: 'note', tags: [], anchors }, said], ann, BEGAN);
  }
  const { entries } = made.append([{ type: 'annotated', kind: 'question', tags: [], anchors: [] }], ann, BEGAN);
  const annotation = entries.find(({ type }) => type === 'annotated')?.id as EntryId;
  const replies = Array.from({ length: REPLIES }, (_, i) => ({
    type: 'commented' as const,
    annotation,
    body: `Reply ${i}`,
  }));
  made.append(replies, ann, BEGAN);
  brief = made;
});

const made = (to: ExportFormat) => makeExport(brief, optionsFor({ format: { to } }));

/** The text of a file, or of all parts of a zip. */
function textOf(bytes: Uint8Array): string {
  const parts = Buffer.from(bytes.subarray(0, 2)).toString() === 'PK' ? Object.values(unzipSync(bytes)) : [bytes];
  return parts.map((part) => new TextDecoder().decode(part)).join('\n');
}

describe.each(EXPORT_FORMATS)('%s', (to) => {
  test.skipIf(to === 'pdf' && !canPrint)('holds threads on odd passages, and one of 500 replies', async () => {
    const { receipt, bytes } = await made(to);
    expect(receipt).toMatchObject({ exported: 6, exportedComments: 5 + REPLIES, wholeBrief: 1, orphaned: 0 });
    // A PDF's text is in glyphs; pdf.test.ts reads it.
    if (to !== 'pdf') expect(textOf(bytes)).toMatch(/TLP:AMBER (?:&amp;){1,2}|TLP:AMBER \\?&{1,2}/);
  });
});

test('an Excel file has its receipt on a sheet of its own, and CSV the marking in each row', async () => {
  const sheets = await readWorkbook(Buffer.from((await made('xlsx')).bytes));
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['Comments', 'Receipt']);
  const account = new Map(sheets[1]?.data.map(([name, value]) => [name, value]));
  expect(account.get('Threads of the brief')).toBe(6);
  expect(account.get('Comments here')).toBe(5 + REPLIES);
  expect(account.get('Marking')).toBe(MARKING);
  expect(account.get('Unaccounted for')).toBe(0);
  const [head = '', ...rows] = textOf((await made('csv')).bytes)
    .trimEnd()
    .split('\r\n');
  expect(head.endsWith(',Marking')).toBe(true);
  expect(rows.every((row) => row.endsWith(`,${MARKING}`))).toBe(true);
});
