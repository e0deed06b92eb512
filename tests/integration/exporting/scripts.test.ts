import { execFileSync } from 'node:child_process';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { carriedFaces } from '../../../app/faces/carried-faces.ts';
import { neededSlices } from '../../../app/faces/needed-slices.ts';
import { MADE_JUST_NOW } from '../../../app/services/brief/brief.ts';
import { newBrief } from '../../../app/services/brief/new-brief.ts';
import { findChromium } from '../../../app/services/exporting/pdf/find-chromium.ts';
import { writePdf } from '../../../app/services/exporting/pdf/write-pdf.ts';
import { which } from '../../../scripts/lib/chromium.mjs';
import { anchorAt } from '../../../shared/anchors/placement.ts';
import { articleOf } from '../../../shared/article/blocks.ts';
import { familiesFor } from '../../../shared/exporting/pdf/print-families.ts';
import { exportOf } from '../../support/exports.ts';
import { personCalled } from '../../support/people.ts';

/* What a PDF says in scripts for which a computer may have no font: Briefmark brings them along. */

const WORDS = [
  'الميناء مغلق منذ الفجر',
  'הנמל סגור מאז הבוקר',
  '港口从黎明起关闭',
  'フェリーは欠航です',
  '항구는 새벽부터 닫혔다',
  'बंदरगाह बंद है',
  'ท่าเรือปิดแล้ว',
  'Порт закрыт с рассвета',
  'Το λιμάνι είναι κλειστό',
  'Cảng đóng cửa từ sáng',
  'Closed ⚓🚢 since dawn 👩🏽‍✈️ 🇮🇸',
];
/** Words that stand nowhere else, so that nothing else has fetched their typeface. */
const ONLY_SAID = '日本語のコメント';
const TITLE = '港 · ميناء · Harbour 🚢';
const at = Date.UTC(2026, 2, 15);
const chromium = await findChromium();

/** A brief with a paragraph, an annotation on all of it and a comment in each script. */
function briefInScripts() {
  const paragraphs = WORDS.map((text) => ({ type: 'paragraph' as const, text }));
  const described = { language: 'en', direction: 'ltr' as const, source: { name: 'h.txt', encoding: 'utf-8' } };
  const person = personCalled('王芳华');
  const { brief } = newBrief(articleOf([{ type: 'title', text: TITLE }, ...paragraphs]), described, person, at);
  for (const words of WORDS) {
    const from = brief.index.text.text.indexOf(words);
    const anchors = [anchorAt(brief.index, { from, to: from + words.length })];
    const said = { type: 'commented' as const, annotation: MADE_JUST_NOW, body: `${words} **${words}**` };
    brief.append([{ type: 'annotated', kind: 'note', tags: [], anchors }, said], person, at);
  }
  brief.append(
    [
      { type: 'annotated', kind: 'note', tags: [], anchors: [] },
      { type: 'commented', annotation: MADE_JUST_NOW, body: ONLY_SAID },
    ],
    person,
    at,
  );
  return brief;
}

const squeezed = (text: string) => text.normalize('NFKC').replace(/[\s\u200e\u200f\u202a-\u202e]+/gu, '');

describe.runIf(chromium)('a PDF in many scripts', () => {
  const { exported, options } = exportOf(briefInScripts(), { format: { to: 'pdf', print: 'endnotes' } });
  let bytes: Uint8Array;
  beforeAll(async () => {
    bytes = await writePdf(exported, options);
  }, 120_000);

  it.skipIf(!which('pdftotext'))('has its words for poppler', () => {
    const text = squeezed(execFileSync('pdftotext', ['-', '-'], { input: bytes, encoding: 'utf8' }));
    for (const words of WORDS) expect(text).toContain(squeezed(words));
  });

  it('has its letters and their typefaces within, and is the same to the byte', { timeout: 120_000 }, async () => {
    const source = Buffer.from(bytes).toString('latin1');
    for (const face of ['SourceSerif4', 'Amiri', 'NotoSerifHebrew', 'NotoSerifDevanagari', 'NotoSerifThai'])
      expect(source).toContain(`+${face}-Regular`);
    // Those of all weights in one file have no name; their letters are drawn one by one.
    expect(source).toContain('/Subtype /Type3');

    const doc = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 }).promise;
    let text = '';
    for (let number = 1; number <= doc.numPages; number++) {
      const { items } = await (await doc.getPage(number)).getTextContent();
      text += items.flatMap((item) => ('str' in item ? [item.str] : [])).join('');
    }
    // As a paragraph and, in regular and bold, as a comment. Some scripts are put out as they were painted.
    for (const words of WORDS.filter((each) => !/[\p{Script=Arabic}\p{Script=Thai}]/u.test(each)))
      expect(squeezed(text).split(squeezed(words)).length, words).toBeGreaterThan(3);
    for (const words of ['王芳华', ONLY_SAID]) expect(squeezed(text)).toContain(words);
    // Above each page too.
    expect(squeezed(text).split(squeezed('Harbour 🚢')).length).toBeGreaterThan(2);

    expect(Buffer.from(await writePdf(exported, options)).equals(Buffer.from(bytes))).toBe(true);
  });
});

describe('the typefaces that a text carries', () => {
  const slices = (text: string) =>
    neededSlices(text, familiesFor('simplified')).map(({ face, slice }) => `${face.family} ${slice}`);

  it('are those of its characters and no more', () => {
    expect(slices('The quick brown fox — “it” costs 5 €.')).toEqual(['Source Serif 4 latin']);
    expect(slices('ميناء')).toEqual(['Amiri arabic']);
    expect(slices('港口')).toHaveLength(2);
    for (const slice of slices('港口')) expect(slice).toMatch(/^Noto Sans SC /);
    for (const emoji of ['🚢', '🇮🇸']) expect(slices(emoji)).toEqual([expect.stringMatching(/^Noto Emoji /)]);
    expect(slices('')).toEqual([]);
  });

  it('are in the page itself', async () => {
    const sheet = await carriedFaces('שלום', [familiesFor('simplified'), familiesFor('korean')]);
    expect(sheet.match(/@font-face/g)).toHaveLength(2);
    expect(sheet).toMatch(/src:url\(data:font\/woff2;base64,d09GMg/);
    expect(sheet).not.toContain('</');
  });
});

if (!chromium) it.skip('PDF: no Chromium was found. To run it: apt-get install chromium');
