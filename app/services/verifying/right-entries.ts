import { checkEntry, checkUnknownEntry, parseEntry } from '../../../shared/model/entry.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import type { Verifying } from '../../../shared/model/signing.ts';
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
  await withPauses(values, (value) => {
    if (isRight(value, brief)) right.add(value);
  });
  return right;
}

/** What a signature is remembered by: what it signs, itself, and the key that made it. */
export function signatureName(text: string, signature: string, key: string): string {
  return `${text} ${signature} ${key}`;
}

/**
 * Checks what values carry as entries, those of newer versions too, and keeps the names of all signatures that it found
 * right: an entry's own, a certificate's, a proof's. It keeps nothing that it did not verify itself.
 */
export class RightSignatures {
  readonly names = new Set<string>();
  private readonly noting: Verifying = {
    sha256: verifying.sha256,
    verify: (text, signature, key) => {
      const name = signatureName(text, signature, key);
      if (this.names.has(name)) return true;
      const isRight = verifying.verify(text, signature, key);
      if (isRight) this.names.add(name);
      return isRight;
    },
  };

  constructor(private readonly brief: BriefId) {}

  /** @param text the JSON of something that may be an entry */
  addThoseOf(text: string): void {
    const parsed = parseEntry(JSON.parse(text));
    if (parsed.ok) checkEntry(parsed.entry, this.brief, this.noting);
    else if (parsed.unknown) checkUnknownEntry(parsed.raw, this.brief, this.noting);
  }
}

/**
 * Checks the signatures of many entries in a thread, as `rightEntries` does.
 *
 * @param texts the JSON of what may be entries
 * @returns the names of the signatures that are right; see `signatureName`
 */
export async function rightSignatures(
  brief: BriefId,
  texts: readonly string[],
  program = programOf('verify-worker'),
): Promise<ReadonlySet<string>> {
  if (program !== undefined && texts.length >= WORTH_A_THREAD)
    return new Set((await threadOf(program).ask({ brief, texts })).signatures);
  const right = new RightSignatures(brief);
  await withPauses(texts, (text) => right.addThoseOf(text));
  return right.names;
}

async function withPauses<T>(all: readonly T[], check: (each: T) => void): Promise<void> {
  for (const [at, each] of all.entries()) {
    check(each);
    if (at % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve));
  }
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
