import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { encoding } from 'lib0';
import WebSocket from 'ws';
import { ACK_PROTOCOL, TOKEN_PROTOCOL_PREFIX } from '../../../shared/relay/messages.ts';
import { relayPaths } from '../../../shared/relay/requests.ts';
import { personCalled } from '../../support/people.ts';
import { put, RelayClient, type SharedBrief, until } from '../../support/relay-client.ts';
import { RelayProcess } from '../../support/relay-process.ts';

/** A relay in a process of its own, and how its clients speak. */
export interface Contestant {
  name: string;
  pid: number;
  /** Where it is measured. */
  room: BenchRoom;
  /** Where it has worked before. */
  earlier: BenchRoom;
  stop(): Promise<void>;
}

/** Some brief's notes, or what stands for them where there are no briefs. */
export interface BenchRoom {
  /** The writer of every update, with the id of the brief that it writes into. */
  writer: RelayClient;
  brief: SharedBrief;
  /** Opens a connection that takes part in the room: the writer's first. */
  connect(at: number): Promise<Connection>;
}

/** One client's connection, without a document of its own: a hundred of these must cost little. */
export interface Connection {
  send(kind: number, write: (encoder: encoding.Encoder) => void): void;
  /** Every message after the name of the room, where the wire has one. Returns what ends it. */
  onMessage(listener: (data: Buffer) => void): () => void;
  close(): void;
}

const SYNC = 0;
const ROOM = 'notes';

/** Longer than a bench takes by far: whatever becomes of it, no relay stays. */
const MOST_MS = 10 * 60_000;

/** Fewer than a relay lets one person have. */
const CONNECTIONS_A_PERSON = 20;

/** Briefmark's relay: judges and stores each update before it forwards it. */
export async function briefmark(connections: number): Promise<Contestant> {
  const data = await mkdtemp(join(tmpdir(), 'briefmark-bench-relay-'));
  const relay = RelayProcess.startFor(MOST_MS, '--data', data, '--port', '0');
  const address = await relay.address();
  return {
    name: 'Briefmark, which judges and stores first',
    pid: relay.child.pid as number,
    room: await sharedNotes(address, connections),
    earlier: await sharedNotes(address, CONNECTIONS_A_PERSON),
    async stop() {
      await relay.kill();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** A brief on a relay that so many connections may be opened to. */
async function sharedNotes(address: string, connections: number): Promise<BenchRoom> {
  const writer = new RelayClient(address, personCalled('Ann Okoro'));
  const { brief, body } = await writer.share();
  const owner = writer.connect(brief.id, ROOM, body.token);
  const tokens = [body.token];
  while (tokens.length * CONNECTIONS_A_PERSON < connections) {
    const member = new RelayClient(address, personCalled(`Reader ${tokens.length}`));
    put(owner.doc, writer.entry(brief.id, { type: 'role', person: member.person.person.id, role: 'commenter' }));
    await until('a member has a credential', async () => {
      const { status, body: device } = await member.addDevice(brief.id);
      if (status === 200) tokens.push(device.token);
      return status === 200;
    });
  }
  owner.provider.destroy();
  return {
    writer,
    brief,
    connect: (at) => {
      const token = tokens[Math.floor(at / CONNECTIONS_A_PERSON)] as string;
      const url = `${address.replace('http', 'ws')}${relayPaths.brief(brief.id)}/${ROOM}`;
      return connection(new WebSocket(url, [ACK_PROTOCOL, `${TOKEN_PROTOCOL_PREFIX}${token}`]));
    },
  };
}

/** @y/websocket-server, in memory. */
export async function yWebsocket(): Promise<Contestant> {
  const { child, port } = await peer('y-websocket.mjs');
  return other('@y/websocket-server 0.1.1, in memory', child, (room) =>
    connection(new WebSocket(`ws://127.0.0.1:${port}/${room}`)),
  );
}

/** Hocuspocus, in memory. */
export async function hocuspocus(): Promise<Contestant> {
  const { child, port } = await peer('hocuspocus.mjs');
  return other('Hocuspocus 4.7.0, in memory', child, (room) =>
    connection(new WebSocket(`ws://127.0.0.1:${port}`), room),
  );
}

async function other(
  name: string,
  child: ChildProcess,
  connect: (room: string) => Promise<Connection>,
): Promise<Contestant> {
  const writer = new RelayClient('http://127.0.0.1', personCalled('Ann Okoro'));
  const brief = { id: 'a'.repeat(64), founder: writer.person, nonce: '' } as SharedBrief;
  return {
    name,
    pid: child.pid as number,
    room: { writer, brief, connect: () => connect(ROOM) },
    earlier: { writer, brief, connect: () => connect('earlier') },
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function peer(program: string): Promise<{ child: ChildProcess; port: number }> {
  const { BRIEFMARK_BENCH_PEERS = '' } = process.env;
  const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit'];
  const child = spawn(process.execPath, [join(BRIEFMARK_BENCH_PEERS, program)], { stdio, timeout: MOST_MS });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, port: (JSON.parse(line) as { port: number }).port };
}

/** Opens a socket and asks for the room's state; with a name of the room it speaks as Hocuspocus does. */
async function connection(socket: WebSocket, room?: string): Promise<Connection> {
  await once(socket, 'open');
  const send: Connection['send'] = (kind, write) =>
    socket.send(
      encoding.encode((encoder) => {
        if (room !== undefined) encoding.writeVarString(encoder, room);
        encoding.writeVarUint(encoder, kind);
        write(encoder);
      }),
    );
  if (room !== undefined) {
    // Authentication, with an empty token; without it nothing else is heard.
    send(2, (encoder) => {
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, 'token');
    });
    await once(socket, 'message');
  }
  send(SYNC, (encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint8Array(encoder, Uint8Array.of(0));
  });
  return {
    send,
    onMessage: (listener) => {
      // The room's name has less than 128 bytes, so its length has one.
      const hear = (data: Buffer) => listener(room === undefined ? data : data.subarray(1 + room.length));
      socket.on('message', hear);
      return () => socket.off('message', hear);
    },
    close: () => socket.terminate(),
  };
}
