import type { Socket } from 'node:net';
import { type Channel, messageToText, textToMessage } from '../../shared/bridge/transport/channel.ts';
import type { Lines } from './lines.ts';

/** The bridge's messages over a local socket, a line each. The socket must have an `error` listener already. */
export function socketChannel(socket: Socket, lines: Lines, mostBytes: number): Channel {
  return {
    send(message) {
      if (socket.writable) socket.write(`${messageToText(message)}\n`);
    },
    onMessage(listener) {
      lines.hear(mostBytes, (line) => listener(textToMessage(line)));
    },
    onClose(listener) {
      if (socket.destroyed) listener();
      else socket.once('close', () => listener());
    },
    close() {
      socket.end();
      // A peer that never closes its half would keep the process alive.
      socket.destroySoon();
    },
  };
}
