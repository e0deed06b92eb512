import { parentPort, workerData } from 'node:worker_threads';
import type { ExportOptions } from '../../../shared/exporting/options.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { type CarriedBrief, uncarried } from './carried-brief.ts';
import { makeExport } from './make-export.ts';
import type { FromWorker } from './worker-messages.ts';

/*
 * The thread in which an export is made, so that windows and other briefs go on meanwhile. Told to stop, it ends what
 * it has started elsewhere (a browser that prints) and then itself; who waits too long for that ends the thread.
 */

const { brief, options } = workerData as { brief: CarriedBrief; options: ExportOptions };
const abort = new AbortController();
parentPort?.on('message', () => abort.abort());

try {
  const { title, bytes, receipt } = await makeExport(uncarried(brief), options, {
    signal: abort.signal,
    onStep: (step) => tell({ kind: 'step', step }),
  });
  tell({ kind: 'made', title, bytes, receipt });
} catch (error) {
  const refusal = error instanceof Refusal ? { code: error.code, message: error.message } : undefined;
  tell({ kind: 'failed', ...(refusal ? { refusal } : {}), error });
}
parentPort?.close();

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}
