import { chmod, lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../shared/refusal.ts';
import { makeFolder } from '../services/disk.ts';

/**
 * Makes the folder in which the processes that use a library find each other, and sees that nobody else can get into
 * it: who can write there could stand in for the owner.
 *
 * @throws {Refusal} where it can't be made, or belongs to somebody else
 */
export async function instanceFolder(home: string): Promise<string> {
  const folder = join(home, 'instance');
  await makeFolder(folder, `the folder “${folder}”`);
  const { uid, mode, isReal } = await lstat(folder).then((stats) => ({ ...stats, isReal: stats.isDirectory() }));
  const me = process.getuid?.();
  if (!isReal || (me !== undefined && uid !== me)) {
    throw new Refusal(
      'instance-folder-unsafe',
      `Briefmark can’t use “${folder}”, because it is a link or belongs to another user. Remove it, or choose another folder with BRIEFMARK_HOME.`,
    );
  }
  if (me !== undefined && (mode & 0o077) !== 0) await chmod(folder, 0o700);
  return folder;
}
