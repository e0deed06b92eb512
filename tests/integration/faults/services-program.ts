import { openServices, type Services } from '../../../app/services/services.ts';
import type { CallName } from '../../../shared/bridge.ts';

/** What the test that started this program asks of it, one thing after another. */
export type Asked = { home: string } | { call: CallName; params: unknown };

/** Its answer: what the call gave, or why not. */
export type Told = { done: unknown } | { failed: string };

/* The services in a process of their own, which a test can kill. */
let services: Services | undefined;

async function answer(asked: Asked): Promise<unknown> {
  if ('call' in asked) return services?.call(asked.call, asked.params as never);
  const capabilities = { shell: 'browser', nativeMenu: false } as const;
  services = await openServices({ home: asked.home, version: '0', capabilities, connects: false });
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
