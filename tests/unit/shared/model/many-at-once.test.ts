import { describe, expect, it } from 'vitest';
import { makeNonce, verifying } from '../../../../app/services/crypto.ts';
import type { Identity } from '../../../../app/services/identity/profile.ts';
import { type Entry, issueEntry, type Payload } from '../../../../shared/model/entry.ts';
import type { EntryId } from '../../../../shared/model/ids.ts';
import { Notes } from '../../../../shared/model/notes.ts';
import { briefOf, personCalled } from '../../../support/people.ts';

/*
 * A relay folds whatever fits into one message before it refuses it, and everybody waits meanwhile. So sixteen times as
 * many entries may cost about sixteen times as much; where each is compared with all others, it is 256 times.
 */

const FEW = 750;
const TIMES = 16;
/** Between what is linear, sorting and a larger memory included, and what is quadratic. */
const MOST_TIMES = 6 * TIMES;

const ann = personCalled('Ann Okoro');
const bo = personCalled('Bo Tan');
const brief = briefOf(ann);
const NOW = 1_000_000;

/** As signed by a person; the fold doesn't look at signatures. */
function by({ person, keys }: Identity, at: number, payload: Payload): Entry {
  const stamp = { brief, by: person.id, key: keys.public, at, nonce: makeNonce() };
  return issueEntry(payload, { ...stamp, sha256: verifying.sha256, sign: () => '' });
}

const annotated = by(ann, NOW - 10, { type: 'annotated', kind: 'claim', tags: [], anchors: [] });
const said = by(ann, NOW - 9, { type: 'commented', annotation: annotated.id, body: 'Why?' });
const viewer = by(ann, NOW - 8, { type: 'role', person: bo.person.id, role: 'viewer' });
const missing = (n: number) => verifying.sha256(`missing ${n}`) as EntryId;

/** What came before, and a message's entries: each by its number, the newest first. */
const cases: Record<string, { before?: Entry[]; of: (n: number) => Entry }> = {
  'reactions to one comment that is missing': {
    of: (n) => by(bo, NOW - n, { type: 'reacted', comment: missing(0), emoji: 'x', on: true }),
  },
  'reactions to comments that are missing': {
    of: (n) => by(bo, NOW - n, { type: 'reacted', comment: missing(n), emoji: 'x', on: true }),
  },
  'comments of one thread': {
    before: [annotated],
    of: (n) => by(bo, NOW - n, { type: 'commented', annotation: annotated.id, body: 'x' }),
  },
  'what a viewer may not say': {
    before: [annotated, viewer],
    of: (n) => by(bo, NOW + n, { type: 'assigned', annotation: annotated.id, person: null }),
  },
  'vocabularies of a viewer': {
    before: [viewer],
    of: (n) => by(bo, NOW - n, { type: 'vocabulary', tags: [], closed: false }),
  },
  'erasures of one comment': {
    before: [annotated, said],
    of: (n) => by(ann, NOW - n, { type: 'erased', target: said.id }),
  },
  'somebody who leaves': { before: [viewer], of: (n) => by(bo, NOW + n, { type: 'left' }) },
  roles: {
    of: (n) => by(ann, NOW - n, { type: 'role', person: missing(n) as string as typeof bo.person.id, role: 'editor' }),
  },
  'joins by an invitation that is missing': {
    of: (n) => by(bo, NOW - n, { type: 'joined', invitation: missing(0), lock: bo.keys.public, proof: 'A'.repeat(86) }),
  },
};

/** Adds entries, asks about each, and takes them out; gives the processor's time for it. */
function costOf(before: readonly Entry[], entries: readonly Entry[]): number {
  const notes = new Notes(ann.person.id);
  notes.add(before);
  const start = process.cpuUsage();
  notes.add(entries);
  for (const entry of entries) {
    notes.whyAside(entry);
    notes.people.isMember(entry.by);
  }
  notes.remove(entries);
  const { user, system } = process.cpuUsage(start);
  expect(notes.entries.size).toBe(before.length);
  return user + system;
}

function least(times: number, cost: () => number): number {
  return Math.min(...Array.from({ length: times }, cost));
}

/** What notes say of entries, in whatever order. */
function told(notes: Notes, entries: readonly Entry[]) {
  return {
    why: entries.map((entry) => notes.whyAside(entry)),
    aside: new Set(notes.setAside().map(({ entry, why }) => `${entry.id} ${why}`)),
    annotations: notes.annotations,
    vocabulary: notes.vocabulary,
    roles: notes.people.givenRoles,
  };
}

describe('many entries at once', () => {
  it.each(Object.entries(cases))('come to the same as one by one: %s', (_name, { before = [], of }) => {
    const entries = Array.from({ length: 40 }, (_, n) => of(n));
    const atOnce = new Notes(ann.person.id);
    atOnce.add([...before, ...entries]);
    const single = new Notes(ann.person.id);
    for (const entry of [...entries, ...before]) single.add([entry]);
    expect(told(single, entries)).toEqual(told(atOnce, entries));
    atOnce.remove(entries);
    for (const entry of entries) single.remove([entry]);
    expect(told(single, before)).toEqual(told(atOnce, before));
    expect(told(single, before).aside).toEqual(new Set());
  });

  it.each(Object.entries(cases))('cost no more than each of a few: %s', (_name, { before = [], of }) => {
    const many = Array.from({ length: FEW * TIMES }, (_, n) => of(n));
    const few = many.slice(0, FEW);
    costOf(before, few);
    // What else the machine does may spoil one measurement, and then another tells.
    let ratio = Number.POSITIVE_INFINITY;
    for (let tries = 0; ratio >= MOST_TIMES && tries < 3; tries++)
      ratio = least(2, () => costOf(before, many)) / least(5, () => costOf(before, few));
    expect(ratio).toBeLessThan(MOST_TIMES);
  });
});
