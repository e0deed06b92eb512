import type { FileToRead, ReadArticle, ReadingStep } from './read-article.ts';

/** What the thread that reads files is given: a file. */
export interface ToReader {
  file: FileToRead;
}

/** What it tells. */
export type FromReader =
  | { kind: 'step'; step: ReadingStep }
  | { kind: 'done'; read: ReadArticle }
  /** A refusal loses its class on the way; any other error keeps its stack. */
  | { kind: 'failed'; refusal?: { code: string; message: string }; error: unknown };
