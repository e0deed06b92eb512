import type { ImportedArticle } from '../../../shared/importing/imported.ts';

/** A file that is to become an article. */
export interface FileToRead {
  /** Without its folder. */
  name: string;
  bytes: Uint8Array;
  /** Where on the web it was fetched from. */
  address?: string;
  /** The encoding that whoever sent it says it is in. */
  encoding?: string;
  /** Files that belong to it, such as the pictures of a saved page, by their paths from its own folder. */
  beside?: ReadonlyMap<string, Uint8Array>;
  /** Pictures on the web that a person had fetched, by the addresses that the file names. */
  fetched?: ReadonlyMap<string, Uint8Array>;
  /** The article's text, in which annotations that it holds are to be placed. */
  placedIn?: string;
  /** The parts that a person chose, by their ids; all that the format proposes where it is absent. */
  parts?: readonly string[];
}

/** What was read, with the bytes that the article only names. */
export interface ReadArticle {
  article: ImportedArticle;
  /** Its pictures as `cleanImage` gives them, by their SHA-256. */
  images: ReadonlyMap<string, Uint8Array>;
  /** Files that came in it, by the id of their part. */
  files: ReadonlyMap<string, { name: string; bytes: Uint8Array }>;
}

/** How far reading is: so many of so many pages, chapters or the like. */
export interface ReadingStep {
  done: number;
  of: number;
}

export type OnStep = (step: ReadingStep) => void;

/** An article without anything beside it. */
export function alone(article: ImportedArticle): ReadArticle {
  return { article, images: new Map(), files: new Map() };
}
