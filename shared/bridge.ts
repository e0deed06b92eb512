import { z } from 'zod';
import type { Placement } from './anchors/placement.ts';
import { BLOCK_TYPES } from './article/block-types.ts';
import type { ExportPreview } from './exporting/export-preview.ts';
import type { Receipt } from './exporting/exported-brief.ts';
import { exportChoicesSchema } from './exporting/options.ts';
import type { ImportedArticle, LeftOut } from './importing/imported.ts';
import { actionSchema } from './model/action.ts';
import { colourSchema, type Entry, initialsSchema, MAX_COMMENT_LENGTH, MAX_NAME_LENGTH } from './model/entry.ts';
import { type BriefId, briefIdSchema, type EntryId, type PersonId, personIdSchema } from './model/ids.ts';
import { KIND_NAMES } from './model/kinds.ts';
import type { Person } from './model/people.ts';
import type { ReviewReceipt, ReviewStep } from './review.ts';
import type { ShownBrief } from './shown.ts';

/*
 * The one contract between whoever shows Briefmark (a window, a browser, a command) and the services that own the
 * documents. Electron IPC, a WebSocket and a local socket all carry these calls and events and nothing else; each
 * parses what comes in with the schemas below before anything looks at it.
 */

/** The largest file that may be handed over, in bytes; import refuses larger ones with a sentence of its own. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Bytes travel as base64, so that every transport can carry them as they are. */
const bytes = z.string().max(Math.ceil((MAX_FILE_BYTES * 4) / 3) + 4);
const fileName = z.string().min(1).max(255);
const nothing = z.strictObject({});
const passphrase = z.string().min(1).max(1_000);

const profile = z.strictObject({
  name: z.string().trim().min(1).max(MAX_NAME_LENGTH),
  initials: initialsSchema,
  colour: colourSchema,
});

/** A comment that is being written; kept so that it survives a crash. */
export const draftSchema = z.strictObject({
  /** `reply:<annotation>`, `edit:<comment>`, `whole`, or `new:<from>-<to>`. */
  key: z.string().min(1).max(100),
  body: z.string().max(MAX_COMMENT_LENGTH),
  /** For `new:…` and `whole`: what it will be, and the passage that it is about. */
  kind: z.enum(KIND_NAMES).optional(),
  passages: z
    .array(z.strictObject({ from: z.int().nonnegative(), to: z.int().positive(), words: z.string() }))
    .optional(),
});

export type Draft = z.infer<typeof draftSchema>;

/** What the shell that shows the window can do. */
export interface Capabilities {
  shell: 'desktop' | 'browser';
  /** The system's menu bar stands in for the app's own. */
  nativeMenu: boolean;
}

export interface Hello {
  version: string;
  capabilities: Capabilities;
  /** Who works here; null until somebody has given a name. */
  person: Person | null;
}

/** One line of the library. Times are in milliseconds since 1970. */
export interface BriefSummary {
  id: BriefId;
  title: string;
  createdAt: number;
  changedAt: number;
  words: number;
  annotations: number;
  /** Those that aren't resolved. */
  open: number;
  comments: number;
  people: Person[];
  /** When it was put into the bin; absent when it isn't there. */
  binnedAt?: number;
  /** Why it can't be opened, in a sentence for a person. */
  trouble?: string;
}

export interface ImportPreview {
  /** Names the preview until it is accepted or dropped. */
  preview: string;
  article: ImportedArticle;
}

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
  /** Entries that are kept but can't be read or believed yet. */
  notShown: { unknown: number; notVerified: number };
  leftOut: LeftOut[];
  drafts: Draft[];
  undo: UndoState;
  damage?: DamageReport;
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
  revision: number;
}

const ofBrief = z.strictObject({ brief: briefIdSchema });

const jobName = z.string().min(1).max(100);

const exportJob = z.strictObject({
  brief: briefIdSchema,
  job: jobName,
  choices: exportChoicesSchema,
  /** The clock, in milliseconds since 1970, where it isn't this machine's. */
  now: z.int().nonnegative().max(8_640_000_000_000_000).optional(),
});

/** A person of this machine's profile who acts, where it isn't the one who works in the app. */
const as = personIdSchema.optional();

/** Every call: what it takes. What it gives stands in `Results`. */
export const calls = {
  'app.hello': nothing,
  /** Shows the window that is there, for a second start of the program. */
  'app.forward': nothing,

  'person.create': profile,
  'person.change': profile,
  /** Keys and profile, encrypted with a passphrase, as a file for another computer. */
  'identity.export': z.strictObject({ passphrase }),
  'identity.import': z.strictObject({ bytes, passphrase }),

  'library.list': nothing,
  'library.sample': nothing,
  'library.bin': ofBrief,
  'library.bringBack': ofBrief,
  /** Adds a `.brief` package to the library. */
  'library.addPackage': z.strictObject({ name: fileName, bytes }),

  'import.preview': z.strictObject({ name: fileName, bytes }),
  'import.accept': z.strictObject({
    preview: z.string(),
    decisions: z.array(
      z.strictObject({
        index: z.int().nonnegative(),
        as: z.enum([...BLOCK_TYPES, 'left-out']),
        level: z.int().min(1).max(6).optional(),
      }),
    ),
    as,
  }),
  'import.drop': z.strictObject({ preview: z.string() }),

  'brief.open': ofBrief,
  'brief.close': ofBrief,
  /** Puts away the report of what was found damaged, once its person has read it. */
  'brief.putDamageAway': ofBrief,
  /** The brief as `show --json` prints it. */
  'brief.show': ofBrief,
  'brief.act': z.strictObject({ brief: briefIdSchema, action: actionSchema, as }),
  'brief.undo': ofBrief,
  'brief.redo': ofBrief,
  'brief.saveDraft': z.strictObject({ brief: briefIdSchema, draft: draftSchema }),
  /** The whole brief as a `.brief` package. */
  'brief.package': ofBrief,

  /** Makes the file of an export; `export.step` tells how far it is. `job` names it, for `export.stop`. */
  'export.make': exportJob,
  /** What it will hold and look like; a later preview of the same job ends an earlier one. */
  'export.preview': exportJob,
  'export.stop': z.strictObject({ job: jobName }),
  /** What a Word file that comes back from review would change; nothing is changed yet. */
  'comments.preview': z.strictObject({ brief: briefIdSchema, name: fileName, bytes, as }),
  'comments.apply': z.strictObject({ brief: briefIdSchema, name: fileName, bytes, as }),
} as const;

export type CallName = keyof typeof calls;

/** What a call takes, as its caller writes it. */
export type Params<N extends CallName> = z.input<(typeof calls)[N]>;
/** What a call takes, as a service gets it: parsed. */
export type ParsedParams<N extends CallName> = z.output<(typeof calls)[N]>;

/** A file that goes out: its name, and its bytes in base64. */
export interface FileOut {
  name: string;
  bytes: string;
}

/** What a reviewed Word file changes: each thing that is done, and the account of it all. */
export interface ReviewedComments {
  steps: ReviewStep[];
  receipt: ReviewReceipt;
}

/** What each call gives. */
export interface Results {
  'app.hello': Hello;
  /** A new one-time address, where the window is a page in a browser. */
  'app.forward': { address: string } | null;
  'person.create': Person;
  'person.change': Person;
  'identity.export': FileOut;
  'identity.import': Person;
  'library.list': BriefSummary[];
  'library.sample': { brief: BriefId };
  'library.bin': null;
  'library.bringBack': null;
  'library.addPackage': { brief: BriefId };
  'import.preview': ImportPreview;
  'import.accept': { brief: BriefId };
  'import.drop': null;
  'brief.open': OpenedBrief;
  'brief.close': null;
  'brief.putDamageAway': null;
  'brief.show': ShownBrief;
  /** The entries that the action became. They are on disk, and come as `brief.changed` before this answer does. */
  'brief.act': { entries: Entry[] };
  'brief.undo': { entries: Entry[] };
  'brief.redo': { entries: Entry[] };
  'brief.saveDraft': null;
  'brief.package': FileOut;
  'export.make': { file: FileOut; receipt: Receipt };
  'export.preview': ExportPreview;
  'export.stop': null;
  'comments.preview': ReviewedComments;
  'comments.apply': ReviewedComments;
}

/** What services tell without being asked. */
export interface Events {
  'library.changed': Record<string, never>;
  /** Everything in it is on disk. */
  'brief.changed': {
    brief: BriefId;
    entries: Entry[];
    /** Where annotations stand that are new or stand elsewhere now. */
    placements: [EntryId, Placement][];
    article?: ArticleChange;
    undo: UndoState;
  };
  /** An export that was asked for came to its next step. */
  'export.step': { job: string; step: 'gathering' | 'writing' | 'checking' };
  /** Somebody started the program a second time: show the window that is there. */
  'app.forward': Record<string, never>;
  /** Something went wrong that nobody's call can be told of, such as a disk that filled up. */
  'app.trouble': { sentence: string };
}

export type EventName = keyof Events;

/** An error as it crosses the bridge: a refusal in words for a person. */
export interface BridgeError {
  code: string;
  message: string;
}

/** The services as their users see them, whatever carries the calls. */
export interface Bridge {
  /** @throws {Refusal} where the service refuses; its message is for the person */
  call<N extends CallName>(name: N, params: Params<N>): Promise<Results[N]>;
  /** @returns a function that ends the subscription */
  on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void;
}

/** One message on a transport that carries text or objects. */
export type BridgeMessage =
  | { kind: 'call'; id: number; name: string; params: unknown }
  | { kind: 'result'; id: number; result: unknown }
  | { kind: 'error'; id: number; error: BridgeError }
  | { kind: 'event'; name: EventName; event: unknown };
