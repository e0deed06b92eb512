import { z } from 'zod';
import type { ExportPreview } from '../exporting/export-preview.ts';
import type { Receipt } from '../exporting/exported-brief.ts';
import { exportChoicesSchema } from '../exporting/options.ts';
import { type BriefId, briefIdSchema } from '../model/ids.ts';
import type { ReviewReceipt, ReviewStep } from '../review.ts';
import { as, bytes, type FileOut, fileName, jobName } from './params.ts';

/** More briefs than a team writes in a year; each takes a second or so. */
const MOST_BRIEFS = 500;

const exportJob = z.strictObject({
  brief: briefIdSchema,
  job: jobName,
  choices: exportChoicesSchema,
  /** The clock, in milliseconds since 1970, where it isn't this machine's. */
  now: z.int().nonnegative().max(8_640_000_000_000_000).optional(),
});

/** What a reviewed Word file changes: each thing that is done, and the account of it all. */
export interface ReviewedComments {
  steps: ReviewStep[];
  receipt: ReviewReceipt;
}

/** What became of one brief of several: its file, or why it has none. */
export type ExportOfMany = { brief: BriefId; title: string } & (
  | { file: string; receipt: Receipt; problem?: never }
  | { problem: string; file?: never; receipt?: never }
);

export const exportingCalls = {
  /** Makes the file of an export; `export.step` tells how far it is. `job` names it, for `export.stop`. */
  'export.make': exportJob,
  /**
   * The same for a window, which takes the file piece by piece: tens of megabytes in one message would hold it up. The
   * file is kept until its last piece was taken, or until a few others were made.
   */
  'export.keep': exportJob,
  /** A piece of a file that was kept: from a byte on, as many as a message should have. */
  'export.piece': z.strictObject({ job: jobName, from: z.int().nonnegative() }),
  /** What it will hold and look like; a later preview of the same job ends an earlier one. */
  'export.preview': exportJob,
  /** Makes an export of each of several briefs: a zip with a file for each, and an index, kept in the same way. */
  'export.keepMany': exportJob.omit({ brief: true }).extend({ briefs: z.array(briefIdSchema).min(1).max(MOST_BRIEFS) }),
  /** Ends an export, or lets the file of one go. */
  'export.stop': z.strictObject({ job: jobName }),
  /** What a Word file that comes back from review would change; nothing is changed yet. */
  'comments.preview': z.strictObject({ brief: briefIdSchema, name: fileName, bytes, as }),
  'comments.apply': z.strictObject({ brief: briefIdSchema, name: fileName, bytes, as }),
} as const;

export interface ExportingResults {
  'export.make': { file: FileOut; receipt: Receipt };
  'export.keep': { name: string; size: number; receipt: Receipt };
  /** In base64. */
  'export.piece': { bytes: string };
  'export.preview': ExportPreview;
  'export.keepMany': { name: string; size: number; exports: ExportOfMany[] };
  'export.stop': null;
  'comments.preview': ReviewedComments;
  'comments.apply': ReviewedComments;
}

export interface ExportingEvents {
  /** An export that was asked for came to its next step. */
  'export.step': { job: string; step: 'gathering' | 'writing' | 'checking' };
  /** So many of several were made. */
  'export.progress': { job: string; done: number; of: number };
}
