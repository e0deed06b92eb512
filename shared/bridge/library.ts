import { z } from 'zod';
import { MAX_TAG_LENGTH } from '../model/entry.ts';
import { type BriefId, briefIdSchema, type EntryId } from '../model/ids.ts';
import type { Person } from '../model/people.ts';
import { bytes, fileName, filePath, nothing, ofBrief } from './params.ts';

/** The longest name of a folder, which may hold `/` between the names of folders within each other. */
export const MAX_FOLDER_LENGTH = 200;
/** More tags than anybody reads in a list. */
export const MAX_SHELF_TAGS = 20;
const MAX_QUERY_LENGTH = 500;

/** Where a brief is kept in this library; it goes into no package and to no relay. Times are in milliseconds since 1970. */
export interface Shelf {
  /** Folders within each other are parted by `/`. */
  folder?: string;
  tags: string[];
  /** When it was put away as done with; absent while it isn't. */
  archivedAt?: number;
  /** When it was put into the bin; absent when it isn't there. */
  binnedAt?: number;
}

/** One line of the library. Times are in milliseconds since 1970. */
export interface BriefSummary extends Shelf {
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
  /** What it takes on the disk, in bytes. */
  bytes: number;
  /** Why it can't be opened, in a sentence for a person. */
  trouble?: string;
}

/** A place where the words stand that somebody searched for. */
export interface FoundWords {
  before: string;
  words: string;
  after: string;
  /** Who wrote the comment that they stand in. */
  by?: string;
  /** The annotation in whose thread or tags they stand; absent for words of the article. */
  annotation?: EntryId;
}

/** A brief that holds what somebody searched for. */
export interface FoundBrief {
  brief: BriefId;
  places: FoundWords[];
}

const folder = z
  .string()
  .trim()
  .max(MAX_FOLDER_LENGTH)
  // Names without an empty one between them, however somebody typed their slashes.
  .transform((name) =>
    name
      .split('/')
      .map((part) => part.trim())
      .filter(Boolean)
      .join('/'),
  );

export const libraryCalls = {
  'library.list': nothing,
  /** The briefs that hold every word of a query, in their titles, texts or comments; those in the bin are left out. */
  'library.search': z.strictObject({ query: z.string().max(MAX_QUERY_LENGTH) }),
  /** Puts briefs into a folder (an empty name: into none), gives them tags, archives them or takes them out again. */
  'library.shelve': z.strictObject({
    briefs: z.array(briefIdSchema).min(1).max(10_000),
    folder: folder.optional(),
    tags: z.array(z.string().trim().min(1).max(MAX_TAG_LENGTH)).max(MAX_SHELF_TAGS).optional(),
    archived: z.boolean().optional(),
  }),
  /** Deletes briefs that are in the bin, for good. */
  'library.emptyBin': z.strictObject({ briefs: z.array(briefIdSchema).min(1).max(10_000) }),
  'library.sample': nothing,
  'library.bin': ofBrief,
  'library.bringBack': ofBrief,
  /** Adds a `.brief` package to the library. Where it lies, if that is given, it is looked at again later. */
  'library.addPackage': z.strictObject({ name: fileName, bytes, path: filePath.optional() }),
} as const;

export interface LibraryResults {
  'library.list': BriefSummary[];
  'library.search': FoundBrief[];
  'library.shelve': null;
  'library.emptyBin': { deleted: number };
  'library.sample': { brief: BriefId };
  'library.bin': null;
  'library.bringBack': null;
  'library.addPackage': { brief: BriefId };
}

export interface LibraryEvents {
  'library.changed': Record<string, never>;
}
