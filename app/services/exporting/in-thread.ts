import { Worker } from 'node:worker_threads';
import { stableZip } from '../../../shared/exporting/docx/zip.ts';
import type { ExportPreview } from '../../../shared/exporting/export-preview.ts';
import type { ExportOptions } from '../../../shared/exporting/options.ts';
import { programOf } from '../thread-program.ts';
import { type CarriedBrief, uncarried } from './carried-brief.ts';
import { type ExportStep, type MadeExport, makeExport } from './make-export.ts';
import { makePreview } from './make-preview.ts';
import type { Surroundings } from './surroundings.ts';
import { errorOf, type FromWorker, failed, type ToRunningWorker, type ToWorker } from './worker-messages.ts';

const WORKER = 'export-worker';
/** A writer that looks at its signal stops sooner; the others know of none. */
const STOPS_WITHIN_MS = 1_500;

/** How an export goes, and how to stop it. */
export interface Following extends Surroundings {
  onStep?: (step: ExportStep) => void;
}

/** Makes the file of an export in a thread of its own; where the program is run from its sources, in this one. */
export function makeInThread(
  brief: CarriedBrief,
  options: ExportOptions,
  following: Following = {},
): Promise<MadeExport> {
  const program = programOf(WORKER);
  if (!program) return makeExport(uncarried(brief), options, following);
  return inThread<MadeExport>(program, { task: 'make', brief, options }, following);
}

/** Makes a preview, likewise. */
export async function previewInThread(
  brief: CarriedBrief,
  options: ExportOptions,
  following: Following = {},
): Promise<ExportPreview> {
  const program = programOf(WORKER);
  if (!program) return makePreview(uncarried(brief), options);
  return inThread<ExportPreview>(program, { task: 'preview', brief, options }, following);
}

/** Makes one file of several, likewise. */
export async function zipInThread(
  files: Readonly<Record<string, Uint8Array>>,
  now: number,
  following: Following = {},
): Promise<Uint8Array> {
  const program = programOf(WORKER);
  if (!program) return stableZip(files, now);
  return inThread<Uint8Array>(program, { task: 'zip', files, now }, following);
}

/** Does a task in a thread that runs a program, the bundle of `export-worker.ts`. */
export function inThread<T>(program: string, task: ToWorker, { signal, onStep, print }: Following): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, { workerData: print ? { ...task, prints: true } : task });
    const tell = (message: ToRunningWorker) => worker.postMessage(message);
    let timer: NodeJS.Timeout | undefined;
    const stop = () => {
      // Whatever comes now comes too late; the thread ends by itself, or is ended.
      reject(signal?.reason);
      tell({ kind: 'stop' });
      timer = setTimeout(() => void worker.terminate(), STOPS_WITHIN_MS);
    };
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'step') onStep?.(message.step);
      else if (message.kind === 'done') resolve(message.result as T);
      else if (message.kind === 'failed') reject(errorOf(message));
      else if (print) {
        print(message.page, message.paper, signal).then(
          (bytes) => tell({ kind: 'printed', bytes }),
          (error: unknown) => tell(failed(error)),
        );
      }
    });
    worker.on('error', reject);
    worker.on('exit', (code) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      // After an answer this changes nothing.
      reject(new Error(`The export's thread ended with ${code}.`));
    });
    if (signal?.aborted) stop();
  });
}
