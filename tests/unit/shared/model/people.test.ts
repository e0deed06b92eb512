import { describe, expect, it } from 'vitest';
import { makeKeys, signerOf, verifying } from '../../../../app/services/crypto.ts';
import type { Identity } from '../../../../app/services/identity/profile.ts';
import { checkEntry, type Entry, joinText, type Payload, personIdOf } from '../../../../shared/model/entry.ts';
import { Notes } from '../../../../shared/model/notes.ts';
import { briefOf, entryBy, personCalled } from '../../../support/people.ts';

const ann = personCalled('Ann Okoro');
const bo = personCalled('Bo Tan');
const cem = personCalled('Cem Mutlu');
const brief = briefOf(ann);
const secret = makeKeys();

const at = (author: Identity, time: number, payload: Payload): Entry => entryBy(author, brief, time, payload);

function invited(
  author: Identity,
  time: number,
  more: Partial<{ role: 'editor' | 'commenter'; expires: number }> = {},
) {
  return at(author, time, {
    type: 'invited',
    lock: secret.public,
    role: 'commenter',
    expires: 1_000,
    uses: 1,
    ...more,
  });
}

function joined(author: Identity, time: number, invitation: Entry, keys = secret): Entry {
  const proof = signerOf(keys)(joinText(brief, author.person.id));
  return at(author, time, { type: 'joined', invitation: invitation.id, lock: keys.public, proof });
}

function folded(...entries: Entry[]): Notes {
  const notes = new Notes(ann.person.id, (key, person) => personIdOf(key, verifying.sha256) === person);
  notes.add(entries);
  return notes;
}

const roleOf = (who: Identity, ...entries: Entry[]) => folded(...entries).people.roleOf(who.person.id);
const isMember = (who: Identity, ...entries: Entry[]) => folded(...entries).people.isMember(who.person.id);

describe('an invitation', () => {
  it('gives its role to whoever joins by it, in whatever order the entries come', () => {
    const invitation = invited(ann, 100, { role: 'editor' });
    const join = joined(bo, 200, invitation);
    expect(roleOf(bo, invitation, join)).toBe('editor');
    expect(roleOf(bo, join, invitation)).toBe('editor');
    expect(isMember(bo, join, invitation)).toBe(true);
    expect(isMember(cem, join, invitation)).toBe(false);
  });

  it('lets in somebody whose clock is behind its author’s, from its own time on', () => {
    const invitation = invited(ann, 100, { role: 'editor' });
    const { people } = folded(joined(bo, 50, invitation), invitation);
    expect(people.roleOf(bo.person.id)).toBe('editor');
    expect(people.roleAt(bo.person.id, at(bo, 110, { type: 'left' }))).toBe('editor');
  });

  it('makes commenters of those who have no role', () => {
    expect(roleOf(bo)).toBe('editor');
    expect(roleOf(bo, invited(ann, 100))).toBe('commenter');
  });

  it.each([
    ['by somebody who is no owner', () => [invited(bo, 100)]],
    ['that is over', () => [invited(ann, 100, { expires: 150 })]],
    ['that never came', () => []],
    ['that was ended', () => [invited(ann, 100)]],
  ])('%s lets nobody in', (name, invitations) => {
    const [invitation] = invitations();
    const ended = name.includes('ended') && invitation;
    const more = ended ? [at(ann, 150, { type: 'uninvited', invitation: ended.id })] : [];
    const join = joined(bo, 200, invitation ?? invited(ann, 100));
    const notes = folded(...(invitation ? [invitation] : []), ...more, join);
    expect(notes.people.isMember(bo.person.id)).toBe(false);
    expect(notes.setAside().map(({ entry }) => entry.id)).toContain(join.id);
  });

  it('lets nobody in who holds another secret than its own', () => {
    const invitation = invited(ann, 100);
    expect(isMember(bo, invitation, joined(bo, 200, invitation, makeKeys()))).toBe(false);
  });

  it('can be joined with a proof of one’s own only', () => {
    const invitation = invited(ann, 100);
    const theirs = joined(bo, 200, invitation);
    if (theirs.type !== 'joined') throw new Error('It is a joined entry.');
    const { lock, proof } = theirs;
    const stolen = at(cem, 200, { type: 'joined', invitation: invitation.id, lock, proof });
    expect(checkEntry(theirs, brief, verifying)).toBeUndefined();
    expect(checkEntry(stolen, brief, verifying)).toBe('wrong invitation');
  });

  it('gives nothing to somebody who has a role, but a later role does', () => {
    const low = at(ann, 50, { type: 'role', person: bo.person.id, role: 'viewer' });
    const invitation = invited(ann, 100, { role: 'editor' });
    const entries = [low, invitation, joined(bo, 200, invitation)];
    expect(roleOf(bo, ...entries)).toBe('viewer');
    expect(roleOf(bo, ...entries, at(ann, 300, { type: 'role', person: bo.person.id, role: 'owner' }))).toBe('owner');
    expect(roleOf(ann, invitation, joined(ann, 200, invitation))).toBe('owner');
  });

  it('brings somebody back who was removed before it was made, not one who was removed after', () => {
    const first = invited(ann, 100);
    const removed = at(ann, 200, { type: 'role', person: bo.person.id, role: 'removed' });
    const second = invited(ann, 300);
    const joinedOnce = [first, joined(bo, 150, first), removed];
    expect(isMember(bo, ...joinedOnce)).toBe(false);
    expect(isMember(bo, ...joinedOnce, joined(bo, 400, first))).toBe(false);
    expect(isMember(bo, ...joinedOnce, second, joined(bo, 400, second))).toBe(true);
  });

  it('ends when its author is no owner any more', () => {
    const owner = at(ann, 50, { type: 'role', person: bo.person.id, role: 'owner' });
    const invitation = invited(bo, 100, { role: 'editor' });
    const removed = at(ann, 200, { type: 'role', person: bo.person.id, role: 'removed' });
    expect(isMember(cem, owner, invitation, removed, joined(cem, 150, invitation))).toBe(true);
    expect(isMember(cem, owner, invitation, removed, joined(cem, 300, invitation))).toBe(false);
  });

  it('brings somebody back who left', () => {
    const invitation = invited(ann, 100);
    const gone = [invitation, joined(bo, 150, invitation), at(bo, 200, { type: 'left' })];
    expect(isMember(bo, ...gone)).toBe(false);
    expect(roleOf(bo, ...gone)).toBe('removed');
    expect(isMember(bo, ...gone, joined(bo, 300, invitation))).toBe(true);
  });
});

describe('a change of people', () => {
  it('folds anew the threads of somebody whose key was certified late', () => {
    const device = makeKeys();
    const second: Identity = { ...bo, keys: device };
    const annotation = at(ann, 100, { type: 'annotated', kind: 'claim', tags: [], anchors: [] });
    const said = at(second, 110, { type: 'commented', annotation: annotation.id, body: 'From my laptop.' });
    const notes = folded(annotation, said);
    expect(notes.annotations.get(annotation.id)?.comments).toHaveLength(0);
    const sig = signerOf(bo.keys)(`briefmark certificate ${bo.person.id} ${device.public}`);
    const certificate = { person: bo.person.id, key: device.public, sig };
    const { annotations } = notes.add([
      at(bo, 120, { type: 'person', name: 'Bo Tan', initials: 'BT', colour: '#4c5561', certificate }),
    ]);
    expect(notes.annotations.get(annotation.id)?.comments).toHaveLength(1);
    expect([...annotations]).toEqual([annotation.id]);
  });

  it('folds no thread anew for a name', () => {
    const annotation = at(ann, 100, { type: 'annotated', kind: 'claim', tags: [], anchors: [] });
    const change = folded(annotation).add([
      at(ann, 120, { type: 'person', name: 'Anne', initials: 'A', colour: '#4c5561' }),
    ]);
    expect(change.annotations.size).toBe(0);
    expect(change.people).toBe(true);
  });
});

describe('the keys of somebody', () => {
  const device = makeKeys();
  const onDevice: Identity = { ...bo, keys: device };
  const described = { type: 'person', name: 'B', initials: 'B', colour: '#4c5561' } as const;
  const certificateOf = (who: Identity) => {
    const sig = signerOf(who.keys)(`briefmark certificate ${who.person.id} ${device.public}`);
    return { person: who.person.id, key: device.public, sig };
  };
  const certified = at(bo, 100, { ...described, certificate: certificateOf(bo) });

  it('can’t be ended by somebody else', () => {
    const { people } = folded(at(cem, 110, { ...described, ends: bo.keys.public }));
    expect(people.holds(bo.keys.public, bo.person.id)).toBe(true);
  });

  it('can’t be taken over by a certificate of somebody else, nor ended by way of one', () => {
    const stolen = at(cem, 110, { ...described, certificate: certificateOf(cem) });
    const ended = at(cem, 120, { ...described, ends: device.public });
    const { people } = folded(certified, stolen, ended);
    expect(people.holds(device.public, bo.person.id)).toBe(true);
    expect(people.speaksFor(at(onDevice, 130, described))).toBe(true);
  });

  it('can be ended by themselves', () => {
    const { people } = folded(certified, at(bo, 120, { ...described, ends: device.public }));
    expect(people.holds(device.public, bo.person.id)).toBe(false);
    expect(people.speaksFor(at(onDevice, 130, described))).toBe(false);
    expect(people.speaksFor(at(onDevice, 110, described))).toBe(true);
  });
});

describe('a name', () => {
  it('that somebody signed is shown as one line, and changes no list of people', () => {
    const calls = (name: string) => {
      const entry = at(bo, 100, { type: 'person', name, initials: 'BT', colour: '#4c5561' });
      expect(checkEntry(entry, brief, verifying)).toBeUndefined();
      return folded(entry).people.persons.get(bo.person.id)?.name;
    };
    expect(calls('Bo\n021d0af1b2c3  owner  Boss Real')).toBe('Bo 021d0af1b2c3  owner  Boss Real');
    expect(calls('\u200b')).toBe('?');
    expect(calls('Bo Tan')).toBe('Bo Tan');
  });
});
