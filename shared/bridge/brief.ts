import { z } from 'zod';
import type { Placement } from '../anchors/placement.ts';
import type { TextChange } from '../anchors/shift.ts';
import type { LeftOut } from '../importing/imported.ts';
import { actionSchema } from '../model/action.ts';
import { type Entry, MAX_COMMENT_LENGTH } from '../model/entry.ts';
import { type BriefId, briefIdSchema, type EntryId, type PersonId } from '../model/ids.ts';
import { KIND_NAMES } from '../model/kinds.ts';
import type { Person } from '../model/people.ts';
import type { ShownBrief } from '../shown.ts';
import { as, type FileOut, ofBrief } from './params.ts';

/** A comment that is being written; kept so that it survives a crash. */
export const draftSchema = z.strictObject({
  /** `reply:<annotation>`, `edit:<comment>`, `whole`, or `new:<from>-<to>`. */
  key: z.string().min(1).max(100),
  body: z.string().max(MAX_COMMENT_LENGTH),
  /** For `new:…` and `whole`: what it will be, and the passage that it is about. */
  kind: z.enum(KIND_NAMES).optional(),
  private: z.boolean().optional(),
  passages: z
    .array(z.strictObject({ from: z.int().nonnegative(), to: z.int().positive(), words: z.string() }))
    .optional(),
});

export type Draft = z.infer<typeof draftSchema>;

/** What was found damaged when a brief was read, and what became of it. */
export interface DamageReport {
  /** A sentence for each thing that is missing or was set aside. */
  sentences: string[];
  /** Where the damaged bytes are kept. */
  folder: string;
}

/** A brief as it is when it is opened; what changes later comes as `brief.changed`. */
export interface OpenedBrief {
  id: BriefId;
  founder: PersonId;
  me: Person;
  title: string;
  language: string;
  direction: 'ltr' | 'rtl';
  /** The article as ProseMirror's JSON. */
  article: unknown;
  /** Counts the changes of the article. */
  revision: number;
  /** Checked entries only. */
  entries: Entry[];
  placements: [EntryId, Placement][];
  /** Entries of the person who works here that nobody else sees. */
  privately: Entry[];
  leftOut: LeftOut[];
  drafts: Draft[];
  undo: UndoState;
  damage?: DamageReport;
}

/** How many entries are kept but can't be read or believed yet. */
export interface NotShown {
  unknown: number;
  notVerified: number;
}

/** What the next undo and redo would take back, in a few words; absent when there is nothing. */
export interface UndoState {
  undo?: string;
  redo?: string;
}

/** Blocks `from` to `to` (exclusive) of the article were replaced. */
export interface ArticleChange {
  from: number;
  to: number;
  blocks: unknown[];
  /** The stretch of its text that they are: annotations that it didn't touch shift by it, and aren't told of. */
  text: TextChange;
  revision: number;
}

export const briefCalls = {
  'brief.open': ofBrief,
  'brief.close': ofBrief,
  /** Puts away the report of what was found damaged, once its person has read it. */
  'brief.putDamageAway': ofBrief,
  /** Reads the notes' document, which opening a brief leaves for later: ask when nobody waits. */
  'brief.notShown': ofBrief,
  /** The brief as `show --json` prints it. */
  'brief.show': ofBrief,
  'brief.act': z.strictObject({ brief: briefIdSchema, action: actionSchema, as }),
  'brief.undo': ofBrief,
  'brief.redo': ofBrief,
  'brief.saveDraft': z.strictObject({ brief: briefIdSchema, draft: draftSchema }),
  /** The whole brief as a `.brief` package. */
  'brief.package': ofBrief,
} as const;

export interface BriefResults {
  'brief.open': OpenedBrief;
  'brief.close': null;
  'brief.putDamageAway': null;
  'brief.notShown': NotShown;
  'brief.show': ShownBrief;
  /** The entries that the action became. They are on disk, and come as `brief.changed` before this answer does. */
  'brief.act': { entries: Entry[] };
  'brief.undo': { entries: Entry[] };
  'brief.redo': { entries: Entry[] };
  'brief.saveDraft': null;
  'brief.package': FileOut;
}

export interface BriefEvents {
  /** Everything in it is on disk. */
  'brief.changed': {
    brief: BriefId;
    entries: Entry[];
    /** Where annotations stand that are new or stand elsewhere now. */
    placements: [EntryId, Placement][];
    article?: ArticleChange;
    /** Entries that nobody else sees. */
    privately?: Entry[];
    /** Annotations that were private and are everybody's now. */
    published?: EntryId[];
    undo: UndoState;
  };
}
