import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claim } from '../../../app/instance/claim.ts';
import type { Bridge } from '../../../shared/bridge.ts';
import type { BriefId, EntryId } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { appFolder } from '../../e2e/support/built-app.ts';
import { makeHome, removeHome } from '../../e2e/support/home.ts';
import { seededRandom } from '../../support/random.ts';
import { SEED, times, within } from '../../support/torture.ts';

const KILLS = times('kills', 8, 1_000);

/** What was said grows with each kill, and all of it is compared each time: then another library begins. */
const KILLS_A_LIBRARY = 25;

/** What a person was told: each of these was answered, so it is on the disk. */
interface Told {
  annotations: Map<EntryId, { comments: string[]; resolved: boolean }>;
  draft?: string;
}

interface Running {
  child: ChildProcess;
  bridge: Bridge;
}

let home: string;
const running: Running[] = [];

beforeEach(async () => {
  home = await makeHome();
});

afterEach(async () => {
  await endProgram();
  await removeHome(home);
});

async function endProgram(): Promise<void> {
  for (const { child } of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
}

/** Starts the real program, and reaches its services over the local socket, as any second process does. */
async function start(): Promise<Running> {
  const child = spawn(process.execPath, [join(appFolder, 'out/main/node.js'), 'serve', '--no-open'], {
    env: { ...process.env, BRIEFMARK_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: within(60_000),
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error('The program ended before it was ready.');
  });
  ended.catch(() => {});
  await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), ended]);
  const claimed = await claim(home);
  if (claimed.kind === 'owner') throw new Error('The program that was started does not own the library.');
  const started = { child, bridge: claimed.other.bridge };
  running.push(started);
  return started;
}

/** Annotates, answers, resolves and drafts without a pause, noting what was answered, until the program is gone. */
async function workUntilKilled(bridge: Bridge, brief: BriefId, told: Told, round: number): Promise<void> {
  try {
    for (let i = 0; ; i++) {
      const body = `Round ${round}, remark ${i}`;
      const { entries } = await bridge.call('brief.act', {
        brief,
        action: { do: 'annotate', passages: [], kind: 'note', body },
      });
      const annotation = entries.find((entry) => entry.type === 'annotated')?.id as EntryId;
      const kept = { comments: [body], resolved: false };
      told.annotations.set(annotation, kept);
      await bridge.call('brief.saveDraft', { brief, draft: { key: 'whole', body } });
      told.draft = body;
      await bridge.call('brief.act', { brief, action: { do: 'comment', annotation, body: `${body}, answered` } });
      kept.comments.push(`${body}, answered`);
      await bridge.call('brief.act', { brief, action: { do: 'resolve', annotation, reason: 'noted' } });
      kept.resolved = true;
    }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'disconnected') throw error;
  }
}

/** Kills the program so many times at random moments of its work; what it had said was saved must be there each time. */
async function killWhileWorking(kills: number, random: () => number): Promise<void> {
  const told: Told = { annotations: new Map() };
  let { child, bridge } = await start();
  await bridge.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#7c3f9d' });
  const { brief } = await bridge.call('library.sample', {});

  for (let round = 0; round < kills; round++) {
    const working = workUntilKilled(bridge, brief, told, round);
    await new Promise((resolve) => setTimeout(resolve, 20 + random() * 250));
    child.kill('SIGKILL');
    await working;
    ({ child, bridge } = await start());

    const shown = await bridge.call('brief.show', { brief });
    const byId = new Map(shown.annotations.map((annotation) => [annotation.id, annotation]));
    for (const [id, kept] of told.annotations) {
      const found = byId.get(id);
      expect(found?.comments.map(({ body }) => body)).toEqual(expect.arrayContaining(kept.comments));
      if (kept.resolved) expect(found?.status.state).toBe('resolved');
    }
    const { drafts, damage } = await bridge.call('brief.open', { brief });
    // A record that was being written may be there in part. Nobody was told of it, and it is named all the same.
    for (const sentence of damage?.sentences ?? []) expect(sentence).toContain('The end of the brief');
    if (damage) await bridge.call('brief.putDamageAway', { brief });
    if (told.draft) expect(drafts.map(({ body }) => body)).toHaveLength(1);
  }
  expect(told.annotations.size).toBeGreaterThan(kills);
}

describe('a program that is killed', () => {
  it(
    `has everything that it said was saved: ${KILLS} kills, seed ${SEED}`,
    async () => {
      const random = seededRandom(SEED);
      for (let left = KILLS; left > 0; left -= KILLS_A_LIBRARY) {
        await killWhileWorking(Math.min(left, KILLS_A_LIBRARY), random);
        await endProgram();
        await removeHome(home);
        home = await makeHome();
      }
    },
    within(120_000),
  );
});
