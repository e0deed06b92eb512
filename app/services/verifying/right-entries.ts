import { checkEntry, parseEntry } from '../../../shared/model/entry.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { verifying } from '../crypto.ts';
import { programOf } from '../thread-program.ts';
import { VerifyThread } from './verify-thread.ts';

/** Fewer are checked in less time than it takes to ask a thread. */
const WORTH_A_THREAD = 50;
/** So many are checked here, where there is no thread, before others get their turn. */
const AT_ONCE = 20;
/** A thread that wasn't asked for so long is ended; starting one costs 0.1 s. */
const IDLE_MS = 10_000;

/** Whether a value is an entry of a brief, with the right id and the right signature. */
export function isRight(value: unknown, brief: BriefId): boolean {
  const parsed = parseEntry(value);
  return parsed.ok && checkEntry(parsed.entry, brief, verifying) === undefined;
}

/**
 * Checks ids and signatures of many entries in a thread, so that windows and other briefs go on meanwhile, and no write
 * to the disk waits behind them, as in Node's own pool of threads.
 *
 * @param program the thread's; without one, as from sources, it is done here, with pauses
 * @returns those of the values that are right: these very objects, since another may have the same id
 */
export async function rightEntries(
  brief: BriefId,
  values: readonly unknown[],
  program = programOf('verify-worker'),
): Promise<ReadonlySet<unknown>> {
  if (program === undefined || values.length < WORTH_A_THREAD) return rightHere(brief, values);
  const { right = [] } = await threadOf(program).ask({ brief, values });
  return new Set(right.map((at) => values[at]));
}

async function rightHere(brief: BriefId, values: readonly unknown[]): Promise<ReadonlySet<unknown>> {
  const right = new Set<unknown>();
  for (const [at, value] of values.entries()) {
    if (isRight(value, brief)) right.add(value);
    if (at % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return right;
}

let thread: VerifyThread | undefined;
let ending: NodeJS.Timeout | undefined;

/** The thread of this process, started when it is first needed. */
function threadOf(program: string): VerifyThread {
  clearTimeout(ending);
  thread ??= new VerifyThread(program);
  ending = setTimeout(endIfIdle, IDLE_MS).unref();
  return thread;
}

function endIfIdle(): void {
  if (thread && !thread.isIdle) {
    ending = setTimeout(endIfIdle, IDLE_MS).unref();
    return;
  }
  void thread?.end();
  thread = undefined;
}
