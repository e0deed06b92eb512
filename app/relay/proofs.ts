import { checkEntry, type Entry, type EntryOf, parseEntry } from '../../shared/model/entry.ts';
import type { BriefId, PersonId, PublicKey } from '../../shared/model/ids.ts';
import { isAboutPeople, People, type PeopleEntry } from '../../shared/model/people.ts';
import { PROOF_WINDOW_MS } from '../../shared/relay/requests.ts';
import { isFirstKey } from '../services/brief/brief.ts';
import { verifying } from '../services/crypto.ts';
import type { HostedBrief } from './hosted-brief.ts';
import { RequestError } from './request-error.ts';

/** A signature that shows that somebody holds a key now. */
export interface Proof {
  text: string;
  key: PublicKey;
  proof: string;
  at: number;
}

/**
 * Checks a proof and its time; whether it was used before is for whoever keeps the used ones.
 *
 * @throws {RequestError} where it is wrong
 */
export function checkProof({ text, key, proof, at }: Proof, now: number): void {
  if (Math.abs(at - now) > PROOF_WINDOW_MS) {
    const minutes = Math.round((at - now) / 60_000);
    throw new RequestError('clock', `The proof's time is ${minutes} minutes from the relay's clock; it may be 10.`);
  }
  if (!verifying.verify(text, proof, key))
    throw new RequestError('wrong-proof', 'The proof is not of this text, by this key.');
}

/**
 * Demands that a key speaks for a person.
 *
 * What was sent along may certify a key that the brief doesn't know yet, and no more: a key that is ended there stays
 * so, whatever entry of an earlier time it signs now.
 *
 * @param sent entries that were sent along, checked
 * @param brief absent where it isn't here yet
 * @throws {RequestError} where it doesn't
 */
export function checkKey(
  { key, person }: { key: PublicKey; person: PersonId },
  sent: readonly Entry[],
  brief?: HostedBrief,
): void {
  const hasEnded = (each: PublicKey) => brief?.people.hasEnded(each, person) ?? false;
  const known = brief ? [...brief.fold.entries.values()] : [];
  const theirs = [...known, ...sent.filter((entry) => !hasEnded(entry.key))].filter(
    (entry): entry is EntryOf<'person'> => entry.type === 'person' && entry.by === person,
  );
  const people = new People(person, isFirstKey);
  people.rebuild(theirs);
  if (hasEnded(key) || !people.holds(key, person))
    throw new RequestError('wrong-key', 'The key does not speak for this person.');
}

/**
 * Reads entries that came with a request.
 *
 * @throws {RequestError} where one isn't what it claims to be
 */
export function sentEntries(values: readonly unknown[], brief: BriefId): Entry[] {
  return values.map((value) => sentEntry(value, brief));
}

/**
 * Reads one entry about people that came with a request.
 *
 * @throws {RequestError} where it isn't what it claims to be
 */
export function sentEntry(value: unknown, brief: BriefId): PeopleEntry {
  const parsed = parseEntry(value);
  const wrong = parsed.ok ? checkEntry(parsed.entry, brief, verifying) : 'not an entry';
  if (wrong || !parsed.ok || !isAboutPeople(parsed.entry))
    throw new RequestError('wrong-entry', `An entry is not right: ${wrong ?? 'not about people'}.`);
  return parsed.entry;
}
