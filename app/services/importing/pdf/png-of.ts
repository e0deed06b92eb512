import { crc32, deflateSync } from 'node:zlib';

/** A picture on screen has no more dots than this; larger ones are made smaller, or their PNG would fill the brief. */
const MOST_DOTS = 1_600;

const GREY_1 = 1;
const RGB = 2;
const RGBA = 3;

/** A PNG of a bitmap as pdf.js gives it; undefined where it gives none that is known. */
export function pngOf(bitmap: {
  width: number;
  height: number;
  kind?: number;
  data?: Uint8Array | Uint8ClampedArray;
}): Buffer | undefined {
  const { width, height, kind, data } = bitmap;
  if (!data || width < 1 || height < 1) return undefined;
  const channels = kind === RGBA ? 4 : kind === RGB ? 3 : kind === GREY_1 ? 1 : 0;
  const expected = kind === GREY_1 ? Math.ceil(width / 8) * height : width * height * channels;
  if (channels === 0 || data.length < expected) return undefined;
  const step = Math.ceil(Math.max(width, height) / MOST_DOTS);
  const [w, h] = [Math.max(1, Math.floor(width / step)), Math.max(1, Math.floor(height / step))];
  const rows = Buffer.alloc((w * channels + 1) * h);
  for (let y = 0; y < h; y += 1) {
    for (let x = 0; x < w; x += 1) {
      const to = y * (w * channels + 1) + 1 + x * channels;
      for (let channel = 0; channel < channels; channel += 1) rows[to + channel] = mean(x * step, y * step, channel);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(w, 0);
  head.writeUInt32BE(h, 4);
  head.set([8, channels === 4 ? 6 : channels === 3 ? 2 : 0, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);

  /** Of the dots that become one. */
  function mean(fromX: number, fromY: number, channel: number): number {
    if (step === 1) return sample(fromX, fromY, channel);
    let sum = 0;
    for (let y = 0; y < step; y += 1) for (let x = 0; x < step; x += 1) sum += sample(fromX + x, fromY + y, channel);
    return Math.round(sum / (step * step));
  }

  function sample(x: number, y: number, channel: number): number {
    if (channels > 1) return data?.[(y * width + x) * channels + channel] ?? 0;
    const byte = data?.[y * Math.ceil(width / 8) + (x >> 3)] ?? 0;
    return (byte >> (7 - (x & 7))) & 1 ? 255 : 0;
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)) >>> 0, 8 + data.length);
  return out;
}
