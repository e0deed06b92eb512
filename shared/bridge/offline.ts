import { z } from 'zod';
import { type BriefId, briefIdSchema, entryIdSchema } from '../model/ids.ts';
import type { BackupSettings, KeptBackup } from '../offline/backups.ts';
import type { CarryOverReceipt } from '../offline/carrying-over.ts';
import type { ErasePlan } from '../offline/erasing.ts';
import type { MergeReport } from '../offline/merging.ts';
import type { ChangedFile, HandedInFile, OpenedPackage } from '../offline/opened-package.ts';
import type { Moment } from '../offline/timeline.ts';
import type { BlockChange, UpdateReport } from '../offline/updating.ts';
import type { Verification } from '../offline/verification.ts';
import type { ShownBrief } from '../shown.ts';
import { importDecisions } from './importing.ts';
import { as, bytes, type FileOut, fileName, filePath, nothing, ofBrief, passphrase } from './params.ts';

/** The article that comes instead: a preview of an import, with its person's decisions. */
const newArticle = z.strictObject({ brief: briefIdSchema, preview: z.string(), decisions: importDecisions, as });

/** In milliseconds since 1970. */
const ofMoment = z.strictObject({ brief: briefIdSchema, at: z.number().nonnegative().max(8.64e15) });
const ofHandedIn = z.strictObject({ handedIn: z.string().max(64) });
const ofOpened = z.strictObject({ opened: z.string().max(64) });
const ofEntry = z.strictObject({ brief: briefIdSchema, target: entryIdSchema, as });

export const offlineCalls = {
  /** Checks every signature of a brief again, and says who wrote what. */
  'offline.verify': ofBrief,
  /** Brings the annotations of another brief's package here, by their words. */
  'offline.carryOver': z.strictObject({ brief: briefIdSchema, name: fileName, bytes, as, preview: z.boolean() }),
  /** A brief as a file to carry by hand, with what of it shall go; with a passphrase it is locked. */
  'offline.handOver': z.strictObject({
    brief: briefIdSchema,
    history: z.boolean(),
    original: z.boolean(),
    images: z.boolean(),
    passphrase: passphrase.optional(),
  }),
  /** Opens a `.brief` file, given or handed in before, to be added, merged or only looked at. */
  'offline.open': z.union([
    z.strictObject({ name: fileName, bytes, passphrase: passphrase.optional() }),
    ofHandedIn.extend({ passphrase: passphrase.optional() }),
  ]),
  /** Hands in a `.brief` file that the program was started with, for a window to ask what shall become of it. Where it lies it
   * is looked at again later, if it is added or merged. */
  'offline.handIn': z.strictObject({ name: fileName, bytes, path: filePath.optional() }),
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
  /** Merges an opened file into the brief that is here. */
  'offline.merge': ofOpened.extend({ as }),
  /** Takes the last merge back, as long as nothing was done since and nothing was sent. */
  'offline.unmerge': ofBrief,
  'offline.drop': ofOpened,
  /** The backups of a brief, newest first. */
  'offline.backups': ofBrief,
  /** Opens a backup, to be looked at, merged, or added where the brief is gone; nothing is ever restored over anything. */
  'offline.openBackup': z.strictObject({ brief: briefIdSchema, name: z.string().max(40) }),
  /** Backs up now what changed. */
  'offline.backUp': nothing,
  /** Where backups go and how much they may take; changed where something is given. */
  'offline.backupSettings': z.strictObject({
    folder: z.string().min(1).max(4_096).optional(),
    mostBytes: z.int().positive().optional(),
  }),
  /** What replacing the article by that of an import's preview would do. */
  'offline.updatePreview': newArticle,
  'offline.update': newArticle,
  /** What happened to a brief, newest first. */
  'offline.history': ofBrief,
  /** A brief as it was at a moment, and how its article differs from that of now. */
  'offline.moment': ofMoment,
  /** Makes it again what it was, by new entries. */
  'offline.bringBack': ofMoment.extend({ as }),
  /** What erasing an entry would take away. */
  'offline.erasePreview': ofEntry,
  'offline.erase': ofEntry,
} as const;

export interface OfflineResults {
  'offline.handOver': FileOut;
  'offline.open': OpenedPackage;
  'offline.handIn': null;
  'offline.handedIn': HandedInFile[];
  'offline.putAway': null;
  'offline.changedFiles': ChangedFile[];
  'offline.takeChanged': null;
  'offline.add': { brief: BriefId };
  /** `back`: whether it can be taken back. */
  'offline.merge': { brief: BriefId; report: MergeReport; back: boolean };
  'offline.unmerge': null;
  'offline.drop': null;
  'offline.verify': Verification;
  'offline.carryOver': CarryOverReceipt;
  'offline.backups': KeptBackup[];
  'offline.openBackup': OpenedPackage;
  'offline.backUp': null;
  'offline.backupSettings': BackupSettings;
  'offline.updatePreview': UpdateReport;
  'offline.update': UpdateReport;
  'offline.history': Moment[];
  'offline.moment': { shown: ShownBrief; blocks: BlockChange[] };
  'offline.bringBack': UpdateReport;
  'offline.erasePreview': ErasePlan;
  'offline.erase': ErasePlan;
}

export interface OfflineEvents {
  /** Other files than before wait for somebody to say what shall become of them. */
  'offline.handedIn': Record<string, never>;
}
