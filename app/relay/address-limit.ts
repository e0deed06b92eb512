import type { Server, Socket } from 'node:net';
import { networkOf } from './network.ts';

/**
 * Keeps each address from taking all connections of a server: those that it has too many of are ended before anything is
 * read of them.
 *
 * @param most how many an address may have; of IPv6, a line
 */
export function limitAddresses(server: Server, most: number): void {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const network = networkOf(socket.remoteAddress ?? '');
    const others = open.get(network) ?? 0;
    if (others >= most) {
      socket.destroy();
      return;
    }
    open.set(network, others + 1);
    socket.once('close', () => {
      const left = (open.get(network) ?? 1) - 1;
      if (left > 0) open.set(network, left);
      else open.delete(network);
    });
  });
}
