import type { ReadElsewhere } from '../importing-annotations/elsewhere.ts';
import type { ReviewedFile } from '../importing-comments/reviewed-file.ts';
import type { FileToRead, ReadArticle, ReadingStep } from './read-article.ts';

/** What a file can be read as, and what comes of it. */
export interface Readings {
  article: ReadArticle;
  /** Annotations that were made with another program. */
  annotations: ReadElsewhere;
  /** A Word document that comes back from review. */
  review: ReviewedFile;
}

/** What the thread that reads files is given: a file. */
export interface ToReader {
  as: keyof Readings;
  file: FileToRead;
}

/** What it tells. */
export type FromReader =
  | { kind: 'step'; step: ReadingStep }
  | { kind: 'done'; read: Readings[keyof Readings] }
  /** A refusal loses its class on the way; any other error keeps its stack. */
  | { kind: 'failed'; refusal?: { code: string; message: string }; error: unknown };
