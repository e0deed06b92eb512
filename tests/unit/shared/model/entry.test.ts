import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifying } from '../../../../app/services/crypto.ts';
import { copyJson } from '../../../../shared/model/canonical.ts';
import { checkEntry, checkUnknownEntry, type Entry, type Payload, parseEntry } from '../../../../shared/model/entry.ts';
import type { EntryId } from '../../../../shared/model/ids.ts';
import { briefOf, entryBy, personCalled } from '../../../support/people.ts';

const ann = personCalled('Ann Okoro');
const brief = briefOf(ann);
const ANNOTATION = 'a'.repeat(64) as EntryId;

function commented(body: string): Entry {
  return entryBy(ann, brief, 1_000, { type: 'commented', annotation: ANNOTATION, body });
}

function reread(entry: unknown): unknown {
  return JSON.parse(JSON.stringify(entry));
}

describe('an entry', () => {
  it('verifies after a journey through JSON, whatever its text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }), (body) => {
        const parsed = parseEntry(reread(commented(body)));
        expect(parsed.ok && checkEntry(parsed.entry, brief, verifying)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  it('turns lone surrogates into U+FFFD before it is signed, as Yjs does on the wire', () => {
    expect(commented('half \ud83d of it')).toMatchObject({ body: 'half \ufffd of it' });
  });

  it('does not verify once any field was changed', () => {
    const entry = commented('As it was.');
    const others = {
      body: 'Changed.',
      at: 2_000,
      nonce: 'A'.repeat(22),
      annotation: 'b'.repeat(64),
      by: 'c'.repeat(64),
    };
    for (const [key, value] of Object.entries(others)) {
      const parsed = parseEntry({ ...(reread(entry) as object), [key]: value });
      expect(parsed.ok && checkEntry(parsed.entry, brief, verifying), key).toBe('wrong id');
    }
  });

  it('does not verify in another brief', () => {
    expect(checkEntry(commented('Here.'), briefOf(ann), verifying)).toBe('wrong id');
  });

  it('does not verify under a signature that somebody else made', () => {
    const mine = commented('Mine.');
    const theirs = entryBy(personCalled('Bo Tan'), brief, 1_000, {
      type: 'commented',
      annotation: ANNOTATION,
      body: 'Mine.',
    });
    expect(checkEntry({ ...mine, sig: theirs.sig }, brief, verifying)).toBe('wrong signature');
  });

  it('is copied into objects that inherit nothing, and can be copied again', () => {
    const copy = copyJson({ plain: { text: 'x' }, list: [{}] }) as { plain: object; list: object[] };
    for (const each of [copy, copy.plain, copy.list[0] as object]) {
      expect('toString' in each || 'constructor' in each || '__proto__' in each).toBe(false);
    }
    expect(copyJson(copy)).toEqual(copy);
  });

  it('is refused where it holds what JSON does not have, or a key that turns into a prototype', () => {
    const entry = reread(commented('Plain.')) as Record<string, unknown>;
    const accessor = Object.defineProperty({ ...entry }, 'body', { get: () => 'read', enumerable: true });
    const prototype = JSON.parse(`{"__proto__":{"role":"owner"},${JSON.stringify(entry).slice(1)}`) as unknown;
    const nested = { ...entry, attributed: JSON.parse('{"name":"X","via":"word","__proto__":{}}') as unknown };
    for (const value of [
      accessor,
      prototype,
      nested,
      Object.create(entry),
      { ...entry, extra: 1 },
      [entry],
      null,
      'text',
    ]) {
      expect(parseEntry(value).ok).toBe(false);
    }
  });

  it('is kept where its type or version is not known yet', () => {
    const entry = reread(commented('Future.')) as object;
    expect(parseEntry({ ...entry, type: 'applauded' })).toMatchObject({ ok: false, unknown: true });
    expect(parseEntry({ ...entry, v: 3 })).toMatchObject({ ok: false, unknown: true });
    expect(parseEntry({ ...entry, type: 'constructor' })).toMatchObject({ ok: false, unknown: true });
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
        (value) => {
          expect(parseEntry(value).ok).toBe(false);
        },
      ),
    );
  });

  it('certifies another device only under the first key', () => {
    const laptop = personCalled('Ann’s laptop').keys;
    const person = { name: 'Ann Okoro', initials: 'AO', colour: '#4c5561' };
    const forged: Payload = {
      type: 'person',
      ...person,
      certificate: { person: ann.person.id, key: laptop.public, sig: 'A'.repeat(86) },
    };
    expect(checkEntry(entryBy(ann, brief, 1, forged), brief, verifying)).toBe('wrong certificate');
  });
});

describe('a comment that suggests wording', () => {
  const suggests = { before: 'nine weeks', after: 'ten weeks' };
  const entry = entryBy(ann, brief, 1_000, { type: 'commented', annotation: ANNOTATION, body: '', suggests });

  it('is of version 2, and is read and verified as it was signed', () => {
    const parsed = parseEntry(reread(entry));
    expect(parsed).toMatchObject({ ok: true, entry: { v: 2, suggests } });
    expect(parsed.ok && checkEntry(parsed.entry, brief, verifying)).toBeUndefined();
  });

  it('is judged by programs that don’t know its version as something newer, whose author and time are certain', () => {
    expect(checkUnknownEntry(reread(entry) as never, brief, verifying)).toMatchObject({
      id: entry.id,
      by: ann.person.id,
    });
  });

  it('is refused where it claims another version, as is any other entry that claims this one', () => {
    expect(parseEntry({ ...(reread(entry) as object), v: 1 })).toMatchObject({ ok: false, unknown: false });
    expect(parseEntry({ ...(reread(commented('Words.')) as object), v: 2 })).toMatchObject({
      ok: false,
      unknown: false,
    });
  });

  it('alone may say nothing else', () => {
    expect(parseEntry(reread(commented('')))).toMatchObject({ ok: false, unknown: false });
  });
});
