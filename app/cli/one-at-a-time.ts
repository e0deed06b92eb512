import { join } from 'node:path';
import { Refusal } from '../../shared/refusal.ts';
import { claim } from '../instance/claim.ts';

/** Somebody has many commands in line, or one of them hangs: longer than any file takes to read and write. */
const PATIENCE = 120_000;

/**
 * Does something while no other command of this machine's does: change a `.brief`, or make a person.
 *
 * The lock is the same that decides who owns a library: a listening socket, which the system closes in the moment in
 * which its process dies, so that it can neither outlive a killed command nor be taken for a stale one while its holder
 * works. There is one for all files, since a command holds it for a tenth of a second.
 *
 * @throws {Refusal} where others keep it for two minutes
 */
export async function oneAtATime<T>(home: string, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const claimed = await claim(join(home, 'commands'));
    if (claimed.kind === 'owner') {
      try {
        return await work();
      } finally {
        await claimed.instance.release();
      }
    }
    const { closed, close, pid } = claimed.other;
    const timer = setTimeout(close, Math.max(0, until - Date.now()));
    await closed;
    clearTimeout(timer);
    if (Date.now() >= until) {
      throw new Refusal(
        'busy',
        `Another command of Briefmark (process ${pid}) has been at work for minutes. Wait for it or end it, then try again.`,
      );
    }
  }
}
