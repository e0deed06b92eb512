import { parentPort, workerData } from 'node:worker_threads';
import { stableZip } from '../../../shared/exporting/docx/zip.ts';
import { uncarried } from './carried-brief.ts';
import { type ExportStep, makeExport } from './make-export.ts';
import { makePreview } from './make-preview.ts';
import type { PageToPrint, Paper } from './pdf/printer.ts';
import { errorOf, type FromWorker, failed, type ToRunningWorker, type ToWorker } from './worker-messages.ts';

/*
 * The thread in which an export is made, so that windows and other briefs go on meanwhile. Told to stop, it ends what
 * it has started elsewhere (a browser that prints) and then itself; who waits too long for that ends the thread.
 */

const given = workerData as ToWorker;
const abort = new AbortController();
parentPort?.on('message', ({ kind }: ToRunningWorker) => kind === 'stop' && abort.abort());

try {
  if (given.task === 'preview') {
    tell({ kind: 'done', result: makePreview(uncarried(given.brief), given.options) });
  } else if (given.task === 'zip') {
    tell({ kind: 'done', result: stableZip(given.files, given.now) });
  } else {
    const onStep = (step: ExportStep) => tell({ kind: 'step', step });
    const surroundings = { signal: abort.signal, onStep, ...(given.prints ? { print: printOutside } : {}) };
    tell({ kind: 'done', result: await makeExport(uncarried(given.brief), given.options, surroundings) });
  }
} catch (error) {
  tell(failed(error));
}
parentPort?.close();

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

/** Has a page printed by whoever started this thread. */
function printOutside({ html, header, footer }: PageToPrint, paper: Paper): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    abort.signal.throwIfAborted();
    parentPort?.once('message', (message: ToRunningWorker) => {
      if (message.kind === 'printed') resolve(message.bytes);
      else reject(message.kind === 'stop' ? abort.signal.reason : errorOf(message));
    });
    tell({ kind: 'print', page: { html, header, footer }, paper });
  });
}
