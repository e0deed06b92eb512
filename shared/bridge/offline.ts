import { z } from 'zod';
import { type BriefId, briefIdSchema } from '../model/ids.ts';
import type { CarryOverReceipt } from '../offline/carrying-over.ts';
import type { MergeReport } from '../offline/merging.ts';
import type { ChangedFile, HandedInFile, OpenedPackage } from '../offline/opened-package.ts';
import type { UpdateReport } from '../offline/updating.ts';
import type { Verification } from '../offline/verification.ts';
import { importDecisions } from './importing.ts';
import { as, bytes, type FileOut, fileName, filePath, jobName, nothing, ofBrief, passphrase } from './params.ts';

/** The article that comes instead: a preview of an import, with its person's decisions. */
const newArticle = z.strictObject({ brief: briefIdSchema, preview: z.string(), decisions: importDecisions, as });

const article = z.enum(['mine', 'theirs']).optional();
const ofHandedIn = z.strictObject({ handedIn: z.string().max(64) });
/** `job` names it in `offline.step`. */
const opening = { passphrase: passphrase.optional(), job: jobName.optional() };
const ofOpened = z.strictObject({ opened: z.string().max(64) });

export const offlineCalls = {
  /** Checks every signature of a brief again, and says who wrote what. */
  'offline.verify': ofBrief,
  /** Brings the annotations of another brief's package, given or opened before, here, by their words. */
  'offline.carryOver': z.union([
    z.strictObject({ brief: briefIdSchema, name: fileName, bytes, as, preview: z.boolean() }),
    ofOpened.extend({ brief: briefIdSchema, as, preview: z.boolean() }),
  ]),
  /** A brief as a file to carry by hand, with what of it shall go; with a passphrase it is locked. */
  'offline.handOver': z.strictObject({
    brief: briefIdSchema,
    history: z.boolean(),
    original: z.boolean(),
    images: z.boolean(),
    /** The private notes of who works here; they stay here where it is absent. */
    private: z.boolean().optional(),
    passphrase: passphrase.optional(),
  }),
  /** Opens a `.brief` file, given or handed in before, to be added, merged or only looked at. */
  'offline.open': z.union([z.strictObject({ name: fileName, bytes, ...opening }), ofHandedIn.extend(opening)]),
  /**
   * Hands in a `.brief` file, for a window to ask what shall become of it. Where it lies it is looked at again later, if
   * it is added or merged. With `asked`, who hands it in asks that, and no other window does.
   */
  'offline.handIn': z.strictObject({
    name: fileName,
    bytes,
    path: filePath.optional(),
    asked: z.literal(true).optional(),
  }),
  /** The files that were handed in and wait for that, oldest first. */
  'offline.handedIn': nothing,
  /** Its person has said what shall become of it. */
  'offline.putAway': ofHandedIn,
  /** The files from which briefs were added or merged, and which have changed since. */
  'offline.changedFiles': nothing,
  /** Hands one of them in, or leaves it until it changes once more. */
  'offline.takeChanged': z.strictObject({ id: z.string().max(64), open: z.boolean() }),
  /** Adds an opened file to the library. */
  'offline.add': ofOpened,
  /**
   * What merging an opened file would bring, with the one article or the other, where they were replaced by different
   * ones.
   */
  'offline.mergePreview': ofOpened.extend({ article }),
  /** Merges an opened file into the brief that is here. */
  'offline.merge': ofOpened.extend({ article, as }),
  /** Takes the last merge back, as long as nothing was done since and nothing was sent. */
  'offline.unmerge': ofBrief,
  'offline.drop': ofOpened,
  /** Opens a backup, to be looked at, merged, or added where the brief is gone; nothing is ever restored over anything. */
  'offline.openBackup': z.strictObject({ brief: briefIdSchema, name: z.string().max(40) }),
  /** What replacing the article by that of an import's preview would do. */
  'offline.updatePreview': newArticle,
  'offline.update': newArticle,
} as const;

export interface OfflineResults {
  'offline.handOver': FileOut;
  'offline.open': OpenedPackage;
  'offline.handIn': { handedIn: string };
  'offline.handedIn': HandedInFile[];
  'offline.putAway': null;
  'offline.changedFiles': ChangedFile[];
  'offline.takeChanged': null;
  'offline.add': { brief: BriefId };
  /** `back`: whether it can be taken back. */
  'offline.merge': { brief: BriefId; report: MergeReport; back: boolean };
  'offline.mergePreview': MergeReport;
  'offline.unmerge': null;
  'offline.drop': null;
  'offline.openBackup': OpenedPackage;
  'offline.verify': Verification;
  'offline.carryOver': CarryOverReceipt;
  'offline.updatePreview': UpdateReport;
  'offline.update': UpdateReport;
}

export interface OfflineEvents {
  /** How far a file is that is being opened: from 0 to 1. */
  'offline.step': { job: string; done: number };
  /** Other files than before wait for somebody to say what shall become of them. */
  'offline.handedIn': Record<string, never>;
}
