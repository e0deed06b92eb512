/*
 * The parts of a page that a browser saved as one file (MHTML). Mail itself is read by postal-mime, which doesn't tell
 * where on the web a part came from, and puts the frames of a page into one.
 */

/** One part of a message in MIME, decoded. */
export interface MimePart {
  /** In small letters, without parameters. */
  type: string;
  charset?: string;
  /** Where on the web it came from. */
  location?: string;
  /** Without its angle brackets. */
  id?: string;
  bytes: Buffer;
}

/** More parts than any saved page has files. */
const MAX_PARTS = 5_000;
/** A page's frames in frames. */
const MAX_NESTING = 5;

/** Splits a message into its parts, those of parts included. What is cut short is as long as it came. */
export function mimeParts(bytes: Uint8Array, nesting = 0): MimePart[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { headers, body } = split(buffer);
  const type = headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(type);
  if (/^multipart\//i.test(type) && boundary && nesting < MAX_NESTING)
    return between(body, boundary[1] ?? boundary[2] ?? '').flatMap((part) => mimeParts(part, nesting + 1));
  return [partOf(headers, type, body)];
}

/** The headers of a message, by their names in small letters, folded lines joined. */
export function headersOf(bytes: Uint8Array): Map<string, string> {
  return split(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).headers;
}

function split(buffer: Buffer): { headers: Map<string, string>; body: Buffer } {
  const unix = buffer.indexOf('\n\n');
  const dos = buffer.indexOf('\r\n\r\n');
  const end = dos >= 0 && (unix < 0 || dos < unix) ? dos : unix;
  const head = buffer.toString('latin1', 0, end < 0 ? buffer.length : end);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return { headers, body: end < 0 ? Buffer.alloc(0) : buffer.subarray(end + (end === dos ? 4 : 2)) };
}

function between(body: Buffer, boundary: string): Buffer[] {
  const parts: Buffer[] = [];
  const mark = `--${boundary}`;
  let from = -1;
  for (let at = body.indexOf(mark); parts.length < MAX_PARTS; at = body.indexOf(mark, at + mark.length)) {
    if (from >= 0) parts.push(body.subarray(from, at < 0 ? body.length : withoutLineEnd(body, at)));
    if (at < 0 || body.toString('latin1', at + mark.length, at + mark.length + 2) === '--') break;
    const line = body.indexOf('\n', at + mark.length);
    if (line < 0) break;
    from = line + 1;
  }
  return parts;
}

function withoutLineEnd(body: Buffer, at: number): number {
  if (body[at - 1] !== 0x0a) return at;
  return body[at - 2] === 0x0d ? at - 2 : at - 1;
}

function partOf(headers: ReadonlyMap<string, string>, type: string, body: Buffer): MimePart {
  const charset = /charset\s*=\s*"?([\w.:-]{1,40})/i.exec(type)?.[1];
  const location = headers.get('content-location');
  const id = headers.get('content-id')?.replace(/^<|>$/g, '');
  return {
    type: (/^[\w.+-]+\/[\w.+-]+/.exec(type)?.[0] ?? 'text/plain').toLowerCase(),
    ...(charset ? { charset } : {}),
    ...(location ? { location } : {}),
    ...(id ? { id } : {}),
    bytes: decoded(body, headers.get('content-transfer-encoding') ?? ''),
  };
}

function decoded(body: Buffer, encoding: string): Buffer {
  if (/base64/i.test(encoding)) return Buffer.from(body.toString('latin1'), 'base64');
  if (!/quoted-printable/i.test(encoding)) return body;
  const text = body
    .toString('latin1')
    .replace(/[ \t]+(?=\r?\n)/g, '')
    .replace(/=\r?\n/g, '');
  return Buffer.from(
    text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}
