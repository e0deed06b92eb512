import { z } from 'zod';
import { BLOCK_TYPES } from '../article/block-types.ts';
import { type ImportedArticle, MAX_WEB_ADDRESS } from '../importing/imported.ts';
import type { ElsewhereReceipt, ImportReceipt } from '../importing/receipt.ts';
import { type BriefId, briefIdSchema } from '../model/ids.ts';
import type { HandedInFile } from '../offline/opened-package.ts';
import { as, bytes, type FileOut, fileName, jobName, nothing } from './params.ts';

export interface ImportPreview {
  /** Names the preview until it is accepted or dropped. */
  preview: string;
  article: ImportedArticle;
  /** The brief of the library whose article has these very words already. */
  already?: { brief: BriefId; title: string; createdAt: number };
}

/** A preview whose pictures were fetched from the web, and those that weren't, each with the reason. */
export interface FetchedPreview extends ImportPreview {
  refused: { address: string; why: string }[];
}

/** More pictures than a brief keeps; see `MAX_IMAGES`. */
const MAX_FETCHED = 500;
/** More files than any saved page has. */
const MAX_BESIDE = 2_000;
/** More chapters or attachments than any file has. */
const MAX_PARTS = 10_000;
const part = z.string().max(200);
const ofPreview = z.strictObject({ preview: z.string() });

/** What a person decided about some of a preview's blocks. */
export const importDecisions = z.array(
  z.strictObject({
    index: z.int().nonnegative(),
    as: z.enum([...BLOCK_TYPES, 'left-out']),
    level: z.int().min(1).max(6).optional(),
  }),
);

const articleFile = z.strictObject({
  name: fileName,
  bytes,
  beside: z
    .array(z.strictObject({ name: z.string().min(1).max(1_000), bytes }))
    .max(MAX_BESIDE)
    .optional(),
});

export const importingCalls = {
  /** Reads a file. `import.step` tells how far it is, of the `job`; `beside` are the files that belong to a saved page. */
  'import.preview': articleFile.extend({ job: jobName.optional() }),
  /** Hands in an article that the program was started with, for the window to show. */
  'import.handIn': articleFile,
  /** Those that wait, oldest first. */
  'import.handedIn': nothing,
  /** Reads one of them as `import.preview` does; whatever comes of it, it waits no more. */
  'import.openHandedIn': z.strictObject({ handedIn: z.string().max(64), job: jobName.optional() }),
  /** Fetches a page from the web; `allowHosts` are hosts of this machine or a private network that the person allows. */
  'import.address': z.strictObject({
    address: z.string().min(1).max(MAX_WEB_ADDRESS),
    allowHosts: z.array(z.string().max(255)).max(20).optional(),
    job: jobName.optional(),
  }),
  'import.stop': z.strictObject({ job: jobName }),
  /** Reads the file again with other parts of it, such as chapters; the preview that it had is gone. */
  'import.parts': ofPreview.extend({ parts: z.array(part).max(MAX_PARTS) }),
  /**
   * Fetches pictures that the preview's blocks name on the web, and reads the file again with them; the preview that it
   * had is gone, and blocks keep their numbers.
   */
  'import.pictures': ofPreview.extend({
    addresses: z.array(z.string().max(MAX_WEB_ADDRESS)).max(MAX_FETCHED),
    job: jobName.optional(),
  }),
  /** A file that came in the file, such as a mail's attachment. */
  'import.file': ofPreview.extend({ part }),
  /** `language` (BCP 47) and `direction` where the person knows better than the importer. */
  'import.accept': ofPreview.extend({
    decisions: importDecisions,
    as,
    language: z
      .string()
      .max(35)
      .regex(/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i)
      .optional(),
    direction: z.enum(['ltr', 'rtl']).optional(),
  }),
  'import.drop': ofPreview,
  /**
   * Takes in annotations made with another program; or only says what it would, where it is a preview. `import.step`
   * tells how many were looked for in the article.
   */
  'import.annotations': z.strictObject({
    brief: briefIdSchema,
    name: fileName,
    bytes,
    as,
    preview: z.boolean(),
    job: jobName.optional(),
  }),
} as const;

export interface ImportingResults {
  'import.preview': ImportPreview;
  'import.handIn': null;
  'import.handedIn': HandedInFile[];
  'import.openHandedIn': ImportPreview;
  'import.address': ImportPreview;
  'import.stop': null;
  'import.parts': ImportPreview;
  'import.pictures': FetchedPreview;
  'import.file': FileOut;
  'import.accept': { brief: BriefId; receipt: ImportReceipt };
  'import.drop': null;
  'import.annotations': ElsewhereReceipt;
}

export interface ImportingEvents {
  /** So much of a file was read: pages, chapters or the like. */
  'import.step': { job: string; done: number; of: number };
  /** An article was handed in, or waits no more. */
  'import.handedIn': Record<string, never>;
}
