import { beforeAll, expect, test } from 'vitest';
import { carried } from '../../../app/services/exporting/carried-brief.ts';
import { inThread } from '../../../app/services/exporting/in-thread.ts';
import { type MadeExport, makeExport } from '../../../app/services/exporting/make-export.ts';
import { exportChoicesSchema } from '../../../shared/exporting/options.ts';
import { EXPORTED_AT, type FortyThreads, fortyThreads } from '../../fixtures/forty-threads.ts';
import { bundleForNode } from '../support/bundle.ts';

let program: string;
let forty: FortyThreads;
const options = { ...exportChoicesSchema.parse({ format: { to: 'html' } }), now: EXPORTED_AT };

beforeAll(async () => {
  program = await bundleForNode('app/services/exporting/export-worker.ts');
  forty = fortyThreads();
});

const task = () => ({ task: 'make' as const, brief: carried(forty.brief, new Map()), options });

test('a thread of its own makes the same file, and tells its steps', async () => {
  const steps: string[] = [];
  const made = await inThread<MadeExport>(program, task(), { onStep: (step) => steps.push(step) });
  const here = await makeExport(forty.brief, options);
  expect(Buffer.from(made.bytes).equals(here.bytes)).toBe(true);
  expect(made.receipt).toEqual(here.receipt);
  expect(steps).toEqual(['gathering', 'writing', 'checking']);
});

test('an export that is stopped ends, with its thread', async () => {
  const abort = new AbortController();
  const onStep = () => abort.abort();
  await expect(inThread(program, task(), { signal: abort.signal, onStep })).rejects.toMatchObject({
    name: 'AbortError',
  });
});

test('a refusal in the thread is a refusal outside of it', async () => {
  const { brief } = task();
  const broken = { ...brief, article: { type: 'nothing' } };
  await expect(inThread(program, { task: 'make', brief: broken, options }, {})).rejects.toThrow(/nothing/);
});
