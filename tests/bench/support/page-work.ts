import type { Page } from 'playwright-core';
import { HEARD, SHOWN } from './watch-page.ts';

/** What one action of a person cost. All times in milliseconds. */
export interface ActionCost {
  /**
   * What the page's thread did for it: the processor time of all of its tasks from the one that dispatched the event to
   * the one that made the frame which shows what it did, both whole. A busy machine adds little to it, the wait for a
   * frame nothing, and the pixels, which other threads fill in, aren't in it.
   */
  work: number;
  /** From the event to the end of the task that made that frame, by the clock: with every wait. */
  toFrame: number;
}

/** The events of a trace that matter here; times in microseconds. */
interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** Of the thread's processor time. */
  tdur?: number;
  args?: { data?: { callTime?: number } };
}

const TASK = 'ThreadControllerImpl::RunTask';

/**
 * Takes down what a page does for each action that `responseTo` waits for.
 *
 * @returns ends that, and gives what each of them cost, in their order
 */
export async function recordWork(page: Page): Promise<() => Promise<ActionCost[]>> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The page has no browser of its own to be traced.');
  await browser.startTracing(page, { categories: ['-*', 'toplevel', 'blink.user_timing'] });
  return async () => {
    const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
    return costsIn(trace.traceEvents);
  };
}

function costsIn(events: readonly TraceEvent[]): ActionCost[] {
  const inTime = events.toSorted((a, b) => a.ts - b.ts);
  const heard = inTime.filter(({ name }) => name === HEARD);
  const shown = inTime.filter(({ name }) => name === SHOWN);
  if (heard.length !== shown.length) throw new Error(`Of ${heard.length} events ${shown.length} were followed.`);
  return heard.map((event, at) => {
    const frame = shown[at] as TraceEvent;
    // The mark of the event stands where the event happened; what it did began when it was dispatched.
    const dispatched = event.args?.data?.callTime ?? event.ts;
    const tasks = inTime.filter(
      ({ name, pid, tid, ts, dur = 0 }) =>
        name === TASK && pid === frame.pid && tid === frame.tid && ts + dur >= dispatched && ts <= frame.ts,
    );
    const last = tasks.at(-1);
    if (!last) throw new Error('The trace has no task in which an event was dispatched.');
    return {
      work: tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1_000,
      toFrame: (last.ts + (last.dur ?? 0) - event.ts) / 1_000,
    };
  });
}
