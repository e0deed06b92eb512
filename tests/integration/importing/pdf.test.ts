import { PDFDocument, PDFName, PDFString, rgb, StandardFonts } from '@cantoo/pdf-lib';
import { describe, expect, test } from 'vitest';
import { readArticle } from '../../../app/services/importing/registry.ts';
import { account } from '../../../shared/importing/account.ts';

const PARAGRAPH =
  'The council of the harbour met for an hour and adjourned without having decided anything at all, as it had done before.';

async function pdfOf(pages: number, more?: (doc: PDFDocument) => Promise<void> | void): Promise<PDFDocument> {
  const doc = await PDFDocument.create();
  const font = await doc.embedFont(StandardFonts.TimesRoman);
  for (let number = 1; number <= pages; number++) {
    const page = doc.addPage([420, 595]);
    page.drawText(`The harbour book, volume ${(number % 3) + 1}`, { x: 40, y: 565, size: 8, font });
    page.drawText(String(number), { x: 205, y: 24, size: 8, font });
    if (number === 1) page.drawText('A book of the harbour', { x: 40, y: 520, size: 20, font });
    for (let line = 0; line < 30; line++) {
      // No two pages have the same lines, as the heads of pages do.
      const first = [0, 1, 28, 29].includes(line) ? `Of ${'ship '.repeat(number % 5)}and ${spelt(number)}: ` : '';
      const text = `${first}${line === 0 && number === 1 ? PARAGRAPH : PARAGRAPH.slice(number % 9)}`.slice(0, 68);
      page.drawText(text.trim(), { x: 40, y: 490 - line * 14, size: 10, font });
    }
  }
  await more?.(doc);
  return doc;
}

/** A number in letters, for lines that differ by more than a number. */
const spelt = (number: number) => [...String(number)].map((digit) => 'abcdefghij'[Number(digit)]).join('');

const read = (bytes: Uint8Array, name = 'book.pdf') => readArticle({ name, bytes });
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'read',
    (error: { code?: string }) => error.code,
  );

describe('a PDF that can’t become an article', () => {
  test('under a password says so', async () => {
    const doc = await pdfOf(1);
    await doc.encrypt({ userPassword: 'secret', ownerPassword: 'more secret' });
    expect(await codeOf(read(await doc.save()))).toBe('pdf-password');
  });

  test('of pictures alone says that it holds no text', async () => {
    const doc = await PDFDocument.create();
    for (let page = 0; page < 3; page++)
      doc.addPage([420, 595]).drawRectangle({ x: 40, y: 40, width: 300, height: 500, color: rgb(0.9, 0.9, 0.8) });
    await expect(read(await doc.save())).rejects.toThrow(/holds no text/u);
  });

  test('cut anywhere is refused, or read as far as it goes', async () => {
    const bytes = await (await pdfOf(4)).save({ useObjectStreams: false });
    for (const share of [0.02, 0.2, 0.4, 0.6, 0.8, 0.97]) {
      const code = await codeOf(read(bytes.slice(0, Math.floor(bytes.length * share))));
      expect(['damaged-pdf', 'pdf-without-text', 'read']).toContain(code);
    }
  });

  test('whose pages contain themselves ends', async () => {
    const doc = await pdfOf(2, (made) => {
      const root = made.catalog.Pages();
      root.Kids().insert(0, made.catalog.get(PDFName.of('Pages')) as never);
    });
    expect(['damaged-pdf', 'pdf-without-text', 'read']).toContain(await codeOf(read(await doc.save())));
  });

  test('with more pages than any article is refused before it is read', async () => {
    const doc = await PDFDocument.create();
    for (let page = 0; page < 1_600; page++) doc.addPage([100, 100]);
    expect(await codeOf(read(await doc.save()))).toBe('pdf-too-long');
  });
});

test('a PDF of 200 pages is read in less than five seconds, and says how far it is', async () => {
  const bytes = await (await pdfOf(200)).save();
  const steps: number[] = [];
  const before = process.cpuUsage();
  const { article } = await readArticle({ name: 'book.pdf', bytes }, ({ done }) => void steps.push(done));
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 1000;
  console.info(`200 pages took ${Math.round(took)} ms of a processor`);
  // Two processors that share a core take twice as long each; what others do meanwhile isn't counted.
  expect(took).toBeLessThan(15_000);
  expect(steps).toHaveLength(200);
  expect(account(article).unaccounted).toBe('');
  expect(article.blocks.filter(({ leftOut }) => leftOut).length).toBe(400);
});

test('a Chinese font that the file only names is read', async () => {
  const hex = [...'盐湖边的小学只剩下四个学生。']
    .map((sign) => sign.charCodeAt(0).toString(16).padStart(4, '0'))
    .join('');
  const content = `BT /F 12 Tf 40 500 Td <${hex}> Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Resources<</Font<</F 4 0 R>>>>/Contents 7 0 R>>',
    '<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>',
    '<</Type/Font/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 6 0 R/DW 1000>>',
    '<</Type/FontDescriptor/FontName/SimSun/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>',
    `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
  ];
  const body = objects.map((object, at) => `${at + 1} 0 obj\n${object}\nendobj\n`).join('');
  const { article } = await read(new TextEncoder().encode(`%PDF-1.4\n${body}trailer<</Root 1 0 R>>\n%%EOF`));
  expect(article.blocks.map(({ text }) => text)).toEqual(['盐湖边的小学只剩下四个学生。']);
  expect(article.language).toBe('zh');
});

describe('what others put into a PDF', () => {
  const marked = async () => {
    const doc = await pdfOf(1, async (made) => {
      const page = made.getPage(0);
      const font = 10;
      const { context } = made;
      const roman = await made.embedFont(StandardFonts.TimesRoman);
      const line = 'Of ship and b: The council of the harbour';
      const end = 40 + roman.widthOfTextAtSize(line, font);
      const from = 40 + roman.widthOfTextAtSize('Of ship and b: The ', font);
      const quad = [from, 490 + font, end, 490 + font, from, 488, end, 488];
      const note = (extra: Record<string, unknown>) =>
        context.register(
          context.obj({
            Type: 'Annot',
            Rect: [56, 488, 160, 500],
            M: PDFString.of('D:20330205100000Z'),
            ...extra,
          } as never),
        );
      const highlight = note({
        Subtype: 'Highlight',
        QuadPoints: quad,
        T: PDFString.of('Anna Berg'),
        Contents: PDFString.of('Which council?'),
      });
      const reply = note({
        Subtype: 'Text',
        IRT: highlight,
        T: PDFString.of('Jonas Falk'),
        Contents: PDFString.of('The old one.'),
      });
      const done = note({
        Subtype: 'Text',
        IRT: reply,
        T: PDFString.of('Anna Berg'),
        Contents: PDFString.of(''),
        StateModel: PDFString.of('Review'),
        State: PDFString.of('Completed'),
      });
      const struck = note({
        Subtype: 'StrikeOut',
        QuadPoints: [40, 486, 80, 486, 40, 474, 80, 474],
        Rect: [40, 474, 80, 486],
        T: PDFString.of('Jonas Falk'),
      });
      page.node.set(PDFName.of('Annots'), context.obj([highlight, reply, done, struck]));
    });
    return (await read(await doc.save())).article;
  };

  test('becomes annotations on their words, with answers and what is done', async () => {
    const { annotations = [], blocks } = await marked();
    expect(annotations).toHaveLength(2);
    const [first, second] = annotations;
    const words = first?.passages.map(({ block, from, to }) => blocks[block]?.text.slice(from, to));
    expect(words).toEqual(['council of the harbour']);
    expect(first).toMatchObject({
      author: 'Anna Berg',
      via: 'pdf',
      resolved: true,
      comments: [
        { author: 'Anna Berg', body: 'Which council?', at: Date.UTC(2033, 1, 5, 10) },
        { author: 'Jonas Falk', body: 'The old one.' },
      ],
    });
    expect(second).toMatchObject({ kind: 'correction', author: 'Jonas Falk', comments: [] });
  });
});
