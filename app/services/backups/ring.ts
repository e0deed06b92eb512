import { RING } from '../../../shared/offline/backups.ts';

/** One backup of a brief. */
export interface Backup {
  /** When it was made, in milliseconds since 1970. */
  at: number;
  bytes: number;
}

/**
 * Which backups of a brief are kept: of each stretch of time the newest, and the newest of all whatever happens.
 *
 * @param now in milliseconds since 1970
 */
export function kept<B extends Backup>(backups: readonly B[], now: number): B[] {
  const stretches = new Set<string>();
  return [...backups]
    .sort((a, b) => b.at - a.at)
    .filter(({ at }, i) => {
      const step = RING.find(({ within }) => now - at < within);
      const stretch = step && `${step.every} ${Math.floor(at / step.every)}`;
      const isFirst = stretch !== undefined && !stretches.has(stretch);
      if (stretch !== undefined) stretches.add(stretch);
      return isFirst || i === 0;
    });
}

/**
 * Which backups go so that all of them stay within a size: the oldest first, and of each brief the newest never.
 *
 * @param all the backups of each brief
 */
export function beyond<B extends Backup>(all: readonly (readonly B[])[], mostBytes: number): B[] {
  const newest = new Set(all.map((backups) => backups.reduce((a, b) => (b.at > a.at ? b : a), backups[0] as B)));
  let sum = all.flat().reduce((bytes, backup) => bytes + backup.bytes, 0);
  const going: B[] = [];
  for (const backup of [...all.flat()].sort((a, b) => a.at - b.at)) {
    if (sum <= mostBytes) break;
    if (newest.has(backup)) continue;
    going.push(backup);
    sum -= backup.bytes;
  }
  return going;
}
