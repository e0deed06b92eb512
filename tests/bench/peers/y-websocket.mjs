/** @y/websocket-server as its own example starts it: in memory, nothing judged, nothing stored. */
import { createServer } from 'node:http';
import { setupWSConnection } from '@y/websocket-server/utils';
import { WebSocketServer } from 'ws';

const server = createServer();
new WebSocketServer({ server }).on('connection', setupWSConnection);
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
