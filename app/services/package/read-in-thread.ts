import { Worker } from 'node:worker_threads';
import { Refusal } from '../../../shared/refusal.ts';
import { programOf } from '../thread-program.ts';
import { type PackagedBrief, readPackage } from './package.ts';

/** A smaller package is read before a thread has started. */
const SMALL_BYTES = 256 * 1024;

/** What the thread is given. */
export interface ToVerifier {
  bytes: Uint8Array;
  name: string;
}

/** What it tells. */
export type FromVerifier = { verified: string[] } | { refusal: { code: string; message: string } };

/**
 * Reads a package as `readPackage` does, with every signature checked in a thread of its own.
 *
 * @param program the bundle of `verify-worker.ts`; without one, as from sources, everything is done in this thread
 * @throws {Refusal} where it is damaged, hostile or from a newer version
 */
export async function readPackageInThread(
  bytes: Uint8Array,
  name: string,
  program = programOf('verify-worker'),
): Promise<PackagedBrief> {
  if (program === undefined || bytes.length < SMALL_BYTES) return readPackage(bytes, name);
  const told = await new Promise<FromVerifier>((resolve, reject) => {
    const worker = new Worker(program, { workerData: { bytes, name } satisfies ToVerifier });
    worker.once('message', resolve);
    worker.once('error', reject);
    // After an answer this changes nothing.
    worker.once('exit', (code) => reject(new Error(`The thread that checks signatures ended with ${code}.`)));
  });
  if ('refusal' in told) throw new Refusal(told.refusal.code, told.refusal.message);
  return readPackage(bytes, name, undefined, new Set(told.verified));
}
