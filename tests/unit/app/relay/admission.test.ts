import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { NotesAdmission } from '../../../../app/relay/notes-admission.ts';
import type { BriefId, PersonId } from '../../../../shared/model/ids.ts';
import { SEED, times, torture, within } from '../../../support/torture.ts';
import { canonical } from './oracle/oracle.ts';
import { KINDS, type Sent, type Step, World } from './oracle/world.ts';

/** What an update costs here grows with its room. */
const UPDATES_A_ROOM = torture ? 200 : 100;
const ROOMS = Math.ceil(times('attacks', 10_000, 100_000) / UPDATES_A_ROOM);

/** In so many, every kind of update comes. */
const ENOUGH_ROOMS = 20;

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat(6),
  what: fc.nat(9_999),
  a: fc.nat(99_999),
  b: fc.nat(99_999),
});

describe('admission', () => {
  it(
    `admits what an oracle admits and nothing else, in ${ROOMS} rooms of ${UPDATES_A_ROOM} updates (seed ${SEED})`,
    () => {
      const seen = new Map<string, Record<string, number>>();
      fc.assert(
        fc.property(fc.array(step, { minLength: UPDATES_A_ROOM - 1, maxLength: UPDATES_A_ROOM - 1 }), (steps) => {
          play(steps, seen);
        }),
        { numRuns: ROOMS, seed: SEED, endOnFailure: true },
      );
      // A kind of attack that never happened would have been tested by nothing.
      if (ROOMS >= ENOUGH_ROOMS) expect(Object.keys(KINDS).filter((name) => !seen.has(name))).toEqual([]);
      if (process.env.BRIEFMARK_SHOW_ATTACKS) console.table(Object.fromEntries([...seen].sort()));
    },
    within(180_000),
  );
});

/** Plays one room; each update is judged by both. */
function play(steps: readonly Step[], seen: Map<string, Record<string, number>>): void {
  const world = new World();
  const brief = { id: world.brief, founder: world.founder as PersonId, nonce: '' };
  const relay = new NotesAdmission(brief as { id: BriefId; founder: PersonId; nonce: string });
  const judgeBoth = ({ name, person, update, garbled }: Sent) => {
    const verdict = relay.take(update, { person: person as PersonId, now: world.now });
    if (garbled && verdict.is === 'refused') return count(seen, name, 'refused');
    const judgement = world.oracle.judge(update, person, world.now);
    const mine = verdict.is === 'refused' || verdict.is === 'pending' ? 'not admitted' : verdict.is;
    const rule = verdict.is === 'refused' ? ` (${verdict.rule})` : '';
    expect(`${mine}${rule}`, name).toBe(`${judgement}${rule}`);
    const { admitted } = relay.document;
    expect(Y.equalSnapshots(Y.snapshot(admitted), Y.snapshot(world.oracle.doc)), name).toBe(true);
    if (mine === 'not admitted') world.refused(person);
    count(seen, name, verdict.is === 'refused' ? verdict.rule : verdict.is);
  };
  judgeBoth(world.beginning());
  for (const each of steps) judgeBoth(world.send(each));
  // The same structs and deletions after each update are the same state; that it reads the same is looked at once.
  expect(stateOf(relay.document.admitted)).toBe(stateOf(world.oracle.doc));
}

function stateOf(doc: Y.Doc): string {
  return canonical(doc.getMap('entries').toJSON());
}

function count(seen: Map<string, Record<string, number>>, name: string, verdict: string): void {
  const counts = seen.get(name) ?? {};
  counts[verdict] = (counts[verdict] ?? 0) + 1;
  seen.set(name, counts);
}
