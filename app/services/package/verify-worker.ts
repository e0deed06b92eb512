import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../../../shared/refusal.ts';
import { readPackage } from './package.ts';
import type { FromVerifier, ToVerifier } from './read-in-thread.ts';

/*
 * The thread in which a package's signatures are checked, so that windows and other briefs go on meanwhile. It tells
 * which entries are right; whoever started it has the same bytes and needs nothing else of them.
 */

const { bytes, name } = workerData as ToVerifier;
try {
  tell({ verified: [...readPackage(bytes, name).brief.notes.entries.keys()] });
} catch (error) {
  if (error instanceof Refusal) tell({ refusal: { code: error.code, message: error.message } });
  else throw error;
}

function tell(message: FromVerifier): void {
  parentPort?.postMessage(message);
}
