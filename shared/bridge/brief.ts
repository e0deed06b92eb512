import { z } from 'zod';
import type { Placement } from '../anchors/placement.ts';
import type { TextChange } from '../anchors/shift.ts';
import type { LeftOut } from '../importing/imported.ts';
import { actionSchema } from '../model/action.ts';
import { type Entry, MAX_COMMENT_LENGTH } from '../model/entry.ts';
import type { Glances } from '../model/glance.ts';
import { type BriefId, briefIdSchema, type EntryId, entryIdSchema, type PersonId } from '../model/ids.ts';
import { KIND_NAMES } from '../model/kinds.ts';
import type { Person } from '../model/people.ts';
import type { ShownBrief } from '../shown.ts';
import { as, type FileOut, ofBrief } from './params.ts';

/** A comment that is being written; kept so that it survives a crash. */
export const draftSchema = z.strictObject({
  /** `reply:<annotation>`, `suggest:<annotation>`, `edit:<comment>`, `whole`, or `new:<from>-<to>`. */
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

/** What a brief is besides its entries. */
export interface BriefHead {
  id: BriefId;
  founder: PersonId;
  me: Person;
  title: string;
  language: string;
  direction: 'ltr' | 'rtl';
  /** The article as ProseMirror's JSON. */
  article: unknown;
  leftOut: LeftOut[];
  drafts: Draft[];
  undo: UndoState;
  /** A newer Briefmark made it, so that it can only be read here. */
  newer?: true;
  damage?: DamageReport;
}

/** Some of a brief's entries: thousands of them in one message would hold up whatever else a window does. */
export interface BriefPart {
  /** Checked entries only. */
  entries: Entry[];
  /** The last of them, where there are others behind it: `brief.more` gives those. */
  more?: EntryId;
}

/** A brief as it is when it is opened, with the first of its entries; what changes later comes as `brief.changed`. */
export interface OpenedBrief extends BriefHead, BriefPart {
  /** Counts the changes of the article. */
  revision: number;
  placements: [EntryId, Placement][];
  /** Entries that came in great number and are being verified; `brief.changed` tells what became of them. */
  unverified: Entry[];
  /** Entries of the person who works here that nobody else sees. */
  privately: Entry[];
}

/**
 * A brief as far as its article shows it: what is on screen while thousands of entries are still read. Of a closed brief
 * it is what it was when it was closed; `brief.open` tells how it is.
 */
export interface GlancedBrief extends BriefHead {
  /** The entries about who takes part. */
  people: Entry[];
  /** Without those that nobody else sees. */
  highlights: Glances;
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
  /** What can be told of a brief at once; whoever asks opens it next, or closes it. */
  'brief.glance': ofBrief,
  'brief.open': ofBrief,
  /** The entries behind one. Some may come twice. */
  'brief.more': z.strictObject({ brief: briefIdSchema, after: entryIdSchema }),
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
  'brief.glance': GlancedBrief;
  'brief.more': BriefPart;
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
    /** What became of entries that `brief.arriving` or `brief.open` told of: those that aren't right are gone. */
    settled?: { verified: EntryId[]; disbelieved: EntryId[] };
    /** Private entries that were erased for good. */
    erasedPrivately?: EntryId[];
    undo: UndoState;
  };
  /** Entries came in great number: they can be read, and are being verified. They are nowhere on the disk. */
  'brief.arriving': { brief: BriefId; entries: Entry[]; placements: [EntryId, Placement][] };
}
