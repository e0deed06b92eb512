import { z } from 'zod';

/*
 * What a file or a page says about its article, beside the article itself. All of it is optional: briefs made before
 * it was kept have none, and most files say little.
 */

const MAX_WORDS = 500;
const MAX_ADDRESS = 2_000;
const MAX_PEOPLE = 50;

const words = z.string().min(1).max(MAX_WORDS);
const people = z.array(words).max(MAX_PEOPLE);
/** A day or a moment, in ISO 8601. */
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })]);

export const aboutShape = {
  title: words.optional(),
  authors: people.optional(),
  published: moment.optional(),
  modified: moment.optional(),
  /** Where it was published: the paper, the site, the list. */
  publisher: words.optional(),
  /** Where on the web it stands. */
  address: z.string().min(1).max(MAX_ADDRESS).optional(),
  /** Whom a mail went to. */
  recipients: people.optional(),
  /** The classification or handling that it is under, as it says itself. */
  marking: words.optional(),
} as const;

const aboutSchema = z.object(aboutShape);

export type AboutArticle = z.infer<typeof aboutSchema>;

/** What was found, made to fit: white space made plain, what is too long cut, what is of another form left away. */
export function tidyAbout(found: { [K in keyof AboutArticle]?: unknown }): AboutArticle {
  const about: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(aboutShape)) {
    const value = tidied(found[key as keyof AboutArticle], key === 'address' ? MAX_ADDRESS : MAX_WORDS);
    if (value !== undefined && schema.safeParse(value).success) about[key] = value;
  }
  return about;
}

function tidied(value: unknown, most: number): unknown {
  if (Array.isArray(value)) {
    const all = [...new Set(value.map((each) => tidied(each, most)))].filter((each) => each !== undefined);
    return all.length > 0 ? all.slice(0, MAX_PEOPLE) : undefined;
  }
  if (typeof value !== 'string') return undefined;
  return value.replace(/\s+/gu, ' ').trim().slice(0, most).toWellFormed().trim() || undefined;
}
