import { checkEntry, type Disbelief, type Entry, parseEntry } from '../../../shared/model/entry.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import type { Verification } from '../../../shared/offline/verification.ts';
import type { Brief } from '../brief/brief.ts';
import { verifying } from '../crypto.ts';

/** Why an entry is not believed, in words for a person. */
const DISBELIEF: Record<Disbelief, string> = {
  'wrong id': 'It was changed after it was signed, or belongs to another brief.',
  'wrong signature': 'Its signature is not by the key that it names.',
  'wrong certificate': 'The certificate that it carries was not signed by its author’s first key.',
  'wrong invitation': 'Its proof is not by the secret of the invitation that it names.',
};

/**
 * Says who wrote what in a brief, what of it is signed by whom and what doesn't verify.
 *
 * @param brief one whose entries were checked when it was read; see `readPackage`
 * @param older an earlier copy, to find what is gone since
 */
export function verifyBrief(brief: Brief, older?: Brief): Verification {
  const { people } = brief.notes;
  const written = new Map<string, number>();
  let verified = 0;
  let notYet = 0;
  const held = brief.sharedEntries();
  for (const id of held.keys()) {
    const entry = brief.notes.entries.get(id as EntryId);
    if (entry && people.speaksFor(entry)) {
      verified++;
      written.set(entry.by, (written.get(entry.by) ?? 0) + 1);
    } else if (entry || brief.unknown.has(id)) {
      notYet++;
    }
  }
  return {
    entries: held.size,
    verified,
    notYet,
    bad: notBelieved(brief),
    people: [...people.persons.values()].map(({ id, name }) => ({
      id,
      name,
      role: people.roleOf(id),
      entries: written.get(id) ?? 0,
    })),
    removed: older ? goneSince(older, brief).length : null,
  };
}

/** What a brief's file holds that isn't what it claims to be, and why. */
export function notBelieved(brief: Brief): Verification['bad'] {
  return [...brief.sharedEntries()]
    .filter(([id]) => !brief.holds(id))
    .map(([id, value]) => ({ id, reason: whyBad(id, value, brief) }));
}

function whyBad(id: string, value: unknown, brief: Brief): string {
  const parsed = parseEntry(value);
  if (!parsed.ok) return parsed.unknown ? 'It stands under the id of another entry.' : parsed.why;
  const disbelief = checkEntry(parsed.entry, brief.id, verifying);
  if (disbelief) return DISBELIEF[disbelief];
  return parsed.entry.id === id ? 'It came after it was checked.' : 'It stands under the id of another entry.';
}

/** The entries that an earlier copy holds and a later one doesn't, although nobody who may erased them. */
function goneSince(older: Brief, brief: Brief): Entry[] {
  return [...older.notes.entries.values()].filter(
    (entry) => !brief.notes.entries.has(entry.id) && !brief.notes.isErased(entry),
  );
}
