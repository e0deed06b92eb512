import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PAPERS } from '../../../app/services/exporting/pdf/printer.ts';
import { countPdf } from '../../../app/services/exporting/readers/pdf.ts';
import { fortyThreads, fortyThreadsPackage } from '../../fixtures/forty-threads.ts';
import { appFolder } from '../support/built-app.ts';
import { type Desktop, startDesktop } from '../support/desktop.ts';
import { makeHome, removeHome } from '../support/home.ts';
import { beSomebody } from '../support/window.ts';

/* The desktop shell prints by itself: no Chromium can be found here, by the window or by the command beside it. */
const env = { BRIEFMARK_CHROMIUM: '/nowhere/chromium' };

let home: string;
let desktop: Desktop | undefined;

beforeEach(async () => {
  home = await makeHome();
});

afterEach(async () => {
  await desktop?.quit();
  desktop = undefined;
  await removeHome(home);
});

/** The command line, which hands its command to the window that is open. */
async function briefmark<T>(...args: string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(appFolder, 'out/main/node.js'), ...args, '--json'],
    { env: { ...process.env, ...env, BRIEFMARK_HOME: home }, timeout: 60_000 },
  );
  return JSON.parse(stdout) as T;
}

interface PdfAnnotation {
  inReplyTo?: string;
  contentsObj: { str: string };
  quadPoints?: Float32Array;
}

const NUMBERED = /^\[(\d+)\] /;

test('a brief becomes a PDF with every thread in it where no Chromium is installed', async () => {
  const file = join(home, 'kelmar.brief');
  await writeFile(file, fortyThreadsPackage(fortyThreads()));
  // Without a window there is nothing to print with.
  await expect(briefmark('export', file, '--to', 'pdf', '--out', join(home, 'no.pdf'))).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('BRIEFMARK_CHROMIUM'),
  });

  desktop = await startDesktop({ home, env });
  const { id } = await briefmark<{ id: string }>('add', file);
  const out = join(home, 'kelmar.pdf');
  const receipt = await briefmark<{ exported: number; exportedComments: number }>(
    ...['export', id, '--to', 'pdf', '--out', out],
  );
  expect(receipt).toMatchObject({ exported: 40, unaccounted: 0 });

  const bytes = await readFile(out);
  expect(countPdf(bytes)).toEqual({ threads: receipt.exported, comments: receipt.exportedComments });
  // In the typefaces that come with Briefmark.
  for (const face of ['SourceSerif4', 'Amiri', 'NotoSerifHebrew'])
    expect(Buffer.from(bytes).toString('latin1')).toContain(`+${face}-Regular`);
  const doc = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const annotations: PdfAnnotation[] = [];
  let words = '';
  for (let number = 1; number <= doc.numPages; number++) {
    const page = await doc.getPage(number);
    const [, , width = 0, height = 0] = page.view;
    expect(width / 72).toBeCloseTo(PAPERS.a4.width, 1);
    expect(height / 72).toBeCloseTo(PAPERS.a4.height, 1);
    annotations.push(...((await page.getAnnotations({ intent: 'any' })) as PdfAnnotation[]));
    const { items } = await page.getTextContent();
    words += items.flatMap((item) => ('str' in item ? [item.str] : [])).join('');
  }
  // A thread on several passages has an annotation on each, with the same number.
  const roots = annotations.filter(({ contentsObj, inReplyTo }) => NUMBERED.test(contentsObj?.str ?? '') && !inReplyTo);
  expect(new Set(roots.map(({ contentsObj }) => NUMBERED.exec(contentsObj.str)?.[1])).size).toBe(40);
  expect(roots.filter(({ quadPoints }) => (quadPoints?.length ?? 0) > 0).length).toBeGreaterThan(30);
  expect(annotations.filter(({ inReplyTo }) => inReplyTo).length).toBeGreaterThan(10);
  expect(await doc.getMarkInfo()).toMatchObject({ Marked: true });
  expect((await doc.getOutline()).length).toBeGreaterThan(0);
  // The foot of each sheet, which Chromium counts.
  expect(words.replace(/\s/g, '')).toContain(`${doc.numPages}/${doc.numPages}`);

  // What it was printed in reaches nothing: not the program's own page, nor what listens on this computer.
  const server = createServer((_request, response) => response.end('reached')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const reached = await desktop.app.evaluate(
    async ({ BrowserWindow }, addresses) => {
      const window = new BrowserWindow({ show: false, webPreferences: { partition: 'printing', sandbox: true } });
      const answers: string[] = [];
      for (const address of addresses) {
        answers.push(
          await window.loadURL(address).then(
            () => 'loaded',
            (error: Error) => error.message,
          ),
        );
      }
      window.destroy();
      return answers;
    },
    ['app://bundle/index.html', `http://127.0.0.1:${port}/`, 'file:///etc/hosts'],
  );
  server.close();
  for (const answer of reached) expect(answer).toMatch(/^ERR_(?:BLOCKED_BY_CLIENT|FAILED) /);

  // Nothing of it stays.
  expect(await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
}, 120_000);

test('several briefs are handed on from the window as one file, printed there', async () => {
  const file = join(home, 'kelmar.brief');
  await writeFile(file, fortyThreadsPackage(fortyThreads()));
  desktop = await startDesktop({ home, env });
  const { app, page } = desktop;
  await beSomebody(page);
  await briefmark('add', file);
  const saved = join(home, 'saved.zip');
  await app.evaluate(({ session }, path) => {
    session.defaultSession.once('will-download', (_event, item) => item.setSavePath(path));
  }, saved);
  await page.getByRole('button', { name: 'Export briefs…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('PDF', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Export 1 brief' }).click();
  await dialog.getByText('40 threads with 73 comments went out').waitFor({ timeout: 60_000 });
  await expect.poll(() => existsSync(saved)).toBe(true);
  const parts = unzipSync(await readFile(saved));
  const pdf = Object.keys(parts).find((name) => name.endsWith('.pdf')) ?? '';
  expect(Object.keys(parts).sort()).toEqual([pdf, 'index.html'].sort());
  expect(countPdf(parts[pdf] as Uint8Array)).toEqual({ threads: 40, comments: 73 });
}, 120_000);
