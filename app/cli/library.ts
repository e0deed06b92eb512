import { setTimeout as sleep } from 'node:timers/promises';
import type { Bridge } from '../../shared/bridge.ts';
import { Refusal } from '../../shared/refusal.ts';
import { claim, type OtherInstance } from '../instance/claim.ts';
import { version } from '../version.ts';
import type { CommandLine } from './command-line.ts';

/**
 * Works on this machine's library: in this process where no other one owns it, else through the one that does, so that
 * a window that is open shows at once what a command did.
 */
export async function withLibrary<T>({ home }: CommandLine, work: (bridge: Bridge) => Promise<T>): Promise<T> {
  for (;;) {
    const claimed = await claim(home);
    if (claimed.kind === 'other') {
      try {
        if (await answers(claimed.other)) return await work(claimed.other.bridge);
      } finally {
        claimed.other.close();
      }
      await sleep(20);
      continue;
    }
    // It isn't served to others: a command ends soon, and then would leave a call of theirs undecided. They wait.
    const { instance } = claimed;
    try {
      // Loaded when needed: what recognises an article's language takes as long to load as all the rest.
      const { openServices } = await import('../services/services.ts');
      const capabilities = { shell: 'browser', nativeMenu: false } as const;
      const services = await openServices({ home, version, capabilities, connects: false });
      try {
        return await work(services);
      } finally {
        await services.close();
      }
    } finally {
      await instance.release();
    }
  }
}

/** Whether the owner serves others: another command doesn't, and has ended when this is known. */
async function answers({ bridge }: OtherInstance): Promise<boolean> {
  try {
    await bridge.call('app.hello', {});
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'disconnected') return false;
    throw error;
  }
}
