import type { CallName } from '../../../shared/bridge.ts';

/** What the test that started a program asks of it, one thing after another. */
export type Asked = { home: string } | { call: CallName; params: unknown };

/** Its answer: what the call gave, or why not. */
export type Told = { done: unknown } | { failed: string };

/** What answers the calls of a program. */
export interface Answering {
  call(name: CallName, params: never): Promise<unknown>;
}

/**
 * Makes this process one that a test can ask and kill; see `KilledProgram`.
 *
 * @param open opens a folder of state
 */
export function answerCalls(open: (home: string) => Promise<Answering>): void {
  let answering: Answering | undefined;
  async function answer(asked: Asked): Promise<unknown> {
    if ('call' in asked) return answering?.call(asked.call, asked.params as never);
    answering = await open(asked.home);
    return null;
  }
  process.on('message', (asked: Asked) => {
    if (!('home' in asked) && !('call' in asked)) return;
    answer(asked).then(
      (done) => process.send?.({ done } satisfies Told),
      (error: unknown) => process.send?.({ failed: String(error) } satisfies Told),
    );
  });
  // Nobody keeps it when the test is gone.
  process.on('disconnect', () => process.exit());
  process.send?.({ done: 'ready' } satisfies Told);
}
