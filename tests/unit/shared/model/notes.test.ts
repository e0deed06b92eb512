import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signerOf, verifying } from '../../../../app/services/crypto.ts';
import type { Identity } from '../../../../app/services/identity/profile.ts';
import { certificateText, type Entry, type Payload, personIdOf } from '../../../../shared/model/entry.ts';
import type { EntryId } from '../../../../shared/model/ids.ts';
import { Notes } from '../../../../shared/model/notes.ts';
import { undoPayloads } from '../../../../shared/model/undo.ts';
import { briefOf, entryBy, personCalled } from '../../../support/people.ts';

const ann = personCalled('Ann Okoro');
const bo = personCalled('Bo Tan');
const cem = personCalled('Cem Mutlu');
const brief = briefOf(ann);

let clock = 0;

function by(author: Identity, payload: Payload): Entry {
  clock += 10;
  return entryBy(author, brief, clock, payload);
}

function annotated(author: Identity): Entry {
  return by(author, { type: 'annotated', kind: 'claim', tags: [], anchors: [] });
}

function folded(entries: readonly Entry[]): Notes {
  const notes = new Notes(ann.person.id, (key, person) => personIdOf(key, verifying.sha256) === person);
  notes.add(entries);
  return notes;
}

function only(notes: Notes) {
  const [annotation] = notes.annotations.values();
  if (!annotation) throw new Error('There is no annotation.');
  return annotation;
}

const ROLE = {
  removed: 'removed',
  viewer: 'viewer',
  commenter: 'commenter',
  editor: 'editor',
  owner: 'owner',
} as const;

describe('the fold', () => {
  it('gives the same state whatever the order and the grouping in which entries come', () => {
    const first = annotated(bo);
    const said = by(cem, { type: 'commented', annotation: first.id, body: 'Why?' });
    const entries = [
      first,
      said,
      by(cem, { type: 'edited', comment: said.id, body: 'Why so?' }),
      by(ann, { type: 'status', annotation: first.id, state: 'resolved', reason: 'answered' }),
      by(bo, { type: 'tagged', annotation: first.id, tags: ['port'] }),
      by(bo, { type: 'reacted', comment: said.id, emoji: '👍', on: true }),
      by(ann, { type: 'role', person: cem.person.id, role: ROLE.viewer }),
      by(cem, { type: 'commented', annotation: first.id, body: 'Not allowed any more.' }),
      by(cem, { type: 'withdrawn', target: said.id }),
      by(ann, { type: 'person', name: 'Ann', initials: 'A', colour: '#112233' }),
    ];
    const expected = snapshot(folded(entries));
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), fc.nat(entries.length), (order, cut) => {
        const notes = folded(order.slice(0, cut));
        notes.add(order.slice(cut));
        notes.add(order);
        expect(snapshot(notes)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps the earlier wordings of a comment with their times', () => {
    const first = annotated(ann);
    const said = by(ann, { type: 'commented', annotation: first.id, body: 'One' });
    const edited = by(ann, { type: 'edited', comment: said.id, body: 'Two' });
    const again = by(ann, { type: 'edited', comment: said.id, body: 'Three' });
    const [comment] = only(folded([first, said, edited, again])).comments;
    expect(comment).toMatchObject({
      body: 'Three',
      edited: again.at,
      earlier: [
        { body: 'One', at: said.at },
        { body: 'Two', at: edited.at },
      ],
    });
  });

  it('does not let anybody change the words of another, or withdraw them, but an owner', () => {
    const first = annotated(ann);
    const said = by(bo, { type: 'commented', annotation: first.id, body: 'Bo’s words' });
    const forged = by(cem, { type: 'edited', comment: said.id, body: 'Cem’s words' });
    const silenced = by(cem, { type: 'withdrawn', target: said.id });
    const notes = folded([first, said, forged, silenced]);
    expect(only(notes).comments).toMatchObject([{ body: 'Bo’s words' }]);
    expect(only(notes).comments[0]?.withdrawn).toBeUndefined();
    expect(notes.setAside().map(({ why }) => why)).toEqual(['not allowed', 'not allowed']);
    notes.add([by(ann, { type: 'withdrawn', target: said.id })]);
    expect(only(notes).comments[0]?.withdrawn).toMatchObject({ by: ann.person.id });
  });

  it('judges an entry by the role that its author had when it was made', () => {
    const first = annotated(ann);
    const roles = [
      by(ann, { type: 'role', person: bo.person.id, role: ROLE.editor }),
      by(bo, { type: 'status', annotation: first.id, state: 'resolved', reason: 'noted' }),
      by(ann, { type: 'role', person: bo.person.id, role: ROLE.commenter }),
      by(bo, { type: 'status', annotation: first.id, state: 'open' }),
    ];
    expect(only(folded([first, ...roles])).status.state).toBe('resolved');
  });

  it('does not let anybody but an owner give roles', () => {
    const claimed = by(bo, { type: 'role', person: bo.person.id, role: ROLE.owner });
    const notes = folded([claimed]);
    expect(notes.people.roleOf(bo.person.id)).toBe('editor');
    expect(notes.setAside()).toMatchObject([{ entry: claimed, why: 'not allowed' }]);
  });

  it('makes everybody without a role an editor until the first role is given, then a commenter', () => {
    expect(folded([]).people.roleOf(bo.person.id)).toBe('editor');
    const notes = folded([by(ann, { type: 'role', person: cem.person.id, role: ROLE.viewer })]);
    expect(notes.people.roleOf(bo.person.id)).toBe('commenter');
    expect(notes.people.roleOf(ann.person.id)).toBe('owner');
  });

  it('does not count what a key says for a person whose it is not', () => {
    const first = annotated(ann);
    const spoof = entryBy({ ...bo, person: ann.person }, brief, ++clock, {
      type: 'commented',
      annotation: first.id,
      body: 'As Ann',
    });
    const notes = folded([first, spoof]);
    expect(only(notes).comments).toEqual([]);
    expect(notes.setAside()).toMatchObject([{ why: 'not verified yet' }]);
  });

  it('counts what a certified device says, also where the certificate comes later, until the key is ended', () => {
    const laptop = personCalled('laptop').keys;
    const onLaptop: Identity = { ...ann, keys: laptop };
    const first = annotated(onLaptop);
    const notes = folded([first]);
    expect(notes.annotations.size).toBe(0);
    const sig = signerOf(ann.keys)(certificateText(ann.person.id, laptop.public));
    const person = { name: 'Ann Okoro', initials: 'AO', colour: '#4c5561' };
    notes.add([
      by(ann, { type: 'person', ...person, certificate: { person: ann.person.id, key: laptop.public, sig } }),
    ]);
    expect(notes.annotations.size).toBe(1);
    notes.add([by(ann, { type: 'person', ...person, ends: laptop.public })]);
    notes.add([by(onLaptop, { type: 'commented', annotation: first.id, body: 'From a stolen laptop' })]);
    expect(only(notes).comments).toEqual([]);
  });

  it('ignores what was erased by somebody who may', () => {
    const first = annotated(ann);
    const said = by(bo, { type: 'commented', annotation: first.id, body: 'Gone' });
    expect(only(folded([first, said, by(cem, { type: 'erased', target: said.id })])).comments.length).toBe(1);
    expect(only(folded([first, said, by(bo, { type: 'erased', target: said.id })])).comments.length).toBe(0);
    expect(only(folded([by(ann, { type: 'erased', target: said.id }), first, said])).comments.length).toBe(0);
  });
});

describe('undo', () => {
  const first = annotated(ann);

  function having(...actions: Payload[]): { notes: Notes; entries: Entry[] } {
    const entries = actions.map((payload) => by(ann, payload));
    return { notes: folded([first, ...entries]), entries };
  }

  it('takes an annotation back with its thread, by one entry', () => {
    const said = by(ann, { type: 'commented', annotation: first.id, body: 'Hm' });
    expect(undoPayloads([first, said], folded([first, said]))).toEqual([{ type: 'withdrawn', target: first.id }]);
  });

  it('returns each value to what it was', () => {
    const { notes, entries } = having(
      { type: 'kinded', annotation: first.id, kind: 'fact' },
      { type: 'tagged', annotation: first.id, tags: ['x'] },
      { type: 'status', annotation: first.id, state: 'resolved', reason: 'noted' },
    );
    notes.add(undoPayloads(entries, notes).map((payload) => by(ann, payload)));
    expect(only(notes)).toMatchObject({ kind: 'claim', tags: [], status: { state: 'open' } });
  });

  it('of a resolution with a comment takes both back', () => {
    const { notes, entries } = having(
      { type: 'commented', annotation: first.id, body: 'Done' },
      { type: 'status', annotation: first.id, state: 'resolved', reason: 'accepted' },
    );
    notes.add(undoPayloads(entries, notes).map((payload) => by(ann, payload)));
    expect(only(notes)).toMatchObject({ status: { state: 'open' }, comments: [{ withdrawn: { by: ann.person.id } }] });
  });

  it('leaves alone what a colleague did since to something else', () => {
    const { notes, entries } = having({ type: 'kinded', annotation: first.id, kind: 'fact' });
    notes.add([by(bo, { type: 'tagged', annotation: first.id, tags: ['Bo’s'] })]);
    notes.add(undoPayloads(entries, notes).map((payload) => by(ann, payload)));
    expect(only(notes)).toMatchObject({ kind: 'claim', tags: ['Bo’s'] });
  });
});

function snapshot(notes: Notes) {
  const byId = <T>(map: ReadonlyMap<EntryId | string, T>) => [...map.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    annotations: byId(notes.annotations),
    persons: byId(notes.people.persons),
    aside: notes
      .setAside()
      .map(({ entry, why }) => `${entry.id} ${why}`)
      .sort(),
  };
}

describe('entries that are taken out again', () => {
  it('keep nobody from withdrawing a comment that they had taken for an annotation', () => {
    const first = annotated(ann);
    const said = by(bo, { type: 'commented', annotation: first.id, body: 'Why?' });
    const notes = folded([first, said]);
    const wrong = by(cem, { type: 'commented', annotation: said.id, body: 'Here?' });
    notes.add([wrong]);
    expect(notes.whyAside(wrong)).toBe('nothing to act on');
    notes.remove([wrong]);
    const withdrawn = by(bo, { type: 'withdrawn', target: said.id });
    notes.add([withdrawn]);
    expect(notes.whyAside(withdrawn)).toBeUndefined();
    expect(only(notes).comments[0]?.withdrawn).toMatchObject({ by: bo.person.id });
  });

  it('leave what would be there had they never come', () => {
    const first = annotated(bo);
    const said = by(cem, { type: 'commented', annotation: first.id, body: 'Why?' });
    const more = annotated(ann);
    const entries = [
      first,
      said,
      by(cem, { type: 'edited', comment: said.id, body: 'Why so?' }),
      by(bo, { type: 'erased', target: more.id }),
      more,
      by(ann, { type: 'erased', target: said.id }),
      by(ann, { type: 'role', person: cem.person.id, role: ROLE.viewer }),
      by(cem, { type: 'reacted', comment: said.id, emoji: '👍', on: true }),
      by(ann, { type: 'vocabulary', tags: [], closed: true }),
      by(ann, { type: 'version', name: 'As sent' }),
      by(ann, { type: 'role', person: cem.person.id, role: ROLE.editor }),
      by(cem, { type: 'status', annotation: first.id, state: 'resolved', reason: 'noted' }),
      by(bo, { type: 'person', name: 'Bo', initials: 'B', colour: '#112233' }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(entries), fc.shuffledSubarray(entries), fc.boolean(), (kept, tried, each) => {
        const without = folded(kept);
        const notes = folded(kept);
        const added = tried.filter((entry) => !kept.includes(entry));
        for (const some of each ? added.map((entry) => [entry]) : [added]) notes.add(some);
        for (const some of each ? added.map((entry) => [entry]) : [added]) notes.remove(some);
        expect(snapshot(notes)).toEqual(snapshot(without));
        expect([...notes.entries.keys()].sort()).toEqual([...without.entries.keys()].sort());
        expect(notes.latest).toBe(without.latest);
        const one = annotated(bo);
        notes.add([one]);
        without.add([one]);
        expect(snapshot(notes)).toEqual(snapshot(without));
      }),
      { numRuns: 300 },
    );
  });
});
