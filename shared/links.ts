import {
  type BriefId,
  briefIdSchema,
  type EntryId,
  entryIdSchema,
  type PersonId,
  personIdSchema,
} from './model/ids.ts';

/** What a link of Briefmark's own leads to. */
export type LinkTarget =
  | { to: 'brief'; brief: BriefId; entry?: EntryId }
  /** Somebody who is mentioned. */
  | { to: 'person'; person: PersonId };

/** The address of a brief, of an annotation or comment in it, or of somebody who is mentioned. */
export function formatLink(target: LinkTarget): string {
  if (target.to === 'person') return `briefmark://person/${target.person}`;
  return `briefmark://brief/${target.brief}${target.entry ? `/${target.entry}` : ''}`;
}

/** Reads such an address; undefined where it is none. */
export function parseLink(address: string): LinkTarget | undefined {
  const found = /^briefmark:\/\/(brief|person)\/([0-9a-f]{64})(?:\/([0-9a-f]{64}))?\/?$/i.exec(address.trim());
  if (!found) return undefined;
  const [, to, id = '', rest] = found;
  if (to?.toLowerCase() === 'person') {
    const person = personIdSchema.safeParse(id.toLowerCase());
    return person.success && rest === undefined ? { to: 'person', person: person.data } : undefined;
  }
  const brief = briefIdSchema.safeParse(id.toLowerCase());
  const entry = entryIdSchema.safeParse(rest?.toLowerCase());
  if (!brief.success) return undefined;
  return { to: 'brief', brief: brief.data, ...(entry.success ? { entry: entry.data } : {}) };
}
