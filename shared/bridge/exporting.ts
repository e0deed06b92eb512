import { z } from 'zod';
import type { ExportPreview } from '../exporting/export-preview.ts';
import type { Receipt } from '../exporting/exported-brief.ts';
import { exportChoicesSchema } from '../exporting/options.ts';
import { briefIdSchema } from '../model/ids.ts';
import type { ReviewReceipt, ReviewStep } from '../review.ts';
import { as, bytes, type FileOut, fileName, jobName } from './common.ts';

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

export const exportingCalls = {
  /** Makes the file of an export; `export.step` tells how far it is. `job` names it, for `export.stop`. */
  'export.make': exportJob,
  /** What it will hold and look like; a later preview of the same job ends an earlier one. */
  'export.preview': exportJob,
  'export.stop': z.strictObject({ job: jobName }),
  /** What a Word file that comes back from review would change; nothing is changed yet. */
  'comments.preview': z.strictObject({ brief: briefIdSchema, name: fileName, bytes, as }),
  'comments.apply': z.strictObject({ brief: briefIdSchema, name: fileName, bytes, as }),
} as const;

export interface ExportingResults {
  'export.make': { file: FileOut; receipt: Receipt };
  'export.preview': ExportPreview;
  'export.stop': null;
  'comments.preview': ReviewedComments;
  'comments.apply': ReviewedComments;
}

export interface ExportingEvents {
  /** An export that was asked for came to its next step. */
  'export.step': { job: string; step: 'gathering' | 'writing' | 'checking' };
}
