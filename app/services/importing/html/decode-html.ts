import { type DecodedText, readWindows1252 } from '../../../../shared/importing/decode-text.ts';

/** How far into a page its own word on its encoding is looked for, as browsers do. */
const SNIFFED_BYTES = 4096;

/**
 * So many characters of more than one byte that are all valid UTF-8 are no accident: text in an older encoding that
 * looks like it so often doesn't occur. Many a page was converted, by its server or whoever saved it, and still names
 * the encoding that it had.
 */
const SURELY_UTF8 = 6;

/**
 * Decodes a page: by its byte order mark, else as UTF-8 where it can be nothing else, else by what whoever sent it says,
 * else by what it says itself, else as UTF-8 where it is that, else as windows-1252. Never throws; what can't be decoded
 * becomes U+FFFD.
 *
 * @param told an encoding that came with it, such as in a header
 */
export function decodeHtml(bytes: Uint8Array, told?: string): DecodedText {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return decoded(bytes, 'utf-8');
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be');
  const label = known(told) ?? known(saidIn(bytes));
  const isOther = label !== undefined && label !== 'utf-8' && !label.startsWith('utf-16');
  const text = asUtf8(bytes);
  if (text !== undefined && (!isOther || hasManyLong(text))) return { text, encoding: 'utf-8' };
  if (isOther) return decoded(bytes, label);
  // One that says UTF-8 and has a wrong byte is UTF-8 with a fault; any other is the web's oldest encoding.
  return label ? decoded(bytes, 'utf-8') : readWindows1252(bytes);
}

function asUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Whether a text has several characters that take more than one byte in UTF-8. */
function hasManyLong(text: string): boolean {
  let found = 0;
  for (const _ of text.matchAll(/[^\0-\x7f]/gu)) {
    found += 1;
    if (found >= SURELY_UTF8) return true;
  }
  return false;
}

function saidIn(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(SNIFFED_BYTES, bytes.length)).toString('latin1');
  return (
    /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(start)?.[1] ??
    /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(start)?.[1]
  );
}

/** An encoding by the name that the platform has for it; undefined where it has none. */
function known(label: string | undefined): string | undefined {
  if (!label) return undefined;
  try {
    return new TextDecoder(label.trim().replace(/^["']|["']$/g, '')).encoding;
  } catch {
    return undefined;
  }
}

function decoded(bytes: Uint8Array, encoding: string): DecodedText {
  if (encoding === 'windows-1252') return readWindows1252(bytes);
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}
