import { parentPort } from 'node:worker_threads';
import { Refusal } from '../../../shared/refusal.ts';
import { readPackage } from '../package/package.ts';
import { isRight, RightSignatures } from './right-entries.ts';
import type { FromThread, ToThread, VerifyJob } from './verify-thread.ts';

/*
 * The thread in which signatures are checked, so that windows and other briefs go on meanwhile. It tells which entries
 * or signatures are right; whoever asks has the same bytes and needs nothing else of them.
 */

parentPort?.on('message', ({ n, job }: ToThread) => {
  parentPort?.postMessage({
    n,
    ...answerTo(job, (done) => parentPort?.postMessage({ n, done } satisfies FromThread)),
  } satisfies FromThread);
});

function answerTo(job: VerifyJob, tell: (done: number) => void): Omit<FromThread, 'n'> {
  try {
    if ('texts' in job) {
      const right = new RightSignatures(job.brief);
      for (const text of job.texts) right.addThoseOf(text);
      return { signatures: [...right.names] };
    }
    if ('values' in job) return { right: job.values.flatMap((value, at) => (isRight(value, job.brief) ? at : [])) };
    return { ids: [...readPackage(job.bytes, job.name, undefined, undefined, tell).brief.notes.entries.keys()] };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: { code: error.code, message: error.message } };
    throw error;
  }
}
