import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** A process is at rest when it needs less than this of a processor for so long. */
const SHARE = 0.05;
const FOR_MS = 400;
const PATIENCE_MS = 20_000;
/** Where the system doesn't say what a process needs. */
const GUESS_MS = 1_500;
/** `/proc` counts in hundredths of a second. */
const TICK_MS = 10;

/** Waits until a process has nothing left to do. */
export async function atRest(pid: number): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (let before = await used(pid); performance.now() < until; ) {
    await setTimeout(before === undefined ? GUESS_MS : FOR_MS);
    const now: number | undefined = await used(pid);
    if (before === undefined || now === undefined || now - before < SHARE * FOR_MS) return;
    before = now;
  }
  throw new Error(`Process ${pid} was not at rest for ${FOR_MS} ms within ${PATIENCE_MS} ms.`);
}

/** Milliseconds of a processor that a process has had; undefined where the system doesn't say. */
async function used(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // Behind the name, which may hold anything.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields && TICK_MS * (Number(fields[11]) + Number(fields[12]));
}
