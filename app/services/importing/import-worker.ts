import { parentPort } from 'node:worker_threads';
import { Refusal } from '../../../shared/refusal.ts';
import { readAs } from './read-as.ts';
import type { FromReader, ToReader } from './reader-messages.ts';

/*
 * The thread in which files are read, one after another. What is in them was made by strangers: whoever started the
 * thread ends it where a file takes too long or too much memory.
 */

/*
 * Parsers begin things in the background, which fail with a damaged file after nobody waits for them any more. What they
 * were for is missing then, and says so; the thread goes on.
 */
process.on('unhandledRejection', () => {});

parentPort?.on('message', async ({ as, file }: ToReader) => {
  try {
    const read = await readAs(as, file, (step) => tell({ kind: 'step', step }));
    tell({ kind: 'done', read });
  } catch (error) {
    const refusal = error instanceof Refusal ? { code: error.code, message: error.message } : undefined;
    tell({ kind: 'failed', ...(refusal ? { refusal } : {}), error });
  }
});

function tell(message: FromReader): void {
  parentPort?.postMessage(message);
}
