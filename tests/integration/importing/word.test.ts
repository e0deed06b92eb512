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
  parts[part] = strToU8(change(strFromU8(parts[part] as Uint8Array)));
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
