import { makeKeys, makeNonce, signerOf, verifying } from '../../app/services/crypto.ts';
import type { Identity } from '../../app/services/identity/profile.ts';
import { briefIdOf, type Entry, issueEntry, type Payload, personIdOf } from '../../shared/model/entry.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { initialsOf } from '../../shared/model/person-colours.ts';

/** A person with keys of their own. */
export function personCalled(name: string): Identity {
  const keys = makeKeys();
  const id = personIdOf(keys.public, verifying.sha256);
  return { format: 1, person: { id, name, initials: initialsOf(name), colour: '#4c5561' }, keys };
}

/** The id of a brief that somebody might have founded. */
export function briefOf(founder: Identity): BriefId {
  return briefIdOf(founder.person.id, makeNonce(), verifying.sha256);
}

/** A payload as an entry that its author has signed. */
export function entryBy(author: Identity, brief: BriefId, at: number, payload: Payload): Entry {
  const { person, keys } = author;
  return issueEntry(payload, {
    brief,
    by: person.id,
    key: keys.public,
    at,
    nonce: makeNonce(),
    sha256: verifying.sha256,
    sign: signerOf(keys),
  });
}
