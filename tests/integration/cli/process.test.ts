import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { bundleForNode } from '../support/bundle.ts';
import { Machine, type Ran } from './machine.ts';

const root = join(import.meta.dirname, '../../..');
let program: string;
let machine: Machine;

beforeAll(async () => {
  program = await bundleForNode(join(root, 'app/node.ts'));
});
afterAll(() => rm(join(program, '..'), { recursive: true, force: true }));
beforeEach(async () => {
  machine = await Machine.make();
});
afterEach(() => machine.remove());

/** Runs the built program as a process of its own. */
function run(...argv: string[]): Promise<Ran> {
  const options = { cwd: machine.folder, env: { ...process.env, BRIEFMARK_HOME: machine.home } };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...argv], options, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

test('standard output carries the answer alone, and the exit code is right', async () => {
  const made = await run('import', 'ferry.txt', '--out', 'ferry.brief', '--json');
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(made.out)).toMatchObject({ title: 'Ferry strike enters second week', out: 'ferry.brief' });
  const refused = await run('annotate', 'ferry.brief', '--quote', 'union', '--as', 'Ann Okoro', '--json');
  expect(refused).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/^briefmark: “union” stands 3 times.*\n$/),
  });
  expect(await run('annotate', 'ferry.brief', '--as', 'Ann Okoro')).toMatchObject({ code: 2, out: '' });
});

test('of ten commands at once on one file each keeps its annotation, and makes one person', async () => {
  await machine.json('import', 'ferry.txt', '--out', 'ferry.brief');
  const words = ['Monday', 'Thursday', 'pickets', 'offered', 'six', 'rosters', 'island', 'sail', 'claim', 'harbours'];
  const ran = await Promise.all(
    words.map((word) => run('annotate', 'ferry.brief', '--quote', word, '--as', 'Ann Okoro', '--json')),
  );
  expect(ran.map(({ code, err }) => ({ code, err }))).toEqual(words.map(() => ({ code: 0, err: '' })));
  const { annotations, people } = await machine.show('ferry.brief');
  expect(annotations.map(({ quote }) => quote).sort()).toEqual([...words].sort());
  expect(people.filter(({ name }) => name === 'Ann Okoro')).toHaveLength(1);
});

test('a command that was killed leaves the file whole and keeps nobody waiting', async () => {
  await machine.json('import', 'ferry.txt', '--out', 'ferry.brief');
  for (const delay of [120, 240, 360, 480]) {
    const argv = [program, 'annotate', 'ferry.brief', '--whole', '--comment', `After ${delay}`, '--as', 'Ann Okoro'];
    const child = spawn(process.execPath, argv, {
      cwd: machine.folder,
      env: { ...process.env, BRIEFMARK_HOME: machine.home },
    });
    setTimeout(() => child.kill('SIGKILL'), delay);
    await once(child, 'exit');
  }
  const began = performance.now();
  await machine.annotate('ferry.brief', 'Thursday');
  // Half as long as one waits for a command that goes on.
  expect(performance.now() - began).toBeLessThan(60_000);
  expect((await machine.show('ferry.brief')).annotations.at(-1)?.quote).toBe('Thursday');
});

test('a reader that leaves early is no error', async () => {
  const long = [
    'A long report on ferries',
    '',
    ...Array.from({ length: 3_000 }, (_, i) => `Paragraph ${i} says something of its own.\n`),
  ];
  await writeFile(machine.path('long.txt'), long.join('\n'));
  await machine.json('import', 'long.txt', '--out', 'long.brief');
  const child = spawn(process.execPath, [program, 'show', 'long.brief', '--json'], {
    cwd: machine.folder,
    env: { ...process.env, BRIEFMARK_HOME: machine.home },
  });
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += String(chunk);
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const [code] = await once(child, 'close');
  expect({ code, err }).toEqual({ code: 0, err: '' });
});
