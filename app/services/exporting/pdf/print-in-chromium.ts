import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { Refusal } from '../../../../shared/refusal.ts';
import { DevtoolsPipe } from './devtools-pipe.ts';
import { findChromium } from './find-chromium.ts';
import {
  LOAD_FACES,
  MARGINS,
  MOST_PRINTING_MS,
  PAPERS,
  type PageToPrint,
  type Paper,
  type Printer,
} from './printer.ts';

const ARGUMENTS = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--no-first-run',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-gpu',
  // Nothing on the page is loaded from anywhere; this makes sure of it.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--force-color-profile=srgb',
];

/**
 * Starts the system's Chromium, without a window and without a network, to print.
 *
 * @throws {Refusal} where there is none
 */
export async function openChromium(signal?: AbortSignal): Promise<Printer> {
  const path = await findChromium();
  if (!path) {
    throw new Refusal(
      'no-chromium',
      'PDF is printed by Chromium, Chrome or Edge, and none was found here. Install one, or name it in BRIEFMARK_CHROMIUM; or export to HTML and print that.',
    );
  }
  const profile = await mkdtemp(join(tmpdir(), 'briefmark-print-'));
  // Chromium doesn't start its sandbox for root. The page is our own, escaped, and no script runs in it.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(path, [...ARGUMENTS, ...root, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  // What is printed can wait; what is on the screen meanwhile can't. Its processes begin as low as it is itself.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => resolve());
    child.on('error', () => resolve());
  });
  const pipe = new DevtoolsPipe(child.stdio[3] as Writable, child.stdio[4] as Readable);
  child.on('error', (error) => pipe.fail(error));
  const stop = () => child.kill('SIGKILL');
  const timer = setTimeout(stop, MOST_PRINTING_MS);
  signal?.addEventListener('abort', stop, { once: true });
  const close = async () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    await Promise.race([pipe.send('Browser.close').catch(() => {}), ended]);
    const late = setTimeout(stop, 3_000);
    await ended;
    clearTimeout(late);
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  return { print: (page, paper) => print(pipe, page, paper), close };
}

async function print(pipe: DevtoolsPipe, page: PageToPrint, paper: Paper): Promise<Uint8Array> {
  const { html, header, footer } = page;
  const { targetId } = await pipe.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = (await pipe.send('Target.attachToTarget', { targetId, flatten: true })) as {
    sessionId: string;
  };
  await pipe.send('Emulation.setScriptExecutionDisabled', { value: true }, sessionId);
  const { frameTree } = (await pipe.send('Page.getFrameTree', {}, sessionId)) as {
    frameTree: { frame: { id: string } };
  };
  await pipe.send('Page.setDocumentContent', { frameId: frameTree.frame.id, html }, sessionId);
  await pipe.send('Runtime.evaluate', LOAD_FACES, sessionId);
  const { data } = (await pipe.send(
    'Page.printToPDF',
    {
      paperWidth: PAPERS[paper].width,
      paperHeight: PAPERS[paper].height,
      marginTop: MARGINS.top,
      marginBottom: MARGINS.bottom,
      marginLeft: MARGINS.left,
      marginRight: MARGINS.right,
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: header,
      footerTemplate: footer,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    },
    sessionId,
  )) as { data: string };
  await pipe.send('Target.closeTarget', { targetId });
  return Buffer.from(data, 'base64');
}
