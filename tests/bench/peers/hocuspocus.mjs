/**
 * Hocuspocus without extensions: in memory, nothing judged, nothing stored. It ends connections that answer none of its
 * pings, which are messages of its own; the bench's clients, who wait for their turn, don't know them.
 */
import { Server } from '@hocuspocus/server';

const server = new Server({ port: 0, address: '127.0.0.1', quiet: true, stopOnSignals: true, timeout: 600_000 });
await server.listen();
console.log(JSON.stringify({ port: server.address.port }));
