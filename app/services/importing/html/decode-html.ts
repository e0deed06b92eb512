import { type DecodedText, readWindows1252 } from '../../../../shared/importing/decode-text.ts';

/** How far into a page its own word on its encoding is looked for, as browsers do. */
const SNIFFED_BYTES = 4096;

/**
 * Decodes a page: by its byte order mark, else by what whoever sent it says, else by what it says itself, else as UTF-8
 * where it is that, else as windows-1252. Never throws; what can't be decoded becomes U+FFFD.
 *
 * @param told an encoding that came with it, such as in a header
 */
export function decodeHtml(bytes: Uint8Array, told?: string): DecodedText {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return decoded(bytes, 'utf-8');
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be');
  const label = known(told) ?? known(saidIn(bytes));
  if (label && label !== 'utf-8' && !label.startsWith('utf-16')) return decoded(bytes, label);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    // One that says UTF-8 and has a wrong byte is UTF-8 with a fault; any other is the web's oldest encoding.
    return label ? decoded(bytes, 'utf-8') : readWindows1252(bytes);
  }
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
