import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanImage } from '../../../../../app/services/images/clean-image.ts';
import { exifOf } from '../../../../../app/services/images/exif.ts';
import { MAX_IMAGE_BYTES } from '../../../../../shared/images/image.ts';
import { Refusal } from '../../../../../shared/refusal.ts';

const FIXTURES = join(import.meta.dirname, '../../../../fixtures/images');
const SECRET = 'GPS 51.5007 N, taken by A. Okoro';

function fixture(name: string): Buffer {
  return readFileSync(join(FIXTURES, name));
}

/** Two pixels, from the format's description. */
const GIF = Buffer.from('47494638396102000100800000ff00000000ff2c00000000020001000002024454003b', 'hex');

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** With chunks behind the header. */
function pngWith(...chunks: Buffer[]): Buffer {
  const png = fixture('quarters.png');
  return Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
}

function jpegWith(marker: number, data: Buffer): Buffer {
  const jpeg = fixture('quarters.jpg');
  const head = Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2)]);
}

function webpWith(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32LE(data.length, 4);
  const webp = Buffer.concat([fixture('quarters.webp'), head, data, Buffer.alloc(data.length % 2)]);
  webp.writeUInt32LE(webp.length - 8, 4);
  return webp;
}

describe('a picture', () => {
  test.each([
    ['quarters.png', 'image/png'],
    ['quarters.jpg', 'image/jpeg'],
    ['quarters.webp', 'image/webp'],
    ['three-quarters.webp', 'image/webp'],
    ['lossless.webp', 'image/webp'],
  ])('%s is known by what it holds', (name, type) => {
    expect(cleanImage(fixture(name))).toMatchObject({ type, width: 24, height: 16, orientation: 1 });
  });

  test('of two pixels is a GIF', () => {
    expect(cleanImage(GIF)).toMatchObject({ type: 'image/gif', width: 2, height: 1 });
  });

  test('loses what a program wrote into it, and keeps its pixels', () => {
    const comment = Buffer.concat([Buffer.from([0x21, 0xfe, SECRET.length]), Buffer.from(SECRET), Buffer.from([0])]);
    const secret = Buffer.from(SECRET);
    const told = [
      [pngWith(pngChunk('tEXt', secret), pngChunk('iCCP', secret), pngChunk('prVt', secret)), fixture('quarters.png')],
      [jpegWith(0xfe, secret), fixture('quarters.jpg')],
      [jpegWith(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), secret])), fixture('quarters.jpg')],
      [jpegWith(0xe1, Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0'), secret])), fixture('quarters.jpg')],
      [jpegWith(0xed, secret), fixture('quarters.jpg')],
      [webpWith('EXIF', secret), fixture('quarters.webp')],
      [webpWith('XMP ', secret), fixture('quarters.webp')],
      [webpWith('ICCP', secret), fixture('quarters.webp')],
      [Buffer.concat([GIF.subarray(0, 19), comment, GIF.subarray(19)]), GIF],
    ] as const;
    for (const [bytes, plain] of told) {
      const { bytes: cleaned, sha256 } = cleanImage(bytes);
      expect(bytes.includes(SECRET)).toBe(true);
      expect(Buffer.from(cleaned).includes(SECRET)).toBe(false);
      expect(sha256).toBe(cleanImage(plain).sha256);
    }
  });

  test('loses what stands behind its end', () => {
    for (const plain of [fixture('quarters.png'), fixture('quarters.jpg'), fixture('quarters.webp'), GIF]) {
      const followed = Buffer.concat([plain, Buffer.from(`<script>${SECRET}</script>`)]);
      expect(cleanImage(followed).sha256).toBe(cleanImage(plain).sha256);
    }
  });

  test('keeps how its camera was held, and nothing else of its EXIF data', () => {
    const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exifOf(6), Buffer.from(SECRET)]);
    for (const bytes of [jpegWith(0xe1, exif), pngWith(pngChunk('eXIf', exif.subarray(6)))]) {
      const cleaned = cleanImage(bytes);
      expect(cleaned).toMatchObject({ width: 16, height: 24, orientation: 6 });
      expect(Buffer.from(cleaned.bytes).includes(SECRET)).toBe(false);
      expect(cleanImage(cleaned.bytes)).toEqual(cleaned);
    }
  });
});

describe('what is refused', () => {
  const refusal = (bytes: Uint8Array) => {
    try {
      cleanImage(bytes, '“plan.png”');
    } catch (error) {
      if (error instanceof Refusal) return error;
      throw error;
    }
    return undefined;
  };

  test.each(['<svg xmlns="http://www.w3.org/2000/svg"/>', '%PDF-1.7', '', 'BM', 'RIFF\0\0\0\0WAVE'])('%j', (text) => {
    expect(refusal(Buffer.from(text))).toMatchObject({
      code: 'not-a-picture',
      message: '“plan.png” is not a PNG, JPEG, WebP or GIF file. Save it as one of these, and try again.',
    });
  });

  test('one that is too large, in bytes or in pixels', () => {
    expect(refusal(new Uint8Array(MAX_IMAGE_BYTES + 1))?.code).toBe('picture-too-large');
    const header = Buffer.alloc(13);
    header.writeUInt32BE(8_000, 0);
    header.writeUInt32BE(8_000, 4);
    header.set([8, 6], 8);
    const png = fixture('quarters.png');
    const wide = Buffer.concat([png.subarray(0, 8), pngChunk('IHDR', header), png.subarray(33)]);
    expect(refusal(wide)?.message).toMatch(/^“plan\.png” has 8000 × 8000 pixels/);
  });

  test('one that is cut short, wherever', () => {
    for (const whole of [fixture('quarters.png'), fixture('quarters.jpg'), fixture('quarters.webp'), GIF]) {
      for (let length = 12; length < whole.length; length++) {
        expect(refusal(whole.subarray(0, length))?.code).toBe('damaged-picture');
      }
    }
  });

  test('one with a chunk that a reader must understand and we don’t', () => {
    expect(refusal(pngWith(pngChunk('ABCD', Buffer.alloc(4))))?.code).toBe('damaged-picture');
  });

  test('others are taken whole and read the same again, whatever was done to them', () => {
    const names = ['quarters.png', 'quarters.jpg', 'quarters.webp', 'three-quarters.webp'];
    const wholes = [...names.map(fixture), GIF];
    const change = fc.record({ at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }), cut: fc.boolean() });
    fc.assert(
      fc.property(fc.constantFrom(...wholes), fc.array(change, { maxLength: 4 }), (whole, changes) => {
        let bytes = Buffer.from(whole);
        for (const { at, byte, cut } of changes) {
          if (cut)
            bytes = Buffer.concat([bytes.subarray(0, at % bytes.length), bytes.subarray((at % bytes.length) + 1)]);
          else bytes[at % bytes.length] = byte;
        }
        let cleaned: ReturnType<typeof cleanImage>;
        try {
          cleaned = cleanImage(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
          return;
        }
        expect(cleanImage(cleaned.bytes)).toEqual(cleaned);
      }),
      { numRuns: 3_000 },
    );
  });
});
