import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../../../shared/refusal.ts';
import { uncarried } from './carried-brief.ts';
import { type ExportStep, makeExport } from './make-export.ts';
import { makePreview } from './make-preview.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

/*
 * The thread in which an export is made, so that windows and other briefs go on meanwhile. Told to stop, it ends what
 * it has started elsewhere (a browser that prints) and then itself; who waits too long for that ends the thread.
 */

const { brief, options, task } = workerData as ToWorker;
const abort = new AbortController();
parentPort?.on('message', () => abort.abort());

try {
  if (task === 'preview') {
    tell({ kind: 'done', result: makePreview(uncarried(brief), options) });
  } else {
    const onStep = (step: ExportStep) => tell({ kind: 'step', step });
    tell({ kind: 'done', result: await makeExport(uncarried(brief), options, { signal: abort.signal, onStep }) });
  }
} catch (error) {
  const refusal = error instanceof Refusal ? { code: error.code, message: error.message } : undefined;
  tell({ kind: 'failed', ...(refusal ? { refusal } : {}), error });
}
parentPort?.close();

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}
