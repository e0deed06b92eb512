import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEntry } from '../../../../shared/model/entry.ts';
import { publicKeySchema, secretSchema, signatureSchema } from '../../../../shared/model/ids.ts';
import { deviceRequestSchema } from '../../../../shared/relay/requests.ts';
import { briefOf, entryBy, personCalled } from '../../../support/people.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** All texts, but the one that an encoder writes, that a decoder takes for the same bytes. */
function respelled(text: string): string[] {
  const same = (other: string) => Buffer.from(other, 'base64url').equals(Buffer.from(text, 'base64url'));
  return [...LETTERS].map((letter) => text.slice(0, -1) + letter).filter((other) => other !== text && same(other));
}

describe('bytes in base64url', () => {
  it.each([
    ['a key', publicKeySchema, 32, 3],
    ['a secret', secretSchema, 32, 3],
    ['a signature', signatureSchema, 64, 15],
  ] as const)('have one spelling: %s', (_name, schema, length, others) => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: length, maxLength: length }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64url');
        expect(schema.safeParse(text).success).toBe(true);
        expect(respelled(text)).toHaveLength(others);
        for (const other of respelled(text)) expect(schema.safeParse(other).success).toBe(false);
      }),
    );
  });

  it('have it in entries and proofs too, so that nobody can say the same once more', () => {
    const ann = personCalled('Ann Okoro');
    const entry = entryBy(ann, briefOf(ann), 1_000, { type: 'annotated', kind: 'claim', tags: [], anchors: [] });
    expect(parseEntry(entry).ok).toBe(true);
    const asked = { person: ann.person.id, key: ann.keys.public, at: 1, device: 'x', proof: entry.sig };
    expect(deviceRequestSchema.safeParse(asked).success).toBe(true);
    for (const other of respelled(entry.sig)) {
      expect(parseEntry({ ...entry, sig: other })).toMatchObject({ ok: false, unknown: false });
      expect(deviceRequestSchema.safeParse({ ...asked, proof: other }).success).toBe(false);
    }
  });
});
