import { describe, expect, test } from 'vitest';
import { decodeText, MAX_FILE_BYTES, MAX_LINE_BYTES } from '../../../../shared/importing/decode-text.ts';
import { Refusal } from '../../../../shared/refusal.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, bigEndian = false): Uint8Array => {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), !bigEndian);
  return bytes;
};
const join = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(parts.flatMap((part) => [...part]));

function refusal(bytes: Uint8Array, name = 'notes.txt'): Refusal {
  try {
    decodeText(bytes, name);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('the encoding', () => {
  test.each([
    ['UTF-8', utf8('Grüße, 世界'), 'utf-8', 'Grüße, 世界'],
    ['UTF-8 with byte order mark', join(new Uint8Array([0xef, 0xbb, 0xbf]), utf8('é')), 'utf-8', 'é'],
    ['UTF-16, little end first', join(new Uint8Array([0xff, 0xfe]), utf16('Ölpreis')), 'utf-16le', 'Ölpreis'],
    ['UTF-16, big end first', join(new Uint8Array([0xfe, 0xff]), utf16('Ölpreis', true)), 'utf-16be', 'Ölpreis'],
    ['UTF-16 without byte order mark', utf16('A plain sentence.'), 'utf-16le', 'A plain sentence.'],
    [
      'Arabic UTF-16 without byte order mark',
      utf16('عاد الصيادون إلى الميناء قبل الفجر.'),
      'utf-16le',
      'عاد الصيادون إلى الميناء قبل الفجر.',
    ],
    ['Windows-1252', new Uint8Array([0x93, 0x63, 0x61, 0x66, 0xe9, 0x94, 0x20, 0x80]), 'windows-1252', '“café” €'],
    ['Windows-1252 that ends like a cut character', new Uint8Array([0x63, 0x61, 0x66, 0xe9]), 'windows-1252', 'café'],
    ['UTF-8 cut in mid-character', utf8('Größe ü').subarray(0, -1), 'utf-8', 'Größe \ufffd'],
    ['a lone surrogate', join(new Uint8Array([0xff, 0xfe]), utf16('a\ud800b')), 'utf-16le', 'a\ufffdb'],
  ])('is recognised: %s', (_name, bytes, encoding, text) => {
    expect(decodeText(bytes, 'notes.txt')).toEqual({ text, encoding });
  });

  test('line ends and stray control characters stay as they came', () => {
    expect(decodeText(utf8('a\r\nb\rc\u2028d\x07'), 'notes.txt').text).toBe('a\r\nb\rc\u2028d\x07');
  });
});

describe('a refusal names the file, the cause and the next step', () => {
  test.each([
    ['nothing', new Uint8Array()],
    ['white space', utf8(' \n\t\u00a0\u3000\r\n')],
    ['a byte order mark', new Uint8Array([0xef, 0xbb, 0xbf])],
  ])('empty: %s', (_name, bytes) => {
    expect(refusal(bytes)).toMatchObject({
      code: 'empty-file',
      message: '“notes.txt” is empty. Choose another file, or paste the article instead.',
    });
  });

  test.each([
    ['zeros', new Uint8Array([0x41, 0, 0, 0x42, 0x43])],
    ['many control characters', utf8('\x01\x02\x03\x04\x05 some words \x06\x07')],
    ['a PDF', utf8('%PDF-1.7 text')],
    ['an Office document', utf8('PK\x03\x04word')],
    ['rich text', utf8('{\\rtf1 text}')],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d])],
  ])('binary: %s', (_name, bytes) => {
    const { code, message } = refusal(bytes, 'report.txt');
    expect(code).toBe('binary-file');
    expect(message).toMatch(/^“report\.txt” .+\. Open it in the program that made it/);
  });

  test('too large, by one byte', () => {
    const bytes = new Uint8Array(MAX_FILE_BYTES + 1).fill(0x61);
    expect(refusal(bytes)).toMatchObject({ code: 'file-too-large' });
    expect(refusal(bytes).message).toContain('20.1 MB, and an article may have 20');
  });

  test('a line too long, with its number; one of just the size is read', () => {
    const line = 'a'.repeat(MAX_LINE_BYTES);
    expect(decodeText(utf8(`b\n${line}\nc`), 'notes.txt').text).toHaveLength(MAX_LINE_BYTES + 4);
    const refused = refusal(utf8(`b\r\n${line}a\r\nc`));
    expect(refused.code).toBe('line-too-long');
    expect(refused.message).toMatch(/^Line 2 of “notes\.txt” is longer than 1 MB/);
    expect(refusal(utf8('é'.repeat(MAX_LINE_BYTES / 2 + 1))).code).toBe('line-too-long');
  });
});
