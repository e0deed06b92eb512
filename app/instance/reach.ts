import { existsSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bridgeOver } from '../../shared/bridge/transport/client.ts';
import type { Bridge } from '../../shared/bridge.ts';
import { MOST_BYTES_OF_AN_ANSWER } from '../message-limits.ts';
import { errorCode } from '../services/disk.ts';
import { linesOf } from './lines.ts';
import { WELCOME } from './owner.ts';
import { mayRun, type OwnerRecord, RELEASED_FILE, readRecord } from './record.ts';
import { socketChannel } from './socket-channel.ts';

/** The process that owns the library, as another one sees it. */
export interface OtherInstance {
  bridge: Bridge;
  pid: number;
  /** Fulfilled when it has ended, or this process has left it. */
  closed: Promise<void>;
  close(): void;
}

/** `gone`: nobody owns the library by this record. `silent`: somebody does, and doesn't answer yet or any more. */
export type Reached = { state: 'gone' } | { state: 'silent'; pid: number } | { state: 'there'; other: OtherInstance };

/**
 * Asks the system, not the file, whether an owner lives: a socket whose process has died refuses, in the same moment
 * and whatever process has got its id since.
 */
export async function reach(ownerFolder: string, patience: number): Promise<Reached> {
  const record = await readRecord(ownerFolder);
  if (!record || existsSync(join(ownerFolder, RELEASED_FILE))) return { state: 'gone' };
  const reached = await connect(record, patience);
  if (reached !== 'refused') return reached;
  // macOS refuses, too, while a living process has too many at its door; so ask again where it may be one.
  for (let again = 0; again < 3 && mayRun(record); again++) {
    await sleep(50);
    const reached = await connect(record, patience);
    if (reached !== 'refused') return reached;
  }
  return { state: 'gone' };
}

function connect(record: OwnerRecord, patience: number): Promise<Reached | 'refused'> {
  const { endpoint, secret, pid } = record;
  return new Promise((resolve) => {
    const socket = createConnection(endpoint);
    const timer = setTimeout(() => {
      resolve({ state: 'silent', pid });
      socket.destroy();
    }, patience);
    const settle = (reached: Reached | 'refused') => {
      clearTimeout(timer);
      resolve(reached);
    };
    socket.on('error', (error) => {
      const code = errorCode(error);
      if (code === 'ECONNREFUSED') settle('refused');
      // Somebody removed the socket: its process may still be there, and then it still writes.
      else if (code === 'ENOENT') settle(mayRun(record) ? { state: 'silent', pid } : { state: 'gone' });
      else settle({ state: 'silent', pid });
    });
    // An owner that is ending closes before it answers.
    socket.on('close', () => settle({ state: 'silent', pid }));
    const lines = linesOf(socket);
    socket.once('connect', () => socket.write(`${secret}\n`));
    lines.hear(WELCOME.length, (line) => {
      if (line !== WELCOME) {
        socket.destroy();
        return;
      }
      lines.wait();
      const channel = socketChannel(socket, lines, MOST_BYTES_OF_AN_ANSWER);
      const closed = new Promise<void>((done) => socket.once('close', () => done()));
      settle({ state: 'there', other: { bridge: bridgeOver(channel), pid, closed, close: () => socket.destroy() } });
    });
  });
}
