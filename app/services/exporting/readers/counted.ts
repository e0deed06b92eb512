/** What an independent reader finds in a file that was written. */
interface CountedInFile {
  threads: number;
  comments: number;
}

/** Reads a file back and counts. A reader shares no code with the writer of its format. */
export type CountingReader = (bytes: Uint8Array) => CountedInFile;

/** The file as text; a byte that is no UTF-8 is an error. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}
