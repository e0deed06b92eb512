import type { Entry, Payload } from '../../../shared/model/entry.ts';

/** The names of payload fields that hold another entry's id. */
const REFERENCES = ['annotation', 'comment', 'target', 'parent', 'invitation'] as const;

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
    if (typeof value === 'string') changed[name] = renewed.get(value) ?? value;
  }
  return changed as Payload;
}
