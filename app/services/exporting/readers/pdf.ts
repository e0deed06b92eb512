import type { CountingReader } from './counted.ts';

/** An annotation's own name, in UTF-16 as hexadecimal: `thread 12`, `thread 12 comment 3`. */
const NAME = /\/NM\s*<FEFF((?:[0-9A-F]{4})+)>/g;
const ROOT = /^thread (\d+)(?: comment (\d+))?$/;

/**
 * Counts threads and comments by the names of a file's annotations. Only those are counted that a page lists and
 * whose kind readers show.
 */
export const countPdf: CountingReader = (bytes) => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const listed = new Set<string>();
  for (const [, list = ''] of file.matchAll(/\/Annots\s*\[([^\]]*)\]/g)) {
    for (const [, number = ''] of list.matchAll(/(\d+) 0 R/g)) listed.add(number);
  }
  const threads = new Set<string>();
  const comments = new Set<string>();
  for (const [, number = '', object = ''] of file.matchAll(/\n(\d+) 0 obj\n<<((?:(?!endobj|\nstream)[\s\S])*)/g)) {
    if (!listed.has(number) || !/\/Subtype\s*\/(Highlight|Text)\b/.test(object)) continue;
    for (const [, hex = ''] of object.matchAll(NAME)) {
      const [, thread, comment] = ROOT.exec(Buffer.from(hex, 'hex').swap16().toString('utf16le')) ?? [];
      if (!thread) continue;
      if (!/\/IRT\b/.test(object)) threads.add(thread);
      if (comment) comments.add(`${thread} ${comment}`);
    }
  }
  return { threads: threads.size, comments: comments.size };
};
