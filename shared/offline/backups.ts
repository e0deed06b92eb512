import type { BriefId } from '../model/ids.ts';

/** Where backups go, and how much they may take. */
export interface BackupSettings {
  folder: string;
  /** All of them together; the oldest go first. */
  mostBytes: number;
}

/** How the place of the backups stands. */
export interface BackupPlace extends BackupSettings {
  /** What they take now. */
  usedBytes: number;
  /** What their disk has left; null where that can't be told, such as while it isn't plugged in. */
  freeBytes: number | null;
}

/** A backup of a brief. */
export interface KeptBackup {
  name: string;
  /** When it was made, in milliseconds since 1970. */
  at: number;
  bytes: number;
}

/** A brief that there are backups of. */
export interface BackedUpBrief {
  brief: BriefId;
  title: string;
  /** Whether it is in the library, the bin included. */
  isHere: boolean;
  backups: number;
  newest: KeptBackup;
}

/** How long backups are kept, and how far apart: each hour of the last day, each day of the last week, then each week. */
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
export const RING = [
  { name: 'hours', within: DAY, every: HOUR },
  { name: 'days', within: WEEK, every: DAY },
  { name: 'weeks', within: 8 * WEEK, every: WEEK },
] as const;
export type RingPart = (typeof RING)[number]['name'];

/** In which part of the ring a backup stands; the newest is kept whatever its age, and may be older than all. */
export function ringPartOf(at: number, now: number): RingPart {
  return RING.find(({ within }) => now - at < within)?.name ?? 'weeks';
}

/** A disk with little room left. */
export interface ShortOfRoom {
  /** What is kept on it. */
  what: 'library' | 'backups';
  folder: string;
  freeBytes: number;
}
