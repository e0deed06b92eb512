import type { BridgeMessage } from '../../bridge.ts';

/**
 * A pipe between one user of the bridge and the services: Electron IPC, a WebSocket, a local socket. Messages arrive in
 * the order in which they were sent. What comes in is unknown until the one who reads it has checked it.
 */
export interface Channel {
  /** Sends a message; does nothing once the channel is closed. */
  send(message: BridgeMessage): void;
  /** Sets who hears the messages. What came in earlier may be lost, so call it before anything can arrive. */
  onMessage(listener: (message: unknown) => void): void;
  /** Sets who hears, once, that the channel has closed, from either side. */
  onClose(listener: () => void): void;
  close(): void;
}

/** A message as text, for channels that carry text. */
export function messageToText(message: BridgeMessage): string {
  return JSON.stringify(message);
}

/** What a text says, unchecked; undefined, which is no message, where it isn't JSON. */
export function textToMessage(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
