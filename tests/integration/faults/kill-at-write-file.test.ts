import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPackage } from '../../../app/services/package/package.ts';
import { showBrief } from '../../../shared/shown.ts';
import { appFolder } from '../../e2e/support/built-app.ts';
import { seededRandom } from '../../support/random.ts';
import { SEED, times, torture, within } from '../../support/torture.ts';
import { ARTICLE, Machine } from '../cli/machine.ts';
import { PRELOAD, WAYS } from './killed-program.ts';

/** Kills, shared out among the commands: at random changes in `npm test`, at each of them in the long run. */
const KILLS = times('file-kills', 9, 300);

const TITLE = 'Ferry strike enters second week';

let machine: Machine;
let backup = '';
let places: string;

beforeAll(async () => {
  machine = await Machine.make();
  places = await mkdtemp(join(tmpdir(), 'briefmark-test-file-writes-'));
  await machine.json('import', 'ferry.txt', '--out', 'ferry.brief', '--as', 'Ann Okoro');
  await machine.annotate('ferry.brief', 'four per cent', '--comment', 'Of what?');
  await copyFile(machine.path('ferry.brief'), machine.path('bo.brief'));
  await machine.annotate('ferry.brief', 'both harbours');
  await machine.json('annotate', 'bo.brief', '--quote', 'on Monday', '--comment', 'Which?', '--as', 'Bo Tan');
  await copyFile(machine.path('ferry.brief'), machine.path('all.brief'));
  await writeFile(machine.path('revised.txt'), ARTICLE.replace('four per cent', 'five per cent'));
  await machine.json('add', 'bo.brief');
  await machine.json('backups', '--now');
  const { backups } = await machine.json<{ backups: { name: string }[] }>('backups', TITLE);
  backup = backups[0]?.name ?? '';
}, within(300_000));

afterAll(async () => {
  await machine.remove();
  await rm(places, { recursive: true, force: true });
});

/** Commands that write a `.brief` file, by that file. */
const COMMANDS: Record<string, { out: string; argv: () => string[] }> = {
  'a merge': { out: 'all.brief', argv: () => ['merge', 'ferry.brief', 'bo.brief', '--out', 'all.brief', '--force'] },
  'an update': { out: 'ferry.brief', argv: () => ['update', 'ferry.brief', 'revised.txt', '--as', 'Ann Okoro'] },
  'a backup that is brought back': {
    out: 'back.brief',
    argv: () => ['backups', TITLE, '--restore', backup, '--out', 'back.brief'],
  },
};

/** Runs the real program in a copy of the machine's folder. @returns its exit code; undefined where it was killed */
async function ran(place: string, argv: readonly string[], killAt: string): Promise<number | undefined> {
  const child = spawn(process.execPath, ['--require', PRELOAD, join(appFolder, 'out/main/node.js'), ...argv], {
    cwd: place,
    env: { ...process.env, BRIEFMARK_HOME: join(place, 'home'), BRIEFMARK_KILL_AT: killAt },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: within(300_000),
  });
  const [code, signal] = await once(child, 'exit');
  return signal === null ? code : undefined;
}

/** What a person sees of a file; undefined where there is none. Ids and times of what is new differ each time. */
async function seen(place: string, out: string): Promise<unknown> {
  const bytes = await readFile(join(place, out)).catch(() => undefined);
  if (!bytes) return undefined;
  const { brief, leftOut } = readPackage(bytes, out);
  const { blocks, annotations } = showBrief(brief, leftOut);
  return { blocks, annotations: annotations.map(({ quote, comments }) => [quote, comments.map(({ body }) => body)]) };
}

let placed = 0;
async function placeLike(): Promise<string> {
  const place = join(places, String(placed++));
  await cp(machine.folder, place, { recursive: true });
  return place;
}

describe(`a command that is killed at a write, seed ${SEED}`, () => {
  const commands = Object.entries(COMMANDS);
  const share = Math.ceil(KILLS / commands.length);
  it.each(commands)(
    `during %s leaves the old file or the new one, whole: ${share} kills`,
    async (_name, { out, argv }) => {
      const random = seededRandom(SEED);
      const whole = await placeLike();
      const was = await seen(whole, out);
      expect(await ran(whole, argv(), '0')).toBe(0);
      const is = await seen(whole, out);
      expect(is).not.toEqual(was);
      let most = 24;
      for (let kill = 0; kill < share; kill++) {
        const n = torture && kill < most ? kill + 1 : 1 + Math.floor(random() * most);
        const way = WAYS[kill % WAYS.length] as string;
        const place = await placeLike();
        const code = await ran(place, argv(), `${n}:${way}`);
        const now = await seen(place, out);
        expect([was, is], `${way} change ${n}`).toContainEqual(now);
        if (code !== undefined) {
          expect([code, now]).toEqual([0, is]);
          most = Math.min(most, n);
        } else if (JSON.stringify(now) === JSON.stringify(was)) {
          // The way on isn't blocked.
          expect(await ran(place, argv(), '0')).toBe(0);
          expect(await seen(place, out)).toEqual(is);
        }
        await rm(place, { recursive: true });
      }
    },
    within(300_000),
  );
});
