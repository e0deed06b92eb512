import type { Entry, Payload } from '../../../shared/model/entry.ts';

/** The names of payload fields that hold another entry's id. */
const REFERENCES = ['annotation', 'comment', 'target', 'parent', 'invitation'] as const;

/** The entries that an entry names: what it is about, answers or takes back. */
export function namedBy(entry: Entry): string[] {
  const named = entry as unknown as Record<string, unknown>;
  return REFERENCES.flatMap((name) => (typeof named[name] === 'string' ? [named[name]] : []));
}

/** The newest entry in the place of one, which may itself have been refused and offered anew. */
export function newest(id: string, renewed: ReadonlyMap<string, string>): string {
  let at = id;
  for (let next = renewed.get(at); next !== undefined; next = renewed.get(at)) at = next;
  return at;
}

/**
 * What an entry says, to be signed once more.
 *
 * @param renewed the new ids of entries that were signed once more before it
 */
export function payloadOf(entry: Entry, renewed: ReadonlyMap<string, string>): Payload {
  const { v: _v, id: _id, at: _at, by: _by, key: _key, nonce: _nonce, sig: _sig, ...payload } = entry;
  const changed: Record<string, unknown> = { ...payload };
  for (const name of REFERENCES) {
    const value = changed[name];
    if (typeof value === 'string') changed[name] = newest(value, renewed);
  }
  return changed as Payload;
}
