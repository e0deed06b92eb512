import { count } from './plurals.ts';

/** Backups, and the room that disks have. */
export const backups = {
  open: 'Backups…',
  title: 'Backups',
  why: 'While Briefmark runs, each brief that changed is backed up every hour, your private notes too. Bringing one back never replaces anything.',
  ring: { hours: 'Last day, one an hour', days: 'Last week, one a day', weeks: 'Before, one a week' },
  briefs: 'Briefs with backups',
  none: 'There are no backups yet. The first are made a minute after the start.',
  noneOfBrief: 'There is no backup of this brief yet.',
  gone: 'no longer in the library',
  count: (n: number) => count(n, { one: '# backup', other: '# backups' }),
  of: (title: string) => `Backups of “${title}”`,
  look: (when: string) => `As it was, ${when}`,
  allBriefs: 'All briefs',
  backUpNow: 'Back up now',
  backedUp: 'Everything that changed is backed up.',
  settings: 'Where they are kept',
  folder: 'Folder',
  folderHint: 'On another disk they also protect against the loss of this one. What is there already stays.',
  chooseFolder: 'Choose…',
  useFolder: 'Use this folder',
  folderChanged: (folder: string) => `Backups are kept in “${folder}” from now on.`,
  most: 'At most',
  used: (used: string, most: string) => `${used} of ${most} are used.`,
  free: (free: string) => `${free} are free on that disk.`,
  unreachable: 'That folder can’t be reached now.',
  lookTitle: (title: string, when: string) => `“${title}”, ${when}`,
  beside: 'As a file beside…',
  besideHint: 'Writes the backup as a .brief file. The brief itself stays as it is.',
  saved: (name: string) => `“${name}” is the backup as a file. Nothing else was changed.`,
  bringBack: 'Bring back to the library',
  broughtBack: 'The brief is in your library again.',
  mergeMissing: 'Merge what is missing',
  nothingMissing: 'All that it holds is in the brief. To go back to how it was, use the timeline.',
  wouldBring: 'Merging it would bring back:',
  inBin: 'The brief is in the bin. Bring it back from there to merge the two.',

  shortOfRoom: (what: 'library' | 'backups', free: string) =>
    what === 'library'
      ? `The disk is nearly full: ${free} are left. What you do is saved still; free some space before it can’t be.`
      : `The disk with your backups is nearly full: ${free} are left. Free some space, or choose another folder.`,
  seeBackups: 'See backups',
};
