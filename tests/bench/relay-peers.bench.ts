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
/** They take turns, so that a while in which the machine is slower is everybody's. */
const ROUNDS = 4;
const SECONDS_A_ROUND = 10;
const WARM_UP = 2;
/**
 * How many updates each has handled before, in another room and in the one that is measured: a relay runs for weeks,
 * and what is measured isn't how V8 gets to know its code.
 */
const EARLIER_ELSEWHERE = 4_000;
const EARLIER_HERE = 2_000;
/** Of no author comes more than a relay takes from one at once. */
const EARLIER_AUTHORS = 4;
const EARLIER_AT_ONCE = 20;
/** They are numbered from here on: who reads slowly may get the last ones late. */
const EARLIER_FROM = 1_000_000;
/** Longer than it takes by far; a relay that loses one shall fail, not hang. */
const ARRIVES_WITHIN_MS = 5_000;
/** What the kernel counts processor time in, on every Linux that Node runs on. */
const TICK_MS = 10;

const LOADS = {
  '100 observers with presence': { observers: 100, presence: true },
  '200 observers': { observers: 200, presence: false },
} as const;

export default {
  name: 'The relay beside others',
  about: `${UPDATES_A_SECOND} signed annotations a second to all observers in ${ROUNDS} turns of ${SECONDS_A_ROUND} s, by relays that have handled ${EARLIER_ELSEWHERE + EARLIER_HERE} before; presence is one a second each`,
  needs: ['peers'],
  parts: Object.keys(LOADS),
  async run(report: Report, part: string) {
    const { observers, presence } = LOADS[part as keyof typeof LOADS];
    const contestants: Contestant[] = [];
    const races: Race[] = [];
    try {
      for (const start of [() => briefmark(observers + 1), yWebsocket, hocuspocus]) {
        const contestant = await start();
        contestants.push(contestant);
        races.push(await Race.prepare(contestant, observers, presence));
      }
      for (let round = 0; round < ROUNDS; round++) for (const race of races) await race.run();
    } finally {
      for (const contestant of contestants) await contestant.stop();
    }
    const results = new Map(races.map((race) => [race.contestant.name, race.measured]));
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
  const authors: Connection[] = [];
  for (let at = 1; at <= EARLIER_AUTHORS; at++) authors.push(await earlier.connect(at));
  await writeFast(name, earlier, authors, observer, EARLIER_ELSEWHERE);
  for (const each of [observer, ...authors]) each.close();
}

/** Writes as fast as it is handed on. */
async function writeFast(name: string, room: BenchRoom, authors: Connection[], observer: Connection, count: number) {
  let seen = 0;
  const stop = observer.onMessage((data) => {
    seen += numbersIn(data).length;
  });
  const docs = authors.map(docThatSendsBy);
  for (let i = 0; i < count; i++) {
    put(docs[i % docs.length] as Y.Doc, entryWith(room, EARLIER_FROM + i));
    if (i % EARLIER_AT_ONCE === 0) await until(`${name} keeps up`, () => seen > i - EARLIER_AT_ONCE);
  }
  await until(`${name} has worked`, () => seen === count);
  stop();
}

/** One contestant, with its author and its observers. */
class Race {
  private readonly latencies: number[] = [];
  private cpu = 0;
  /** How many updates were written. */
  private written = 0;

  private constructor(
    readonly contestant: Contestant,
    private readonly doc: Y.Doc,
    private readonly watching: readonly Connection[],
    private readonly presence: boolean,
  ) {}

  /** Connects all, and has it work. */
  static async prepare(contestant: Contestant, observers: number, presence: boolean): Promise<Race> {
    await workBefore(contestant);
    const { room, name } = contestant;
    const doc = docThatSendsBy(await room.connect(0));
    const watching: Connection[] = [];
    for (let i = 1; i <= observers; i++) watching.push(await room.connect(i));
    const race = new Race(contestant, doc, watching, presence);
    const end = race.showPresence();
    await writeFast(name, room, watching.slice(0, EARLIER_AUTHORS), watching.at(-1) as Connection, EARLIER_HERE);
    end();
    return race;
  }

  async run(): Promise<void> {
    const { doc, watching } = this;
    const { room, pid, name } = this.contestant;
    const first = this.written;
    const counted = first + WARM_UP * UPDATES_A_SECOND;
    this.written = counted + SECONDS_A_ROUND * UPDATES_A_SECOND;
    const sentAt = new Map<number, number>();
    // What the clients' own memory costs shall not be told of the relays.
    globalThis.gc?.();
    let arrived = 0;
    const ends = watching.map((each) =>
      each.onMessage((data) => {
        const now = performance.now();
        for (const number of numbersIn(data)) {
          if (number >= EARLIER_FROM) continue;
          arrived++;
          if (number >= counted) this.latencies.push(now - (sentAt.get(number) as number));
        }
      }),
    );
    ends.push(this.showPresence());
    let cpuBefore = 0;
    const began = performance.now();
    for (let i = first; i < this.written; i++) {
      if (i === counted) cpuBefore = await processorTime(pid);
      const due = began + ((i - first) * 1_000) / UPDATES_A_SECOND;
      await new Promise((done) => setTimeout(done, Math.max(0, due - performance.now())));
      const entry = entryWith(room, i);
      sentAt.set(i, performance.now());
      put(doc, entry);
    }
    this.cpu += (await processorTime(pid)) - cpuBefore;
    const wanted = (this.written - first) * watching.length;
    await until(`${name} has handed on all`, () => arrived === wanted, ARRIVES_WITHIN_MS);
    for (const end of ends) end();
  }

  get measured(): Measured {
    return { p50: quantile(this.latencies, 0.5), p99: quantile(this.latencies, 0.99), cpu: this.cpu };
  }

  /** Returns what ends it. */
  private showPresence(): () => void {
    if (!this.presence) return () => {};
    const ends = this.watching.map(showPresence);
    return () => {
      for (const end of ends) end();
    };
  }
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

/** With a space: no signature has one. */
const MARK = 'no. ';
const DIGIT_0 = 0x30;
const SEMICOLON = 0x3b;

/** An annotation that those who receive it know by its number. */
function entryWith({ writer, brief }: BenchRoom, number: number) {
  const quote = { exact: `${MARK}${number};`, prefix: 'so many words before it, ', suffix: ' and as many behind it' };
  const anchors = [{ start: {}, end: {}, quote, offset: number }];
  return writer.entry(brief.id, { type: 'annotated', kind: 'claim', tags: [], anchors });
}

/** The numbers of the annotations in a message; nothing is decoded, since the observers' work delays what they see. */
function numbersIn(data: Buffer): number[] {
  const numbers: number[] = [];
  if (data[0] !== MESSAGE.sync) return numbers;
  for (let at = data.indexOf(MARK); at !== -1; at = data.indexOf(MARK, at)) {
    let number = 0;
    for (at += MARK.length; at < data.length && data[at] !== SEMICOLON; at++)
      number = number * 10 + (data[at] as number) - DIGIT_0;
    numbers.push(number);
  }
  return numbers;
}

/**
 * Moves a caret once a second, each connection at a moment of its own: in the app who scrolls or types tells of it every
 * 0.4 s, and who reads hardly ever.
 */
function showPresence(connection: Connection, at: number): () => void {
  // Later than what an earlier turn told.
  let clock = Math.floor(performance.now());
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
