import type { Node } from 'prosemirror-model';
import type { TextIndex, TextRange } from '../anchors/text-index.ts';
import type { Kind, Reason } from '../model/kinds.ts';
import type { ExportedImages } from './pictures.ts';

/*
 * What every writer takes: a brief as it goes out. Filtered, numbered, anonymised and well-formed already, so that a
 * writer decides only how things look. `exportedBrief` makes it.
 */

/** Somebody as the file names them. There is no person id in it: none may leave with an anonymised export. */
export interface ExportedPerson {
  /** Names the person within this export only: 1, 2, … in the order in which they first took part. */
  number: number;
  /** A letter where people are anonymised. */
  name: string;
  initials: string;
  /** `#rrggbb`; the same grey for all where people are anonymised. */
  colour: string;
  /** By what way somebody from outside came in, such as `Word`. */
  via?: string;
}

/** One passage of an annotation. */
export interface ExportedPassage {
  /** Where it stands in the article's text; null where it can't be found any more. */
  range: TextRange | null;
  /** Its words: as they stand now, or as they were marked where they can't be found. */
  quote: string;
  /** Its words as they were marked; a long passage's first and last ones. */
  marked: { exact: string; prefix: string; suffix: string; tail?: string };
}

export interface ExportedComment {
  id: string;
  /** Within its thread, from 1. */
  number: number;
  author: ExportedPerson;
  /** In milliseconds since 1970, as all times here. */
  at: number;
  /** When the present wording was written, where it is not the first. */
  edited?: number;
  /** Markdown, as `shared/comments` reads it. */
  body: string;
  /** The same, read: a document of `commentSchema`. */
  doc: Node;
  /** Other words that it suggests for the first passage; `body` says them too. */
  suggests?: { before: string; after: string };
  /** The comment of this thread that it answers; one that was left out is skipped for what that one answered. */
  parent?: string;
  /** The pictures that `doc` may show. */
  images: ExportedImages;
  reactions: { emoji: string; people: ExportedPerson[] }[];
}

export type ExportedStatus = { state: 'open' } | { state: 'resolved'; reason: Reason; by: ExportedPerson; at: number };

/** Where a thread stands: `placed` and `moved` ones in the article, `whole` on its title, `orphaned` in an appendix. */
export type Standing = 'placed' | 'moved' | 'whole' | 'orphaned';

/** An annotation with its discussion. */
export interface ExportedThread {
  /** The annotation's id. It is no person's; a reviewed copy is matched by it. */
  id: string;
  /** From 1, through all threads of the export. */
  number: number;
  standing: Standing;
  kind: { kind: Kind; name: string; letter: string };
  tags: string[];
  author: ExportedPerson;
  at: number;
  status: ExportedStatus;
  assigned?: { person: ExportedPerson /** `yyyy-mm-dd` */; due?: string };
  /** None on the whole brief. Of an orphaned thread some may still have a range: mark these too. */
  passages: ExportedPassage[];
  /** Oldest first. The first is what the annotation says, where it says something. */
  comments: ExportedComment[];
}

/** A brief as it goes out. */
export interface ExportedBrief {
  id: string;
  /** Of the file, and in its properties; without names where people are anonymised, whatever the article's title has. */
  title: string;
  /** BCP 47, or `und`. */
  language: string;
  direction: 'ltr' | 'rtl';
  /** The handling marking, for header and footer. */
  marking?: string;
  article: Node;
  index: TextIndex;
  images: ExportedImages;
  /** Those on the whole brief, by time; their numbers come first. */
  wholeBrief: ExportedThread[];
  /** Those in the article, by place. */
  threads: ExportedThread[];
  /** Those that have lost a passage, for the appendix; their numbers come last. */
  orphaned: ExportedThread[];
  /** Everybody who takes part in what goes out. */
  people: ExportedPerson[];
  anonymised: boolean;
  timeZone: string;
  /** The clock of the export. */
  now: number;
  receipt: Receipt;
}

/** Why something does not go out. */
export type LeftOutReason =
  | 'withdrawn'
  | 'resolved'
  | 'not of the chosen kinds'
  | 'nothing by the chosen people'
  | 'without the chosen tags'
  | 'not of the chosen status'
  | 'not of the chosen days'
  | 'not selected';

/** The account of an export. Every annotation and comment of the brief is in `exported` or in `leftOut`. */
export interface Receipt {
  /** The annotations of the brief, those that were withdrawn included. */
  threads: number;
  /** Their comments, likewise. */
  comments: number;
  /** Threads that went out. */
  exported: number;
  exportedComments: number;
  /** An annotation takes its comments with it; they are not listed again. */
  leftOut: { what: 'thread' | 'comment'; id: string; reason: LeftOutReason }[];
  /** Of those that went out: on the whole brief. */
  wholeBrief: number;
  /** … and in the appendix of those that have lost their passage. */
  orphaned: number;
  /** … and of those that whoever exports keeps to themselves, where these were asked for. */
  private?: number;
  /** Always 0, else the export fails. */
  unaccounted: number;
  /** Where people are anonymised: how many names in comments and tags became letters. */
  namesReplaced?: number;
}

/** All threads that go out, in the order of their numbers. */
export function allThreads({ wholeBrief, threads, orphaned }: ExportedBrief): ExportedThread[] {
  return [...wholeBrief, ...threads, ...orphaned];
}
