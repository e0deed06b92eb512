import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { NotesAdmission } from '../../../../app/relay/notes-admission.ts';
import { Signatures } from '../../../../app/relay/signatures.ts';
import { ENTRIES } from '../../../../app/services/brief/brief.ts';
import { makeKeys, makeNonce, signerOf, verifying } from '../../../../app/services/crypto.ts';
import { canonicalJson, type Json } from '../../../../shared/model/canonical.ts';
import {
  briefIdOf,
  certificateText,
  type Entry,
  joinText,
  type Payload,
  signedText,
} from '../../../../shared/model/entry.ts';
import { entryBy, personCalled } from '../../../support/people.ts';

const ann = personCalled('Ann Okoro');
const bo = personCalled('Bo Tan');
const nonce = makeNonce();
const brief = briefIdOf(ann.person.id, nonce, verifying.sha256);
const NOW = 1_000_000;

const by = (who: typeof ann, payload: Payload) => entryBy(who, brief, NOW, payload);

/** What a newer version may write. */
function newer(fields: { [key: string]: Json }): Json {
  const unsigned = { v: 9, at: NOW, by: ann.person.id, key: ann.keys.public, nonce: makeNonce(), ...fields };
  const id = verifying.sha256(canonicalJson({ brief, entry: unsigned }));
  return { ...unsigned, id, sig: signerOf(ann.keys)(signedText(id)) };
}

function updateOf(values: readonly (readonly [string, unknown])[]): Uint8Array {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const [key, value] of values) doc.getMap(ENTRIES).set(key, value);
  });
  return Y.encodeStateAsUpdate(doc);
}

const ofEntries = (entries: readonly unknown[]) =>
  updateOf(entries.map((entry) => [(entry as { id: string }).id, JSON.parse(JSON.stringify(entry))]));

/** Prepares an update and has it judged; gives what became of it, and how much was verified by the judge itself. */
async function judged(update: Uint8Array) {
  let verified = 0;
  const counting: typeof verifying = {
    sha256: verifying.sha256,
    verify: (...args) => {
      verified++;
      return verifying.verify(...args);
    },
  };
  const signatures = new Signatures(brief, counting);
  const admission = new NotesAdmission({ id: brief, founder: ann.person.id, nonce }, signatures);
  const forget = await signatures.prepare(update, (id) => admission.holds(id));
  const verdict = admission.take(update, { person: ann.person.id, now: NOW });
  forget();
  return { verdict: verdict.is === 'refused' ? verdict.rule : verdict.is, verified, signatures };
}

const described = { type: 'person', name: 'Ann Okoro', initials: 'AO', colour: '#4c5561' } as const;

function certificate(sig?: string): Extract<Payload, { type: 'person' }>['certificate'] {
  const { public: key } = makeKeys();
  return { person: ann.person.id, key, sig: sig ?? signerOf(ann.keys)(certificateText(ann.person.id, key)) };
}

describe('a large update', () => {
  it('is judged without verifying anything, whatever kinds of entries it holds', async () => {
    const lock = makeKeys();
    const invited = by(ann, { type: 'invited', lock: lock.public, role: 'viewer', expires: NOW * 2, uses: 5 });
    const entries = [
      by(ann, { type: 'annotated', kind: 'claim', tags: [], anchors: [] }),
      by(ann, { ...described, certificate: certificate() } as Payload),
      invited,
      by(bo, {
        type: 'joined',
        invitation: invited.id,
        lock: lock.public,
        proof: signerOf(lock)(joinText(brief, bo.person.id)),
      }),
      newer({ type: 'applauded' }),
    ];
    const { verdict, verified, signatures } = await judged(ofEntries(entries));
    expect([verdict, verified]).toEqual(['admitted', 0]);
    const { id, sig, key } = entries[0] as Entry;
    expect(signatures.verify(signedText(id), sig, key)).toBe(true);
  });

  it('is believed nothing that was not verified, such as a certificate that a newer entry has as well', async () => {
    const forged = certificate('A'.repeat(86));
    const entries = [
      newer({ ...described, certificate: forged as unknown as Json }),
      by(ann, { ...described, certificate: forged } as Payload),
    ];
    expect((await judged(ofEntries(entries))).verdict).toBe('signature');
    const { id, sig, ...rest } = newer({ type: 'applauded' }) as { [key: string]: Json };
    expect((await judged(ofEntries([{ ...rest, id, sig: 'A'.repeat(86) }]))).verdict).toBe('signature');
  });

  it('is refused by a rule, whatever it holds that is no entry', async () => {
    let deep: unknown = {};
    for (let i = 0; i < 3_000; i++) deep = { deep };
    const odd = [{ toString: 1, valueOf: 1 }, deep, 5n, new Uint8Array(3), undefined, Number.NaN, [], null];
    for (const value of [...odd, ...odd.map((id) => ({ id, v: 1, type: 'annotated' }))]) {
      const { verdict } = await judged(updateOf([['key', value]]));
      expect(['entry', 'place', 'malformed']).toContain(verdict);
    }
  });
});
