import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import { IDLE_BRIEF_MS } from '../../app/relay/limits.ts';
import { NotesAdmission } from '../../app/relay/notes-admission.ts';
import type { Entry } from '../../shared/model/entry.ts';
import { ACK_PROTOCOL, PLAIN_PROTOCOL, TOKEN_PROTOCOL_PREFIX } from '../../shared/relay/messages.ts';
import { personCalled } from '../support/people.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { put, RelayClient, type SharedBrief, until } from '../support/relay-client.ts';
import { RelayProcess } from '../support/relay-process.ts';
import { type Bench, quantile, type Report } from './support/bench.ts';

/** A relay in a process of its own, with a brief on it. */
interface Hosted {
  relay: RelayProcess;
  client: RelayClient;
  brief: SharedBrief;
  token: string;
}

const annotation = (client: RelayClient, { id }: SharedBrief) =>
  client.entry(id, { type: 'annotated', kind: 'claim', tags: [], anchors: [] });

const comment = (client: RelayClient, { id }: SharedBrief, about: Entry) =>
  client.entry(id, { type: 'commented', annotation: about.id, body: 'Who says so, and since when?' });

const open = ({ client, brief, token }: Hosted, protocol: string) =>
  RawSocket.open(client.address, brief.id, 'notes', [protocol, `${TOKEN_PROTOCOL_PREFIX}${token}`]);

/** Longer than a part takes on a busy machine: a thousand briefs are shared, and left alone until they leave the memory. */
const MOST_MS = 10 * 60_000;

const sleep = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

async function hosting(work: (hosted: Hosted) => Promise<void>): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'briefmark-relay-'));
  const relay = RelayProcess.startFor(MOST_MS, '--data', data, '--port', '0');
  try {
    const client = new RelayClient(await relay.address(), personCalled('Ann'));
    const { brief, body } = await client.share();
    await work({ relay, client, brief, token: body.token });
  } finally {
    await relay.kill();
    await rm(data, { recursive: true });
  }
}

/** The memory that a process has, in megabytes. */
async function memoryOf({ child }: RelayProcess): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

/** What one more update costs as the brief grows, verified and folded. */
async function admission(report: Report): Promise<void> {
  const ann = new RelayClient('', personCalled('Ann'));
  const brief = { id: 'a'.repeat(64) as SharedBrief['id'], founder: ann.person, nonce: '' };
  const room = new NotesAdmission({ id: brief.id, founder: ann.person.person.id, nonce: '' });
  const doc = new Y.Doc();
  const sender = () => ({ person: ann.person.person.id, now: Date.now() });
  let updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const costs: number[] = [];
  for (const size of [100, 1_000, 10_000]) {
    updates = [];
    const missing = Array.from({ length: size - doc.getMap('entries').size }, () => annotation(ann, brief));
    put(doc, ...missing);
    for (const update of updates) room.take(update, sender());
    updates = [];
    for (let i = 0; i < 200; i++) put(doc, comment(ann, brief, missing[i % missing.length] as Entry));
    const each = updates.map((update) => {
      const start = performance.now();
      if (room.take(update, sender()).is !== 'admitted') throw new Error('It was not admitted.');
      return performance.now() - start;
    });
    costs.push(quantile(each, 0.5));
    report({ what: `admission of a comment at ${size} annotations`, value: costs.at(-1) as number, unit: 'ms' });
  }
  report({
    what: 'growth from 100 to 10,000',
    value: (costs[2] as number) / (costs[0] as number),
    unit: 'times',
    atMost: 1.5,
  });
}

/** Somebody joins a long brief. */
async function longBrief(report: Report): Promise<void> {
  await hosting(async (hosted) => {
    const { client, brief } = hosted;
    const writer = await open(hosted, ACK_PROTOCOL);
    const doc = new Y.Doc();
    const annotations = Array.from({ length: 5_000 }, () => annotation(client, brief));
    const comments = Array.from({ length: 10_000 }, (_, i) => comment(client, brief, annotations[i % 5_000] as Entry));
    put(doc, ...annotations, ...comments);
    const start = performance.now();
    writer.sendUpdate(Y.encodeStateAsUpdate(doc));
    await until('all is decided', () => writer.decided === 1, 300_000);
    report({
      what: '5,000 annotations and 10,000 comments given at once',
      value: performance.now() - start,
      unit: 'ms',
    });
    const join = performance.now();
    const room = client.connect(brief.id, 'notes', hosted.token);
    await until('all is here', () => room.doc.getMap('entries').size === 15_000, 300_000);
    report({
      what: 'the same joined by another, unverified',
      value: performance.now() - join,
      unit: 'ms',
      atMost: 1_000,
    });
    room.provider.destroy();
  });
}

/** Many are connected and say nothing. */
async function idleConnections(report: Report): Promise<void> {
  await hosting(async (hosted) => {
    const before = await memoryOf(hosted.relay);
    const writer = await open(hosted, ACK_PROTOCOL);
    const people = Array.from({ length: 50 }, (_, i) => new RelayClient(hosted.client.address, personCalled(`P ${i}`)));
    const doc = new Y.Doc();
    doc.on('update', (update: Uint8Array) => writer.sendUpdate(update));
    for (const { person } of people)
      put(doc, hosted.client.entry(hosted.brief.id, { type: 'role', person: person.person.id, role: 'viewer' }));
    await until('all have roles', () => writer.decided === people.length);
    writer.socket.close();
    await writer.closed;
    const idle: RawSocket[] = [];
    for (const client of people) {
      const { body } = await client.addDevice(hosted.brief.id);
      const sockets = Array.from({ length: 20 }, () => open({ ...hosted, client, token: body.token }, PLAIN_PROTOCOL));
      idle.push(...(await Promise.all(sockets)));
      // Of one address a relay takes a thousand requests at once and fifty a second; these are a few more.
      await sleep(50);
    }
    await sleep(1_000);
    const lost = idle.filter(({ socket }) => socket.readyState !== socket.OPEN);
    const codes = new Set((await Promise.all(lost.map(({ closed }) => closed))).map(({ code }) => code));
    if (lost.length > 0) throw new Error(`${lost.length} were closed with ${[...codes].join(', ')}.`);
    report({ what: 'memory for 1,000 idle connections', value: (await memoryOf(hosted.relay)) - before, unit: 'MB' });
    for (const { socket } of idle) socket.close();
  });
}

/** Many briefs were shared, and nobody is connected to them. */
async function briefsAtRest(report: Report): Promise<void> {
  await hosting(async (hosted) => {
    const before = await memoryOf(hosted.relay);
    for (let i = 0; i < 1_000; i++) await hosted.client.share();
    report({ what: 'memory for 1,000 briefs just shared', value: (await memoryOf(hosted.relay)) - before, unit: 'MB' });
    await sleep(IDLE_BRIEF_MS + 10_000);
    report({ what: 'memory for 1,000 briefs at rest', value: (await memoryOf(hosted.relay)) - before, unit: 'MB' });
  });
}

const PARTS = {
  admission,
  'a long brief': longBrief,
  'idle connections': idleConnections,
  'briefs at rest': briefsAtRest,
} as const;

export default {
  name: 'Relay',
  about: 'what an update costs to judge, and what a brief and those who are connected take',
  parts: Object.keys(PARTS),
  run: (report, part) => PARTS[part as keyof typeof PARTS](report),
} satisfies Bench;
