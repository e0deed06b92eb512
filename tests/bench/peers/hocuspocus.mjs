/** Hocuspocus without extensions: in memory, nothing judged, nothing stored. */
import { Server } from '@hocuspocus/server';

const server = new Server({ port: 0, address: '127.0.0.1', quiet: true, stopOnSignals: true });
await server.listen();
console.log(JSON.stringify({ port: server.address.port }));
