import { Refusal } from '../refusal.ts';
import { forEachLine } from './lines.ts';
import { isBlank } from './white-space.ts';

/** Every platform has it, but no library that `shared/` may use declares it. */
declare const TextDecoder: {
  new (label: string, options?: { fatal?: boolean }): { decode(bytes: Uint8Array): string };
};

/**
 * The longest article that anybody pasted was under 2 MB. Ten times that still imports in a few seconds; beyond it
 * lies what isn't an article (logs, data), and it would stall the window in which the preview is shown.
 */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

/**
 * A paragraph of 1 MB is a book without a line end, or data. The editor lays out a block in one piece, and one of
 * this size blocks it for seconds at every keystroke.
 */
export const MAX_LINE_BYTES = 1024 * 1024;

/**
 * Text may hold a stray control character (they are kept and shown), a binary file holds many: of bytes drawn evenly
 * a tenth are controls. Up to this share and this number they count as stray.
 */
const MAX_CONTROL_SHARE = 0.02;
const MAX_STRAY_CONTROLS = 3;

/** How much of a file without byte order mark is looked at to recognise UTF-16. */
const SNIFFED_BYTES = 64 * 1024;

export interface DecodedText {
  /** Without byte order mark; line ends as they came; well-formed, a lone surrogate having become U+FFFD. */
  text: string;
  /** The WHATWG's name: utf-8, utf-16le, utf-16be, windows-1252. */
  encoding: string;
}

/** Reads a text file's bytes, or throws a Refusal that says why it can't be an article. */
export function decodeText(bytes: Uint8Array, name: string): DecodedText {
  if (bytes.length > MAX_FILE_BYTES) {
    throw new Refusal(
      'file-too-large',
      `“${name}” has ${megabytes(bytes.length)} MB, and an article may have ${megabytes(MAX_FILE_BYTES)} MB at most. ` +
        'Take out the part that you need and import that.',
    );
  }
  const kind = binaryKind(bytes);
  if (kind) throw binary(name, `is ${kind} and not plain text`);
  const decoded = decode(bytes);
  if (isBlank(decoded.text)) {
    throw new Refusal('empty-file', `“${name}” is empty. Choose another file, or paste the article instead.`);
  }
  if (looksBinary(decoded.text)) throw binary(name, 'holds binary data and not text');
  const line = overlongLine(decoded.text);
  if (line > 0) {
    throw new Refusal(
      'line-too-long',
      `Line ${line} of “${name}” is longer than ${megabytes(MAX_LINE_BYTES)} MB, which no paragraph is. ` +
        'Break the text into paragraphs and import it again.',
    );
  }
  return decoded;
}

function binary(name: string, what: string): Refusal {
  return new Refusal(
    'binary-file',
    `“${name}” ${what}. Open it in the program that made it, save it as text, and import that.`,
  );
}

function megabytes(bytes: number): string {
  const value = bytes / (1024 * 1024);
  return Number.isInteger(value) ? String(value) : (Math.floor(value * 10 + 1) / 10).toFixed(1);
}

/** Files that people rename to .txt, by their first bytes: naming the kind tells the person what to do. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['%PDF-', 'a PDF file'],
  ['PK\x03\x04', 'a zip archive or an Office document'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an old Office document'],
  ['{\\rtf', 'a rich text (RTF) file'],
  ['\x89PNG\r\n\x1a\n', 'a PNG picture'],
  ['\xff\xd8\xff', 'a JPEG picture'],
  ['GIF87a', 'a GIF picture'],
  ['GIF89a', 'a GIF picture'],
  ['\x1f\x8b\x08', 'a compressed file'],
  ['\x7fELF', 'a program'],
];

function binaryKind(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  return SIGNATURES.find(([signature]) => start.startsWith(signature))?.[1];
}

function decode(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return read(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return read(bytes, 'utf-16be');
  const wide = sniffUtf16(bytes);
  if (wide) return wide;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    return cutUtf8(bytes) ?? readWindows1252(bytes);
  }
}

function read(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): DecodedText {
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}

/**
 * UTF-16 without byte order mark: the spaces and line ends alone leave a zero at every other byte, all on the same
 * side. It counts only where what comes out has no zero, no control character and no broken pair, so that a binary
 * file, whose zeros fall on both sides, doesn't pass.
 */
function sniffUtf16(bytes: Uint8Array): DecodedText | undefined {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  const end = Math.min(bytes.length, SNIFFED_BYTES);
  const zeros: [number, number] = [0, 0];
  for (let at = 0; at < end; at += 1) {
    if (bytes[at] === 0) zeros[at % 2 === 0 ? 0 : 1] += 1;
  }
  const most = Math.max(...zeros);
  if (most < end / 40 || Math.min(...zeros) > most / 100) return undefined;
  const decoded = read(bytes, zeros[1] > zeros[0] ? 'utf-16le' : 'utf-16be');
  return countControls(decoded.text) > 0 || decoded.text.includes('\ufffd') ? undefined : decoded;
}

/**
 * UTF-8 that ends in the middle of a character, as when a download broke off. Only where whole characters beyond
 * ASCII stand before: otherwise "caf\xe9", which is Windows-1252, would pass for it.
 */
function cutUtf8(bytes: Uint8Array): DecodedText | undefined {
  for (let cut = 1; cut <= 3 && cut < bytes.length; cut += 1) {
    const head = bytes.subarray(0, bytes.length - cut);
    const lead = bytes[bytes.length - cut] ?? 0;
    if (lead < 0xc2) continue;
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(head);
      return /[^\0-\x7f]/.test(text) ? { text: `${text}\ufffd`, encoding: 'utf-8' } : undefined;
    } catch {
      return undefined;
    }
  }
  return undefined;
}

const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/**
 * Some releases of Node decode windows-1252 as if it were Latin-1 (nodejs/node#56542), which turns quotation marks and
 * dashes into control characters; mapping what is left of those makes the result the same everywhere.
 */
export function readWindows1252(bytes: Uint8Array): DecodedText {
  const text = new TextDecoder('windows-1252')
    .decode(bytes)
    .replace(/[\x80-\x9f]/g, (c) => WINDOWS_1252.charAt(c.charCodeAt(0) - 0x80));
  return { text, encoding: 'windows-1252' };
}

/** Control characters other than those that lay text out: tab, line ends, and U+0085, an old line end. */
function countControls(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x09 || (unit > 0x0d && unit < 0x20) || (unit >= 0x7f && unit < 0xa0 && unit !== 0x85)) count += 1;
  }
  return count;
}

function looksBinary(text: string): boolean {
  if (text.includes('\0')) return true;
  const controls = countControls(text);
  return controls > MAX_STRAY_CONTROLS && controls > text.length * MAX_CONTROL_SHARE;
}

/** The number of the first line that is too long, counted from 1; 0 when there is none. */
function overlongLine(text: string): number {
  // No character of UTF-16 takes more than three bytes of UTF-8.
  if (text.length * 3 <= MAX_LINE_BYTES) return 0;
  let number = 0;
  let overlong = 0;
  forEachLine(text, (from, to) => {
    number += 1;
    if (overlong === 0 && isOverlong(text, from, to)) overlong = number;
  });
  return overlong;
}

function isOverlong(text: string, from: number, to: number): boolean {
  if ((to - from) * 3 <= MAX_LINE_BYTES) return false;
  let bytes = 0;
  for (let at = from; at < to; at += 1) {
    const unit = text.charCodeAt(at);
    // Each half of a surrogate pair stands for two of its four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes > MAX_LINE_BYTES;
}
