import type { Socket } from 'node:net';

const NEWLINE = 0x0a;

/** A socket read line by line. JSON holds no bare line break, so a line is a message. */
export interface Lines {
  /** Sets who hears the lines from now on, and how long one may be. A longer one ends the socket. */
  hear(mostBytes: number, listener: (line: string) => void): void;
  /** From now on nobody hears: what comes waits in the socket. */
  wait(): void;
}

/** Reads a socket by lines; until somebody hears them, they wait. */
export function linesOf(socket: Socket): Lines {
  let most = 0;
  let listener: ((line: string) => void) | undefined;
  const chunks: Buffer[] = [];
  let length = 0;

  const take = () => {
    while (listener && !socket.destroyed) {
      const last = chunks.at(-1);
      const at = last?.indexOf(NEWLINE) ?? -1;
      // Only the newest chunk can hold a line break: the others were searched when they came.
      if (!last || at < 0) {
        if (length > most) socket.destroy();
        return;
      }
      chunks[chunks.length - 1] = last.subarray(0, at);
      const bytes = length - last.length + at;
      const line = bytes > most ? undefined : Buffer.concat(chunks).toString('utf8');
      const rest = last.subarray(at + 1);
      chunks.length = 0;
      length = 0;
      if (rest.length > 0) {
        chunks.push(rest);
        length = rest.length;
      }
      if (line === undefined) socket.destroy();
      else listener(line);
    }
  };

  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    length += chunk.length;
    take();
  });
  socket.pause();
  return {
    hear(mostBytes, next) {
      most = mostBytes;
      listener = next;
      // Not at once: whoever sets a listener from within one finishes first.
      setImmediate(() => {
        take();
        if (listener) socket.resume();
      });
    },
    wait() {
      listener = undefined;
      socket.pause();
    },
  };
}
