import type * as Y from 'yjs';
import { z } from 'zod';
import { aboutShape } from '../../../shared/article/about.ts';
import { briefIdSchema, personIdSchema } from '../../../shared/model/ids.ts';

/** The format of a brief's documents that this program writes; a newer one opens read-only. */
export const FORMAT_VERSION = 1;

const metaSchema = z.object({
  ...aboutShape,
  formatVersion: z.int().positive(),
  brief: briefIdSchema,
  founder: personIdSchema,
  nonce: z.string().max(64),
  /** BCP 47, or `und`. */
  language: z.string().max(35),
  direction: z.enum(['ltr', 'rtl']),
  /** Where the article came from: the file's name and the encoding that it was read as, empty where it has none. */
  source: z.object({ name: z.string().max(255), encoding: z.string().max(40) }),
  /** In milliseconds since 1970. */
  importedAt: z.number(),
});

/** What a brief says of its article and of itself. */
export type BriefMeta = z.infer<typeof metaSchema>;

/** What of it is about the article that it holds now, and changes with that. */
export function describedIn({
  formatVersion: _,
  brief: _brief,
  founder: _founder,
  nonce: _nonce,
  importedAt: _at,
  ...described
}: BriefMeta): Omit<BriefMeta, 'formatVersion' | 'brief' | 'founder' | 'nonce' | 'importedAt'> {
  return described;
}

/** What is said of a brief whose article has not arrived, or is lost. */
export function undescribed({
  id,
  founder,
  nonce,
}: Pick<BriefMeta, 'founder' | 'nonce'> & { id: BriefMeta['brief'] }): BriefMeta {
  return {
    formatVersion: FORMAT_VERSION,
    brief: id,
    founder,
    nonce,
    language: 'und',
    direction: 'ltr',
    source: { name: '', encoding: '' },
    importedAt: 0,
  };
}

/**
 * Reads the meta map of an article's document.
 *
 * @throws {RangeError} where something in it is missing or of another type
 */
export function readMeta(map: Y.Map<unknown>): BriefMeta {
  const parsed = metaSchema.safeParse(map.toJSON());
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new RangeError(`The brief's description is not right: ${path}`);
}

/** Fills the meta map of a new article's document. */
export function writeMeta(map: Y.Map<unknown>, meta: BriefMeta): void {
  for (const [key, value] of Object.entries(meta)) if (value !== undefined) map.set(key, value);
}
