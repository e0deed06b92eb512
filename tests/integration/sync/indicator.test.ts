import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { BriefId } from '../../../shared/model/ids.ts';
import { seededRandom } from '../../support/random.ts';
import { SEED, times, within } from '../../support/torture.ts';
import type { Analyst } from './analyst.ts';
import { Team } from './team.ts';

const DISCONNECTIONS = times('disconnections', 100, 1_000);
const NAMES = ['Ann Okoro', 'Bo Tan', 'Cem Aydın', 'Dee Low', 'Eve Ash'];

let team: Team;
let everybody: Analyst[];
let brief: BriefId;

beforeEach(async () => {
  team = await Team.withRelay();
  everybody = [];
  for (const name of NAMES) everybody.push(await team.member(name));
  const [ann, ...others] = everybody as [Analyst, ...Analyst[]];
  brief = await team.share(
    ann,
    others.map((each) => [each, 'editor'] as const),
  );
});
afterEach(() => team.close());

/** Looks once at what somebody's indicator says; where it says all, the relay's disk must have what was there before. */
async function look(analyst: Analyst): Promise<boolean> {
  const before = { entries: await analyst.entries(brief), text: await analyst.textState(brief) };
  const { state } = await analyst.state(brief);
  if (state !== 'on-relay') return false;
  const disk = await team.onDisk(brief);
  const missing = before.entries.filter((id) => !disk.has(id));
  expect(missing, `${analyst.name} was told that all is on the relay`).toEqual([]);
  const text = await team.textOnDisk(brief);
  const onDisk = Y.snapshot(text);
  Y.applyUpdate(text, before.text);
  expect(Y.equalSnapshots(onDisk, Y.snapshot(text)), `${analyst.name}'s article is on the relay`).toBe(true);
  return true;
}

describe('the indicator', () => {
  it(
    `says “all on the relay” only when it is: ${DISCONNECTIONS} disconnections, seed ${SEED}`,
    async () => {
      const random = seededRandom(SEED);
      let left = DISCONNECTIONS;
      let well = 0;
      const one = async (analyst: Analyst) => {
        while (left-- > 0) {
          const wire = team.wire(analyst);
          const kind = random();
          if (kind < 0.2) await analyst.edit(brief, 1 + Math.floor(random() * 3), `${left} `);
          else await analyst.act(brief, { do: 'annotate', passages: [], kind: 'note', body: `Note ${left}` });
          await new Promise((done) => setTimeout(done, random() * 15));
          if (random() < 0.3) wire.cut();
          else wire.shake();
          for (let looks = 0; looks < 6; looks++) {
            if (await look(analyst)) well++;
            if (looks === 2) wire.mend();
            await new Promise((done) => setTimeout(done, random() * 60));
          }
        }
      };
      await Promise.all(everybody.map(one));
      for (const analyst of everybody) {
        team.wire(analyst).mend();
        await analyst.onRelay(brief);
        expect(await look(analyst)).toBe(true);
      }
      // It isn't honest by never saying so.
      expect(well).toBeGreaterThan(0);
      const states = await Promise.all(everybody.map((each) => each.entries(brief)));
      expect(new Set(states.map((ids) => ids.length))).toEqual(new Set([(await team.onDisk(brief)).size]));
    },
    within(240_000),
  );
});
