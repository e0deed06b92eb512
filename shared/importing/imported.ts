import type { AboutArticle } from '../article/about.ts';
import type { BlockType } from '../article/block-types.ts';
import type { Kind } from '../model/kinds.ts';
import type { ImportFormat } from './formats.ts';

/** A stretch of an imported article's `source`, in UTF-16 code units; `to` is exclusive. */
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

/** A ProseMirror node as JSON. */
export interface NodeJson {
  type: string;
  attrs?: Record<string, unknown>;
  content?: NodeJson[];
  marks?: { type: string; attrs?: Record<string, unknown> }[];
  text?: string;
}

/** What a block stands in: blocks that share a container (the same kind and id) come into one, if they are neighbours. */
export interface Container {
  kind: 'list' | 'item' | 'quote' | 'figure';
  /** Its own among the containers of one article. */
  id: number;
  /** For lists. */
  ordered?: boolean;
  /** The number of a numbered list's first item, where it isn't 1. */
  start?: number;
}

/** Stands in `source` for whatever is no text: a picture, a film, a form's field. */
export const OBJECT = '\ufffc';

/** Browsers take no longer addresses. */
export const MAX_WEB_ADDRESS = 2_000;

/** Why a picture is left out that is nowhere at hand; it comes back by itself where it is fetched. */
export const UNSEEN_PICTURE = 'A picture that the file does not hold, and that no words describe.';

/** One block that an importer found, kept or left out. */
export interface ImportedBlock {
  /** What it became, or what it would be if it were brought back. */
  type: BlockType;
  /** 1 to 6, for headings only. */
  level?: number;
  /** The list is numbered; for list items only. */
  ordered?: boolean;
  /** The text as it will stand in the article: that of `nodes`, where there are any. */
  text: string;
  /**
   * The block with its marks, links, cells or picture, for formats that have them; absent where there is only text.
   * One node, or for a list item and a quotation the paragraphs in it.
   */
  nodes?: NodeJson[];
  /** The lists, items, quotations and the figure that it stands in, outermost first. */
  within?: Container[];
  /** The stretches of the source that it accounts for, in order, none touching a neighbour's. */
  spans: SourceSpan[];
  /**
   * Stretches within `spans` that the text omits because its type says them already: the "- " or "1. " of a list
   * item, the "> " of a quotation, the whole of a "***". Absent when there are none.
   */
  marks?: SourceSpan[];
  /** Where on the web its picture is, which the file doesn't hold. */
  remote?: string;
  /** Why it is left out; absent when it is kept. */
  leftOut?: string;
  /** Which rule decided its type, as a short sentence that the preview can show. */
  because: string;
}

/** Whether a block's picture is on the web and would come into the article if it were fetched. */
export function isFetchable({ remote, leftOut }: ImportedBlock): boolean {
  return remote !== undefined && (leftOut === undefined || leftOut === UNSEEN_PICTURE);
}

export type Direction = 'ltr' | 'rtl';

/** A comment or a mark that came with the file, by somebody outside. */
export interface ImportedAnnotation {
  /** Who made it; empty where the file doesn't tell. */
  author: string;
  /** By what way it came: `word`, `pdf`, `hypothesis`. */
  via: string;
  kind: Kind;
  tags?: string[];
  /** Where it stands, in the texts of blocks; without any it is about the whole brief. */
  passages: { block: number; from: number; to: number }[];
  /** The words that it was made on, where they may be none of a block: it then comes as an orphan. */
  quote?: string;
  /** The first says what the annotation says; the others answer. None for a mere highlight. */
  comments: ImportedComment[];
  /** Whether it was marked as done. */
  resolved?: boolean;
}

export interface ImportedComment {
  author: string;
  /** In milliseconds since 1970, where the file tells. */
  at?: number;
  /** Markdown. */
  body: string;
}

/** One of the things that a file holds and a person can choose: an EPUB's chapter, a mail's attachment. */
export interface ImportPart {
  id: string;
  name: string;
  /** Whether the article holds it. */
  chosen: boolean;
  /** It is a file of its own, such as an attachment, to be imported by itself. */
  file?: { mediaType: string; size: number };
}

/** What an importer made of one file; every block in source order, those left out included. */
export interface ImportedArticle {
  /** The file's name, without its folder. */
  name: string;
  /** What it was read as. */
  format: ImportFormat;
  /** The encoding that it was read as, in the WHATWG's name such as utf-8 or windows-1252; empty where it has none. */
  encoding: string;
  /**
   * All that the blocks account for; spans point into it. Of a text file the decoded text, without byte order mark and
   * with line ends as they came; of any other all text of it in order, with `OBJECT` for what is no text.
   */
  source: string;
  blocks: ImportedBlock[];
  /** BCP 47, or `und` where it can't be told. */
  language: string;
  direction: Direction;
  /** What the file says about the article. */
  about?: AboutArticle;
  /** What others said in the file. */
  annotations?: ImportedAnnotation[];
  /** What a person should know about how it was read, a sentence each. */
  remarks?: string[];
  parts?: ImportPart[];
}

/** What a person decided in the preview about one block, by its index in `blocks`. */
export interface ImportDecision {
  index: number;
  as: BlockType | 'left-out';
  /** For headings; 2 when absent. */
  level?: number | undefined;
}
