import type { WebSocket } from 'ws';
import { type Channel, messageToText, textToMessage } from '../../shared/bridge/transport/channel.ts';
import { MOST_BYTES_OF_AN_ANSWER } from '../message-limits.ts';

/** What may wait for a page that doesn't read, such as one in a browser that was stopped; then it is let go. */
const MOST_BYTES_WAITING = 2 * MOST_BYTES_OF_AN_ANSWER;

/** "Going away": the page may come back. */
const GOING_AWAY = 1001;
const NO_BINARY = 1003;

/** The bridge's messages over a WebSocket, a text each. */
export function webSocketChannel(socket: WebSocket): Channel {
  // A broken connection isn't an error of ours; the close that follows is enough.
  socket.on('error', () => {});
  return {
    send(message) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > MOST_BYTES_WAITING) socket.terminate();
      else socket.send(messageToText(message));
    },
    onMessage(listener) {
      socket.on('message', (data, isBinary) => {
        if (isBinary) socket.close(NO_BINARY);
        else listener(textToMessage(data.toString()));
      });
    },
    onClose(listener) {
      if (socket.readyState === socket.CLOSED) listener();
      else socket.once('close', () => listener());
    },
    close() {
      socket.close(GOING_AWAY);
    },
  };
}
