import { createHash, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { serveBridge } from '../../shared/bridge/transport/server.ts';
import type { Bridge } from '../../shared/bridge.ts';
import { MOST_BYTES_OF_A_CALL } from '../message-limits.ts';
import { reportDefect } from '../report-defect.ts';
import type { Endpoint } from './endpoint.ts';
import { linesOf } from './lines.ts';
import { socketChannel } from './socket-channel.ts';

/** How long a process may take to say the secret. */
const GREETING_TIME = 5_000;

/** What the owner answers to the right secret. */
export const WELCOME = 'briefmark 1';

/** This process owns the library: no other one writes to it until it ends. */
export interface Instance {
  /** Answers the calls of other processes; those that came before now have waited. */
  serve(bridge: Bridge): void;
  /** Gives the library up, after the services are closed. */
  release(): Promise<void>;
}

/** Lets processes in that know the secret. */
export function ownerAt(endpoint: Endpoint, secret: string, release: () => Promise<void>): Instance {
  const expected = digest(secret);
  const sockets = new Set<Socket>();
  let welcome: (bridge: Bridge) => void = () => {};
  const served = new Promise<Bridge>((resolve) => {
    welcome = resolve;
  });

  endpoint.server.on('connection', (socket) => {
    sockets.add(socket);
    // A peer that dies isn't an error of ours; the close that follows is enough.
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    const timer = setTimeout(() => socket.destroy(), GREETING_TIME);
    socket.once('close', () => clearTimeout(timer));
    const lines = linesOf(socket);
    lines.hear(secret.length, (line) => {
      clearTimeout(timer);
      if (!timingSafeEqual(digest(line), expected)) {
        socket.destroy();
        return;
      }
      socket.write(`${WELCOME}\n`);
      lines.wait();
      void served.then((bridge) =>
        serveBridge(bridge, socketChannel(socket, lines, MOST_BYTES_OF_A_CALL), reportDefect),
      );
    });
  });

  return {
    serve: (bridge) => welcome(bridge),
    async release() {
      // On a full disk the mark can't be made: then the others wait until this process is gone.
      await release().catch(() => {});
      for (const socket of sockets) socket.destroy();
      await endpoint.close();
    },
  };
}

/** Digests have one length, and say nothing about how much of a guess was right. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
