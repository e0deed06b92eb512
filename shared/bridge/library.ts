import { z } from 'zod';
import type { BriefId } from '../model/ids.ts';
import type { Person } from '../model/people.ts';
import { bytes, fileName, nothing, ofBrief } from './common.ts';

/** One line of the library. Times are in milliseconds since 1970. */
export interface BriefSummary {
  id: BriefId;
  title: string;
  createdAt: number;
  changedAt: number;
  words: number;
  annotations: number;
  /** Those that aren't resolved. */
  open: number;
  comments: number;
  people: Person[];
  /** When it was put into the bin; absent when it isn't there. */
  binnedAt?: number;
  /** Why it can't be opened, in a sentence for a person. */
  trouble?: string;
}

export const libraryCalls = {
  'library.list': nothing,
  'library.sample': nothing,
  'library.bin': ofBrief,
  'library.bringBack': ofBrief,
  /** Adds a `.brief` package to the library. */
  'library.addPackage': z.strictObject({ name: fileName, bytes }),
} as const;

export interface LibraryResults {
  'library.list': BriefSummary[];
  'library.sample': { brief: BriefId };
  'library.bin': null;
  'library.bringBack': null;
  'library.addPackage': { brief: BriefId };
}

export interface LibraryEvents {
  'library.changed': Record<string, never>;
}
