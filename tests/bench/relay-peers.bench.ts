import { readFile } from 'node:fs/promises';
import { encoding } from 'lib0';
import * as Y from 'yjs';
import { MESSAGE } from '../../shared/relay/messages.ts';
import { put, until } from '../support/relay-client.ts';
import { type Bench, quantile, type Report } from './support/bench.ts';
import {
  type BenchRoom,
  briefmark,
  type Connection,
  type Contestant,
  hocuspocus,
  yWebsocket,
} from './support/contestants.ts';

const UPDATES_A_SECOND = 20;
const SECONDS = 10;
const WARM_UP = 2;
/** How many updates each has handled before, in another room; of no author more than a relay takes from one at once. */
const EARLIER = 6_000;
const EARLIER_AUTHORS = 4;
const EARLIER_AT_ONCE = 20;
/** What the kernel counts processor time in, on every Linux that Node runs on. */
const TICK_MS = 10;

const LOADS = {
  '100 observers with presence': { observers: 100, presence: true },
  '200 observers': { observers: 200, presence: false },
} as const;

export default {
  name: 'The relay beside others',
  about: `${UPDATES_A_SECOND} signed annotations a second to all observers for ${SECONDS} s, by relays that have handled ${EARLIER} before; presence is one a second each`,
  needs: ['peers'],
  parts: Object.keys(LOADS),
  async run(report: Report, part: string) {
    const { observers, presence } = LOADS[part as keyof typeof LOADS];
    const results = new Map<string, Measured>();
    for (const start of [() => briefmark(observers + 1), yWebsocket, hocuspocus]) {
      const contestant = await start();
      try {
        await workBefore(contestant);
        results.set(contestant.name, await measure(contestant, observers, presence));
      } finally {
        await contestant.stop();
      }
    }
    for (const [name, { p50, p99, cpu }] of results) {
      report({ what: `${part}: ${name}: p50`, value: p50, unit: 'ms' });
      report({ what: `${part}: ${name}: p99`, value: p99, unit: 'ms' });
      report({ what: `${part}: ${name}: processor time`, value: cpu, unit: 'ms' });
    }
    const [ours, ...others] = [...results.values()] as [Measured, ...Measured[]];
    const best = (value: (measured: Measured) => number) => Math.min(...others.map(value));
    report({ what: `${part}: our p99`, value: ours.p99, unit: 'ms', atMost: 50 });
    report({
      what: `${part}: our p99 against the better of theirs`,
      value: ours.p99 / best(({ p99 }) => p99),
      unit: 'times',
      ...(presence ? { atMost: 1 } : {}),
    });
    report({
      what: `${part}: our processor time against the better of theirs`,
      value: ours.cpu / best(({ cpu }) => cpu),
      unit: 'times',
      atMost: 1.2,
    });
  },
} satisfies Bench;

interface Measured {
  p50: number;
  p99: number;
  cpu: number;
}

/** Has it handle updates as fast as it does, with one that reads along. */
async function workBefore({ earlier, name }: Contestant): Promise<void> {
  const observer = await earlier.connect(0);
  let seen = 0;
  observer.onMessage((data) => {
    seen += [...data.toString('latin1').matchAll(/seq-\d+;/g)].length;
  });
  const authors: Connection[] = [];
  for (let at = 1; at <= EARLIER_AUTHORS; at++) authors.push(await earlier.connect(at));
  const docs = authors.map(docThatSendsBy);
  for (let i = 0; i < EARLIER; i++) {
    put(docs[i % docs.length] as Y.Doc, entryWith(earlier, i));
    if (i % EARLIER_AT_ONCE === 0) await until(`${name} keeps up`, () => seen > i - EARLIER_AT_ONCE);
  }
  await until(`${name} has worked`, () => seen === EARLIER);
  for (const each of [observer, ...authors]) each.close();
}

async function measure({ room, pid, name }: Contestant, observers: number, presence: boolean): Promise<Measured> {
  const author = await room.connect(0);
  const sentAt: number[] = [];
  const latencies: number[] = [];
  const connections = [author];
  for (let i = 1; i <= observers; i++) {
    const observer = await room.connect(i);
    connections.push(observer);
    observer.onMessage((data) => {
      const now = performance.now();
      if (data[0] !== MESSAGE.sync) return;
      for (const [, number] of data.toString('latin1').matchAll(/seq-(\d+);/g)) {
        if (Number(number) >= WARM_UP * UPDATES_A_SECOND) latencies.push(now - (sentAt[Number(number)] ?? now));
      }
    });
  }

  const doc = docThatSendsBy(author);
  const ends: (() => void)[] = [];
  if (presence) for (const [i, each] of connections.slice(1).entries()) ends.push(showPresence(each, i));
  let cpuBefore = 0;
  const count = (WARM_UP + SECONDS) * UPDATES_A_SECOND;
  const began = performance.now();
  for (let i = 0; i < count; i++) {
    if (i === WARM_UP * UPDATES_A_SECOND) cpuBefore = await processorTime(pid);
    await new Promise((done) =>
      setTimeout(done, Math.max(0, began + (i * 1_000) / UPDATES_A_SECOND - performance.now())),
    );
    const entry = entryWith(room, i);
    sentAt[i] = performance.now();
    put(doc, entry);
  }
  const cpu = (await processorTime(pid)) - cpuBefore;
  const wanted = SECONDS * UPDATES_A_SECOND * observers;
  for (let waited = 0; latencies.length < wanted && waited < 5_000; waited += 100) {
    await new Promise((done) => setTimeout(done, 100));
  }
  for (const end of ends) end();
  for (const each of connections) each.close();
  if (latencies.length !== wanted) throw new Error(`${name}: ${latencies.length} of ${wanted} arrived.`);
  return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99), cpu };
}

function docThatSendsBy(author: Connection): Y.Doc {
  const doc = new Y.Doc();
  doc.on('update', (update: Uint8Array) =>
    author.send(MESSAGE.sync, (encoder) => {
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint8Array(encoder, update);
    }),
  );
  return doc;
}

/** An annotation that those who receive it know by its number. */
function entryWith({ writer, brief }: BenchRoom, number: number) {
  const quote = { exact: `seq-${number};`, prefix: 'so many words before it, ', suffix: ' and as many behind it' };
  const anchors = [{ start: {}, end: {}, quote, offset: number }];
  return writer.entry(brief.id, { type: 'annotated', kind: 'claim', tags: [], anchors });
}

/** Moves a caret once a second, each connection at a moment of its own. */
function showPresence(connection: Connection, at: number): () => void {
  let clock = 0;
  const client = 1_000 + at;
  const show = () => {
    const state = { user: { name: `Reader ${at}`, colour: '#4c5561' }, reading: { from: clock * 40, to: clock * 40 } };
    const update = encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, ++clock);
      encoding.writeVarString(encoder, JSON.stringify(state));
    });
    connection.send(MESSAGE.awareness, (encoder) => encoding.writeVarUint8Array(encoder, update));
  };
  let every: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    show();
    every = setInterval(show, 1_000);
  }, at * 10);
  return () => {
    clearTimeout(first);
    clearInterval(every);
  };
}

/** The processor time that a process has had, in milliseconds. */
async function processorTime(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name, in parentheses, may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
