import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityFolder, libraryFolder } from '../../app/services/home.ts';
import { type Identity, Profile } from '../../app/services/identity/profile.ts';
import { Library } from '../../app/services/library/library.ts';
import { openServices, type Services } from '../../app/services/services.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { FULL, largeBrief } from '../support/large-brief.ts';
import { personCalled } from '../support/people.ts';
import { RelayProcess } from '../support/relay-process.ts';
import { type Bench, quantile, type Report } from './support/bench.ts';

const JOINERS = 3;
/** The relay ends then, even on a busy machine on which sharing takes a minute. */
const MOST_MS = 600_000;
const ENTRIES = FULL.annotations * 3;

const sleep = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** Services of somebody with a computer of their own. */
async function computerOf(person: Identity): Promise<{ services: Services; stop(): Promise<void>; home: string }> {
  const home = await mkdtemp(join(tmpdir(), 'briefmark-bench-joining-'));
  await new Profile(identityFolder(home)).adopt(person);
  const capabilities = { shell: 'browser', nativeMenu: false } as const;
  const services = await openServices({ home, version: '0', capabilities });
  const stop = async () => {
    await services.close();
    await rm(home, { recursive: true, force: true });
  };
  return { services, stop, home };
}

/** What somebody waits for who joins, in milliseconds since they asked. */
interface Joining {
  /** The window has the whole brief. */
  readable: number;
  /** All of it is verified and on the disk. */
  done: number;
  /** What this process worked meanwhile, its threads included. */
  cpu: number;
}

async function joining(link: string): Promise<Joining> {
  const { services, stop } = await computerOf(personCalled('Nia Fox'));
  const began = performance.now();
  const cpu = process.cpuUsage();
  const since = () => performance.now() - began;
  const { brief } = await services.call('sharing.join', { link });
  let readable: number | undefined;
  while (readable === undefined) {
    const { entries, unverified, placements } = await services.call('brief.open', { brief });
    const annotations = placements.filter(([, { state }]) => state === 'placed').length;
    if (annotations === FULL.annotations && entries.length + unverified.length >= ENTRIES) readable = since();
    else await sleep(5);
  }
  await verified(services, brief);
  const done = since();
  const { user, system } = process.cpuUsage(cpu);
  await stop();
  return { readable, done, cpu: (user + system) / 1_000 };
}

async function verified(services: Services, brief: BriefId): Promise<void> {
  for (;;) {
    const state = await services.call('sync.state', { brief });
    if (state?.state === 'on-relay' && state.pending === 0) return;
    await sleep(10);
  }
}

export default {
  name: 'Joining',
  about: '50,000 words, 5,000 annotations, 10,000 comments, all signed, from a relay on this computer',
  async run(report: Report) {
    const data = await mkdtemp(join(tmpdir(), 'briefmark-bench-relay-'));
    const relay = RelayProcess.startFor(MOST_MS, '--data', data, '--port', '0');
    const ann = personCalled('Ann Okoro');
    const owner = await computerOf(ann);
    try {
      const brief = await new Library(libraryFolder(owner.home)).add(largeBrief(FULL, Date.now(), ann), Date.now());
      await owner.services.call('sharing.share', { brief, relay: await relay.address() });
      const { link } = await owner.services.call('sharing.invite', { brief, role: 'commenter', uses: JOINERS + 1 });
      await joining(link);
      const all: Joining[] = [];
      for (let i = 0; i < JOINERS; i++) all.push(await joining(link));
      const middle = (value: (each: Joining) => number) => quantile(all.map(value), 0.5);
      report({ what: 'joined and readable', value: middle(({ readable }) => readable), unit: 'ms', atMost: 1_000 });
      report({ what: 'all verified and on the disk', value: middle(({ done }) => done), unit: 'ms' });
      report({ what: 'work of the app meanwhile', value: middle(({ cpu }) => cpu), unit: 'ms' });
    } finally {
      await owner.stop();
      await relay.kill();
      await rm(data, { recursive: true, force: true });
    }
  },
} satisfies Bench;
