import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readArticle } from '../../../app/services/importing/registry.ts';
import { account } from '../../../shared/importing/account.ts';
import type { ImportedArticle } from '../../../shared/importing/imported.ts';
import { rawZip } from '../bad-input/raw-zip.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/documents');
const file = (name: string) => new Uint8Array(readFileSync(join(FOLDER, name)));
const read = async (bytes: Uint8Array, name = 'report.docx') => (await readArticle({ name, bytes })).article;
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'read',
    (error: { code?: string }) => error.code ?? String(error),
  );
const wordsOf = ({ blocks }: ImportedArticle, at: { block: number; from: number; to: number }) =>
  blocks[at.block]?.text.slice(at.from, at.to);

/** The same document with a part of it changed. */
function changed(bytes: Uint8Array, part: string, change: (xml: string) => string): Uint8Array {
  const parts = unzipSync(bytes);
  parts[part] = strToU8(change(strFromU8(parts[part] ?? new Uint8Array())));
  return zipSync(parts);
}

describe('a commented Word document', () => {
  test('brings its threads, on their words, with answers and what is done', async () => {
    const article = await read(file('tuned/keller-soffice.docx'));
    const [first, second, ...more] = article.annotations ?? [];
    expect(more).toEqual([]);
    expect(first?.passages.map((at) => wordsOf(article, at))).toEqual(['vierhundert laufende Meter']);
    expect(first?.comments.map(({ author, body }) => `${author}: ${body}`)).toEqual([
      'Anna Berg: Stimmt die Zahl?',
      'Jonas Falk: Laut Übergabeprotokoll ja.',
    ]);
    expect(first?.resolved).toBeUndefined();
    expect(second?.passages.map((at) => wordsOf(article, at))).toEqual(['Gefriertrocknung ist teuer']);
    expect(second?.resolved).toBe(true);
    expect(account(article).unaccounted).toBe('');
  });

  test('over several paragraphs marks a passage in each', async () => {
    const bytes = changed(file('tuned/keller-soffice.docx'), 'word/document.xml', (xml) => {
      const end = /<w:commentRangeEnd w:id="0"\/>/u.exec(xml)?.[0] ?? '';
      const without = xml.replace(end, '');
      const at = without.indexOf('</w:p>', without.indexOf('Stirnlampe'));
      return `${without.slice(0, at)}${end}${without.slice(at)}`;
    });
    const article = await read(bytes);
    expect(article.annotations?.[0]?.passages).toHaveLength(2);
  });
});

describe('a document without styles', () => {
  test('has its typed list told from its text, and a comment stays on its words', async () => {
    const bytes = changed(file('later/estuary-docxlib.docx'), 'word/document.xml', (xml) => {
      const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
      const commented = `${run('– the ')}<w:commentRangeStart w:id="0"/>${run('tide book')}<w:commentRangeEnd w:id="0"/>${run(' of 1990;')}<w:r><w:commentReference w:id="0"/></w:r>`;
      return xml.replace(
        /<w:body>[\s\S]*?(?=<w:sectPr)/u,
        `<w:body><w:p>${run('Two things were found in the tin, and neither had been looked for by anybody:')}</w:p><w:p>${commented}</w:p><w:p>${run('– a receipt for the tin.')}</w:p>`,
      );
    });
    const article = await read(bytes);
    expect(article.blocks.filter(({ leftOut }) => !leftOut).map(({ type, text }) => [type, text])).toEqual([
      ['paragraph', 'Two things were found in the tin, and neither had been looked for by anybody:'],
      ['list', 'the tide book of 1990;'],
      ['list', 'a receipt for the tin.'],
    ]);
    expect(article.annotations?.[0]?.passages.map((at) => wordsOf(article, at))).toEqual(['tide book']);
    expect(account(article).unaccounted).toBe('');
  });
});

describe('tracked changes', () => {
  test('are shown as accepted, and each is a note', async () => {
    const bytes = changed(file('set-aside/moulin-soffice.docx'), 'word/document.xml', (xml) =>
      xml.replace(
        /(<w:ins\b)/u,
        '<w:del w:id="901" w:author="Ren&#233;" w:date="2033-02-06T09:00:00Z"><w:r><w:delText>et une grange</w:delText></w:r></w:del>$1',
      ),
    );
    const article = await read(bytes);
    const text = article.blocks.map((block) => block.text).join('\n');
    expect(text).toContain('onze maisons et une étable');
    expect(text).not.toContain('grange');
    expect(
      article.annotations?.map(({ author, comments, passages }) => [
        author,
        comments[0]?.body,
        passages.map((at) => wordsOf(article, at)),
      ]),
    ).toEqual([
      ['René', 'Deleted with tracking on: “et une grange”', ['maisons']],
      ['Claire Noël', 'Inserted with tracking on: “et une étable”', [' et une étable']],
    ]);
    expect(article.remarks?.join(' ')).toContain('2 tracked changes');
    expect(account(article).unaccounted).toBe('');
  });
});

/** A document with nothing but these paragraphs, in XML. */
function ofBody(paragraphs: string, more: Record<string, string> = {}): Uint8Array {
  const bytes = changed(file('tuned/lissand-python.docx'), 'word/document.xml', (xml) =>
    xml.replace(/<w:body>[\s\S]*?(?=<w:sectPr)/u, `<w:body>${paragraphs}`),
  );
  return Object.entries(more).reduce((all, [path, xml]) => changed(all, path, () => xml), bytes);
}

const word = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const LONG = 'The ferry runs every ten minutes from six in the morning, and nobody has ever been asked for the fare.';

describe('what mammoth passes over', () => {
  const texts = async (bytes: Uint8Array) => {
    const article = await read(bytes);
    expect(account(article).unaccounted).toBe('');
    // The document that these stand in has a running head.
    const own = article.blocks.filter(({ text }) => text !== 'Lissand Review of Transport');
    return own.map(({ text, leftOut }) => (leftOut ? `(${text})` : text));
  };

  test('a simple field, a stretch of another direction and characters with their reading are text', async () => {
    const ruby = `<w:r><w:ruby><w:rubyPr/><w:rt>${word('とうきょう')}</w:rt><w:rubyBase>${word('東京')}</w:rubyBase></w:ruby></w:r>`;
    const body = `<w:p>${word('As of ')}<w:fldSimple w:instr=" DATE ">${word('3 May')}</w:fldSimple>${word(' in ')}${ruby}${word(' and ')}<w:bdo w:val="rtl">${word('Haifa')}</w:bdo>${word('.')}</w:p>`;
    expect(await texts(ofBody(body))).toEqual(['As of 3 May in 東京 and Haifa.', '(とうきょう)']);
  });

  test('a formula and the words of diagrams are left out with a reason', async () => {
    const math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"';
    const formula = `<m:oMath ${math}><m:r><m:t>h=</m:t></m:r><m:f><m:num><m:r><m:t>Q &lt; 2</m:t></m:r></m:num></m:f></m:oMath>`;
    const diagram = '<d:data xmlns:d="x" xmlns:a="y"><d:p><a:t>Ask first</a:t></d:p></d:data>';
    const body = `<w:p>${word('It follows ')}${formula}${word(' then.')}</w:p><w:p>${word(LONG)}</w:p>`;
    const found = await texts(ofBody(body, { 'word/diagrams/data1.xml': diagram }));
    expect(found.filter((text) => !text.startsWith('('))).toEqual(['It follows then.', LONG]);
    expect(found).toEqual(expect.arrayContaining(['(h=Q < 2)', '(Ask first)']));
  });

  test('a text box that has no older form is read', async () => {
    const box = `<w:r><w:drawing><inline><w:txbxContent><w:p>${word('Keys before five.')}</w:p></w:txbxContent></inline></w:drawing></w:r>`;
    expect(await texts(ofBody(`<w:p>${word(LONG)}${box}</w:p>`))).toEqual([LONG, 'Keys before five.']);
  });

  test('lines in the style for code are code', async () => {
    const line = (text: string) => `<w:p><w:pPr><w:pStyle w:val="SourceCode"/></w:pPr>${word(text)}</w:p>`;
    const article = await read(ofBody(`<w:p>${word(LONG)}</w:p>${line('a = 1')}${line('b = 2')}`));
    expect(article.blocks[1]).toMatchObject({ type: 'code', text: 'a = 1\nb = 2' });
  });

  test('what was moved with tracking on is noted where it was and where it is', async () => {
    const from = '<w:p><w:moveFrom w:id="1" w:author="Kit"><w:r><w:t>The bell stays.</w:t></w:r></w:moveFrom></w:p>';
    const to = '<w:p><w:moveTo w:id="2" w:author="Kit"><w:r><w:t>The bell stays.</w:t></w:r></w:moveTo></w:p>';
    const article = await read(ofBody(`${from}<w:p>${word(LONG)}</w:p>${to}`));
    expect(article.annotations?.map(({ comments }) => comments[0]?.body)).toEqual([
      'Moved away with tracking on: “The bell stays.”',
      'Moved here with tracking on: “The bell stays.”',
    ]);
  });

  test('a marking above the title is the brief’s', async () => {
    const article = await read(
      ofBody(
        ['RESTRICTED', LONG, 'One.', 'Two.', 'Three.', 'Four.', 'Five.']
          .map((text) => `<w:p>${word(text)}</w:p>`)
          .join(''),
      ),
    );
    expect(article.about?.marking).toBe('RESTRICTED');
    expect(article.blocks[0]?.leftOut).toBeDefined();
  });
});

test('pictures, tables, lists and notes of a Word document are kept', async () => {
  const { article, images } = await readArticle({ name: 'levee.docx', bytes: file('set-aside/levee-pandoc.docx') });
  expect(images.size).toBe(1);
  const types = new Set(article.blocks.map(({ type }) => type));
  for (const type of ['title', 'heading', 'paragraph', 'table', 'list', 'figure', 'caption', 'footnote'])
    expect(types).toContain(type);
});

describe('a Word document that can’t become an article', () => {
  const good = file('tuned/lissand-python.docx');

  test('under a password says so, and an old one what to do', async () => {
    const compound = new Uint8Array(4096);
    compound.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    expect(await codeOf(read(compound, 'old.doc'))).toBe('old-word');
    compound.set(Buffer.from('EncryptedPackage', 'utf16le'), 1024);
    expect(await codeOf(read(compound))).toBe('under-password');
  });

  test('cut anywhere is refused', async () => {
    for (const share of [0.1, 0.5, 0.9, 0.999])
      expect(await codeOf(read(good.slice(0, Math.floor(good.length * share))))).toBe('damaged-file');
  });

  test('that unpacks to more than any document is refused without being unpacked', async () => {
    const size = 300 * 1024 * 1024;
    const parts = Object.entries(unzipSync(good)).map(([name, data]) => ({ name, data, size: data.length, method: 0 }));
    const packed = deflateRawSync(Buffer.alloc(1024 * 1024));
    const bomb = rawZip([...parts, { name: 'word/media/bomb.png', data: packed, size, method: 8 }]);
    const before = process.memoryUsage().rss;
    expect(await codeOf(read(bomb))).toBe('file-too-large');
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  test.each(['word/document.xml', 'word/styles.xml', '[Content_Types].xml'])(
    'with entities in %s is refused',
    async (part) => {
      const hostile = changed(good, part, (xml) =>
        xml.replace(/^(<\?xml[^>]*\?>)?/u, '$1<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
      );
      expect(await codeOf(read(hostile))).toBe('word-doctype');
    },
  );

  test('whose XML isn’t any is refused', async () => {
    expect(await codeOf(read(changed(good, 'word/document.xml', (xml) => xml.slice(0, xml.length / 2))))).toBe(
      'damaged-word',
    );
  });
});
