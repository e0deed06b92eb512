import type { TextRange } from '../../../shared/anchors/text-index.ts';

/** A comment as a Word file has it. */
export interface ReviewedComment {
  /** `w:id`, the file's own. */
  id: string;
  author: string;
  /** What the clock on the wall showed, as if that were UTC, in milliseconds. */
  date?: number;
  durableId?: string;
  /** The comment that it answers. */
  parent?: string;
  /** Whether it is done with, where the file says so. */
  done?: boolean;
  /** Its lines. */
  lines: string[];
  /** Markdown of the same, without the lines that an export adds. */
  body: string;
  /** Where it stands in the file's text; absent where it has no place. */
  range?: TextRange;
}

/** A change that somebody made with tracking on. */
export interface TrackedChange {
  what: 'inserted' | 'deleted';
  author: string;
  /** What the clock on the wall showed, as if that were UTC, in milliseconds. */
  date?: number;
  text: string;
}

/** What is read of a Word file that comes back. */
export interface ReviewedFile {
  name: string;
  /** The text as it was before tracked changes; paragraphs are parted by line feeds. */
  text: string;
  paragraphs: ReadonlySet<string>;
  comments: ReviewedComment[];
  tracked: TrackedChange[];
  /** Who saved it last. */
  savedBy?: string;
  /** What the export said of itself, where the file still has it. */
  account?: { at: number; zone: string; brief?: string };
}
