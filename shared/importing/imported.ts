import type { BlockImage, BlockType } from '../article/block-types.ts';

/** A stretch of the decoded source text, in UTF-16 code units; `to` is exclusive. */
export interface SourceSpan {
  from: number;
  to: number;
}

/** Why a stretch of the source is not part of the article. */
export interface LeftOut {
  text: string;
  /** A short sentence for a person, such as "The headline stands here a second time." */
  reason: string;
}

/** One block that an importer found, kept or left out. */
export interface ImportedBlock {
  /** What it became, or what it would be if it were brought back. */
  type: BlockType;
  /** 1 to 6, for headings only. */
  level?: number;
  /** The list is numbered; for list items only. */
  ordered?: boolean;
  /** The text as it will stand in the article. */
  text: string;
  /** The stretches of the source that it accounts for, in order, none touching a neighbour's. */
  spans: SourceSpan[];
  /**
   * Stretches within `spans` that the text omits because its type says them already: the "- " or "1. " of a list
   * item, the "> " of a quotation, the whole of a "***". Absent when there are none.
   */
  marks?: SourceSpan[];
  /** Why it is left out; absent when it is kept. */
  leftOut?: string;
  /** The picture of a figure. */
  image?: BlockImage;
  /** Which rule decided its type, as a short sentence that the preview can show. */
  because: string;
}

export type Direction = 'ltr' | 'rtl';

/** What an importer made of one file; every block in source order, those left out included. */
export interface ImportedArticle {
  /** The file's name, without its folder. */
  name: string;
  /** The encoding that it was read as, in the WHATWG's name: utf-8, utf-16le, utf-16be, windows-1252. */
  encoding: string;
  /** The decoded text, without byte order mark and with line ends as they came; spans point into it. */
  source: string;
  blocks: ImportedBlock[];
  /** BCP 47, or `und` where it can't be told. */
  language: string;
  direction: Direction;
}

/** What a person decided in the preview about one block, by its index in `blocks`. */
export interface ImportDecision {
  index: number;
  as: BlockType | 'left-out';
  /** For headings; 2 when absent. */
  level?: number | undefined;
}
