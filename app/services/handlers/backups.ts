import type { backupsCalls } from '../../../shared/bridge/backups.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Backups } from '../backups/backups.ts';
import type { DiskWatch } from '../backups/watch.ts';
import type { HandlersOf } from './context.ts';
import { fileOut } from './file-out.ts';

/**
 * Answers the calls of backups, and of the room that disks have.
 *
 * @param chooseFolder the shell's own way to ask for a folder
 */
export function backupsHandlers(
  backups: Backups,
  disks: DiskWatch,
  chooseFolder: ((from: string) => Promise<string | null>) | undefined,
): HandlersOf<typeof backupsCalls> {
  return {
    'offline.backups': ({ brief }) => backups.list(brief),
    'offline.backedUp': () => backups.briefs(),
    'offline.backupFile': async ({ brief, name }) => fileOut(name, await backups.read(brief, name)),
    'offline.backUp': async () => {
      await backups.run();
      return null;
    },
    'offline.backupSettings': async (choice) => {
      if (Object.keys(choice).length > 0) await backups.choose(definedOf(choice));
      return backups.place();
    },
    'offline.chooseBackupFolder': async () => {
      if (!chooseFolder)
        throw new Refusal('no-folder-dialog', 'Folders can’t be shown here. Type where the folder is.');
      const folder = await chooseFolder((await backups.settings()).folder);
      if (folder === null) return null;
      await backups.choose({ folder });
      return backups.place();
    },
    'offline.shortOfRoom': () => disks.look(),
  };
}

/** What of a choice was made. */
function definedOf<T extends object>(choice: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined)) as never;
}
