import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openServices } from '../../../app/services/services.ts';
import type { BriefId, EntryId } from '../../../shared/model/ids.ts';
import { makeHome, removeHome } from '../../e2e/support/home.ts';
import { seededRandom } from '../../support/random.ts';
import { SEED, times, torture, within } from '../../support/torture.ts';
import { bundleForNode } from '../support/bundle.ts';
import { Killed, KilledProgram, type Victim } from './killed-program.ts';
import { WholeProgram } from './whole-program.ts';

const KILLS = times('kills', 100, 1_000);

/** What was said grows with each kill, and all of it is compared each time: then another library begins. */
const KILLS_A_LIBRARY = 50;

/** One kill of so many meets the whole program as a person starts it; the others what writes briefs, which starts quickly. */
const ONE_IS_WHOLE = torture ? 50 : 12;

/** After so many kills one meets the next program while it reads and mends what the last kill left. */
const ONE_IS_EARLY = 6;

/** What a person was told: each of these was answered, so it is on the disk. */
interface Told {
  annotations: Map<EntryId, { comments: string[]; resolved: boolean }>;
  draft?: string | undefined;
  /** A draft that was handed over to be saved, and may have been. */
  maybeDraft?: string;
}

let home: string;
let program: string;
/** The next process, which starts while the one before it works. */
let next: Promise<KilledProgram>;
let victim: Victim | undefined;

beforeAll(async () => {
  program = await bundleForNode(join(import.meta.dirname, 'library-program.ts'), true);
  next = KilledProgram.start(program);
}, within(300_000));

afterAll(async () => {
  await (await next).kill();
  await rm(dirname(program), { recursive: true, force: true });
});

beforeEach(async () => {
  home = await makeHome();
});

afterEach(async () => {
  await victim?.kill();
  await removeHome(home);
});

function startServices() {
  const capabilities = { shell: 'browser', nativeMenu: false } as const;
  return openServices({ home, version: '0', capabilities, connects: false });
}

async function startProgram(): Promise<KilledProgram> {
  const started = await next;
  next = KilledProgram.start(program);
  victim = started;
  return started;
}

async function start(whole: boolean): Promise<Victim> {
  if (whole) {
    victim = await WholeProgram.start(home);
    return victim;
  }
  const started = await startProgram();
  await started.open(home);
  return started;
}

/** Kills a program while it opens what the last kill left. */
async function killEarly(brief: BriefId, wait: number): Promise<void> {
  const started = await startProgram();
  const opening = started.open(home).then(() => started.call('brief.open', { brief }));
  const ended = opening.then(() => {}, onlyKilled);
  await sleep(wait);
  await started.kill();
  await ended;
}

function onlyKilled(error: unknown): void {
  if (!(error instanceof Killed)) throw error;
}

/**
 * Annotates, answers, resolves and drafts without a pause, noting what was answered, until the program is gone.
 *
 * @param begun is called at the first answer
 */
async function workUntilKilled(at: Victim, brief: BriefId, told: Told, round: number, begun: () => void) {
  try {
    for (let i = 0; ; i++) {
      const body = `Round ${round}, remark ${i}`;
      const { entries } = await at.call('brief.act', {
        brief,
        action: { do: 'annotate', passages: [], kind: 'note', body },
      });
      const annotation = entries.find((entry) => entry.type === 'annotated')?.id as EntryId;
      const kept = { comments: [body], resolved: false };
      told.annotations.set(annotation, kept);
      begun();
      told.maybeDraft = body;
      await at.call('brief.saveDraft', { brief, draft: { key: 'whole', body } });
      told.draft = body;
      await at.call('brief.act', { brief, action: { do: 'comment', annotation, body: `${body}, answered` } });
      kept.comments.push(`${body}, answered`);
      await at.call('brief.act', { brief, action: { do: 'resolve', annotation, reason: 'noted' } });
      kept.resolved = true;
    }
  } catch (error) {
    onlyKilled(error);
  }
}

/** Lets a program work, and kills it so many milliseconds after its first answer. */
async function killAtWork(at: Victim, brief: BriefId, told: Told, round: number, wait: number): Promise<void> {
  let working = Promise.resolve();
  await new Promise<void>((begun, failed) => {
    working = workUntilKilled(at, brief, told, round, begun);
    working.then(() => failed(new Error('It ended before it was killed.')), failed);
  });
  await sleep(wait);
  await at.kill();
  await working;
}

/** Compares what a program shows with all that was told so far. */
async function compare(at: Pick<Victim, 'call'>, brief: BriefId, told: Told): Promise<void> {
  const shown = await at.call('brief.show', { brief });
  const byId = new Map<string, (typeof shown.annotations)[number]>(shown.annotations.map((each) => [each.id, each]));
  const lost = [...told.annotations].filter(([id, kept]) => {
    const found = byId.get(id);
    const bodies = new Set(found?.comments.map(({ body }) => body));
    return !kept.comments.every((body) => bodies.has(body)) || (kept.resolved && found?.status.state !== 'resolved');
  });
  expect(lost).toEqual([]);
  const { drafts, damage } = await at.call('brief.open', { brief });
  // A record that was being written may be there in part. Nobody was told of it, and it is named all the same.
  for (const sentence of damage?.sentences ?? []) expect(sentence).toContain('The end of the brief');
  if (damage) await at.call('brief.putDamageAway', { brief });
  expect([told.draft, told.maybeDraft]).toContain(drafts[0]?.body);
  expect(drafts.length).toBeLessThanOrEqual(1);
  told.draft = drafts[0]?.body;
}

/** Kills the program so many times at random moments of its work; what it had said was saved must be there each time. */
async function killInOneLibrary(kills: number, random: () => number): Promise<void> {
  const told: Told = { annotations: new Map() };
  const services = await startServices();
  await services.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#7c3f9d' });
  const { brief } = await services.call('library.sample', {});
  await services.close();

  for (let kill = 1; kill <= kills; kill++) {
    if (kill % ONE_IS_EARLY === 0) {
      await killEarly(brief, random() * 25);
      continue;
    }
    const running = await start(kill % ONE_IS_WHOLE === ONE_IS_WHOLE - 1);
    await compare(running, brief, told);
    await killAtWork(running, brief, told, kill, 2 + random() * 48);
  }
  const again = await startServices();
  await compare(again, brief, told);
  await again.close();
}

describe('a program that is killed', () => {
  it(
    `has everything that it said was saved: ${KILLS} kills, seed ${SEED}`,
    async () => {
      const random = seededRandom(SEED);
      for (let left = KILLS; left > 0; left -= KILLS_A_LIBRARY) {
        await killInOneLibrary(Math.min(left, KILLS_A_LIBRARY), random);
        await removeHome(home);
        home = await makeHome();
      }
    },
    within(300_000),
  );
});
