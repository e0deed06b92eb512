import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../../shared/refusal.ts';
import { openEndpoint } from './endpoint.ts';
import { lastGeneration, ownerFolder, releaseGeneration, sweep, takeGeneration } from './generations.ts';
import { instanceFolder } from './instance-folder.ts';
import { type Instance, ownerAt } from './owner.ts';
import { type OtherInstance, reach } from './reach.ts';
import { bootedAt } from './record.ts';

export type { Instance } from './owner.ts';
export type { OtherInstance } from './reach.ts';

/** How long an owner may take to answer, or to end, before the person is asked to look after it. */
const PATIENCE = 15_000;

/** Either this process owns the library, or another one does, and does what it is asked. */
export type Claim = { kind: 'owner'; instance: Instance } | { kind: 'other'; other: OtherInstance };

/**
 * Makes this process the one that writes to the library in a folder, or finds the one that is.
 *
 * An owner that was killed is replaced at once; of any number that try at the same time one wins.
 *
 * @throws {Refusal} where the owner neither answers nor ends, or the folder can't be used
 */
export async function claim(home: string, patience = PATIENCE): Promise<Claim> {
  const folder = await instanceFolder(home);
  const until = Date.now() + patience;
  for (;;) {
    const generation = await lastGeneration(folder);
    const found = await find(folder, generation, until);
    if (found) return { kind: 'other', other: found };
    const instance = await own(folder, generation + 1);
    if (instance) return { kind: 'owner', instance };
  }
}

async function find(folder: string, generation: number, until: number): Promise<OtherInstance | undefined> {
  if (generation === 0) return undefined;
  for (;;) {
    const reached = await reach(ownerFolder(folder, generation), Math.max(1, until - Date.now()));
    if (reached.state === 'there') return reached.other;
    if (reached.state === 'gone') return undefined;
    if (Date.now() >= until) throw notAnswering(reached.pid);
    await sleep(50);
  }
}

async function own(folder: string, generation: number): Promise<Instance | undefined> {
  // It listens before it is known: whoever finds the record and is refused by the socket can be sure that it is dead.
  const endpoint = await openEndpoint(folder);
  try {
    const secret = randomBytes(32).toString('base64url');
    const record = { pid: process.pid, endpoint: endpoint.address, secret, bootedAt: bootedAt() };
    const instance = ownerAt(endpoint, secret, () => releaseGeneration(folder, generation));
    if (await takeGeneration(folder, generation, record)) {
      await sweep(folder, generation);
      return instance;
    }
    await endpoint.close();
    return undefined;
  } catch (error) {
    await endpoint.close();
    throw error;
  }
}

function notAnswering(pid: number): Refusal {
  return new Refusal(
    'instance-not-answering',
    `Briefmark is already running (process ${pid}) but doesn’t answer, so its library can’t be opened a second time. Wait a moment, or end that process, and start again.`,
  );
}
