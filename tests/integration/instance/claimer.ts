/** A process that wants the library in the folder it is given, tells its parent whether it got it, and never gives up. */

import { claim } from '../../../app/instance/claim.ts';
import type { Bridge } from '../../../shared/bridge.ts';
import { Refusal } from '../../../shared/refusal.ts';

const [, , home = '', mode = ''] = process.argv;

export type Told = { state: 'owner'; pid: number } | { state: 'other'; pid: number; of: number };

const tell = (told: Told) => process.send?.(told);

/** Services that say who they are. */
const bridge: Bridge = {
  call: () => Promise.reject(new Refusal('it-is', String(process.pid))),
  on: () => () => {},
};

async function run(): Promise<void> {
  for (;;) {
    const claimed = await claim(home);
    if (claimed.kind === 'owner') {
      if (mode !== 'never-serves') claimed.instance.serve(bridge);
      process.once('SIGTERM', () => void claimed.instance.release().then(() => process.send?.('released')));
      tell({ state: 'owner', pid: process.pid });
      return;
    }
    tell({ state: 'other', pid: process.pid, of: claimed.other.pid });
    await claimed.other.closed;
  }
}

void run();
// A child whose parent has gone ends with it.
process.once('disconnect', () => process.exit());
