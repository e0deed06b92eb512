import { beforeAll, describe, expect, test } from 'vitest';
import { carried } from '../../../app/services/exporting/carried-brief.ts';
import { inThread } from '../../../app/services/exporting/in-thread.ts';
import { type MadeExport, makeExport } from '../../../app/services/exporting/make-export.ts';
import { findChromium } from '../../../app/services/exporting/pdf/find-chromium.ts';
import { openChromium } from '../../../app/services/exporting/pdf/print-in-chromium.ts';
import type { Paper, Print } from '../../../app/services/exporting/pdf/printer.ts';
import { exportChoicesSchema } from '../../../shared/exporting/options.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { EXPORTED_AT, type FortyThreads, fortyThreads } from '../../fixtures/forty-threads.ts';
import { optionsFor } from '../../support/exports.ts';
import { bundleForNode } from '../support/bundle.ts';

const chromium = await findChromium();
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

describe('what the thread wants printed', () => {
  const pdf = () => ({ ...task(), options: optionsFor({ format: { to: 'pdf' } }) });

  test.runIf(chromium)('is printed outside of it, and becomes the same file', async () => {
    const printed: Paper[] = [];
    const print: Print = async (page, paper, signal) => {
      printed.push(paper);
      const printer = await openChromium(signal);
      return printer.print(page, paper).finally(() => printer.close());
    };
    const made = await inThread<MadeExport>(program, pdf(), { print });
    const here = await makeExport(forty.brief, pdf().options);
    expect(printed[0]).toBe('a4');
    expect(Buffer.from(made.bytes).equals(here.bytes)).toBe(true);
  });

  test('comes back as a refusal, where it was refused', async () => {
    const print = () => Promise.reject(new Refusal('printing-failed', 'No paper.'));
    await expect(inThread(program, pdf(), { print })).rejects.toMatchObject({
      code: 'printing-failed',
      message: 'No paper.',
    });
  });

  test('is stopped with the export', async () => {
    const abort = new AbortController();
    let stopped = false;
    const print: Print = (_page, _paper, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          stopped = true;
          reject(signal.reason);
        });
        abort.abort();
      });
    await expect(inThread(program, pdf(), { signal: abort.signal, print })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(stopped).toBe(true);
  });
});
