import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityFolder, libraryFolder } from '../../app/services/home.ts';
import { type Identity, Profile } from '../../app/services/identity/profile.ts';
import { Library } from '../../app/services/library/library.ts';
import { openServices, type Services } from '../../app/services/services.ts';
import type { BriefPart } from '../../shared/bridge/brief.ts';
import { FULL, largeBrief } from '../support/large-brief.ts';
import { personCalled } from '../support/people.ts';
import { RelayProcess } from '../support/relay-process.ts';
import { type Bench, quantile, type Report } from './support/bench.ts';

const JOINERS = 3;
/** The relay ends then, even on a busy machine on which sharing takes a minute. */
const MOST_MS = 600_000;
const ENTRIES = FULL.annotations * 3;

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
  /** The window has the whole brief, marked as not verified yet. */
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
  const told = new Promise<number>((all) => {
    let count = 0;
    services.on('brief.arriving', ({ entries }) => {
      count += entries.length;
      if (count >= ENTRIES) all(since());
    });
  });
  const checked = new Promise<number>((all) => {
    let count = 0;
    services.on('brief.changed', ({ settled }) => {
      count += settled?.verified.length ?? 0;
      if (count >= ENTRIES) all(since());
    });
  });
  const { brief } = await services.call('sharing.join', { link });
  // What a window does.
  const opened = await services.call('brief.open', { brief });
  const readable = opened.unverified.length >= ENTRIES ? since() : await told;
  const done = await checked;
  const { user, system } = process.cpuUsage(cpu);
  const { entries, more, placements } = await services.call('brief.open', { brief });
  let arrived = entries.length;
  for (let after = more; after; ) {
    const part: BriefPart = await services.call('brief.more', { brief, after });
    arrived += part.entries.length;
    after = part.more;
  }
  const placed = placements.filter(([, { state }]) => state === 'placed').length;
  if (arrived < ENTRIES || placed !== FULL.annotations) throw new Error('Something did not arrive.');
  await stop();
  return { readable, done, cpu: (user + system) / 1_000 };
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
