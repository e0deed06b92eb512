import { z } from 'zod';
import { briefIdSchema } from '../model/ids.ts';
import type { BackedUpBrief, BackupPlace, KeptBackup, ShortOfRoom } from '../offline/backups.ts';
import { type FileOut, nothing, ofBrief } from './params.ts';

export const backupsCalls = {
  /** The backups of a brief, newest first. */
  'offline.backups': ofBrief,
  /** Backs up now what changed. */
  'offline.backUp': nothing,
  /** The briefs that there are backups of, those with the newest first. */
  'offline.backedUp': nothing,
  /** A backup as a file: how it is brought back beside what is here. */
  'offline.backupFile': z.strictObject({ brief: briefIdSchema, name: z.string().max(40) }),
  /** Where backups go and how much they may take; changed where something is given. */
  'offline.backupSettings': z.strictObject({
    folder: z.string().min(1).max(4_096).optional(),
    mostBytes: z.int().positive().optional(),
  }),
  /** Asks for a folder in the shell's own way, and keeps backups there from then on; null where none was chosen. */
  'offline.chooseBackupFolder': nothing,
  /** The disks that are nearly full. */
  'offline.shortOfRoom': nothing,
} as const;

export interface BackupsResults {
  'offline.backups': KeptBackup[];
  'offline.backUp': null;
  'offline.backupSettings': BackupPlace;
  'offline.backedUp': BackedUpBrief[];
  'offline.backupFile': FileOut;
  'offline.chooseBackupFolder': BackupPlace | null;
  'offline.shortOfRoom': ShortOfRoom[];
}

export interface BackupsEvents {
  /** Other disks than before are nearly full. */
  'offline.shortOfRoom': Record<string, never>;
}
