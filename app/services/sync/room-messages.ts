import { decoding, encoding } from 'lib0';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';
import { MESSAGE, type RefusedUpdate, readDecided, readRefused } from '../../../shared/relay/messages.ts';

/** What a relay says in a room. */
export type RoomMessage =
  /** What the relay has; it wants what it lacks. */
  | { type: 'relay-has'; stateVector: Uint8Array }
  /** The answer to what we said that we have. */
  | { type: 'answer'; update: Uint8Array }
  | { type: 'update'; update: Uint8Array }
  | { type: 'awareness'; update: Uint8Array }
  | { type: 'query-awareness' }
  /** So many of this connection's messages with content are decided: on the relay's disk, or refused. */
  | { type: 'decided'; count: number }
  | { type: 'refused'; refused: RefusedUpdate };

/**
 * Reads a message of the relay's.
 *
 * @returns undefined for a type that this version doesn't know
 * @throws {Error} where it is malformed
 */
export function readRoomMessage(bytes: Uint8Array): RoomMessage | undefined {
  const decoder = decoding.createDecoder(bytes);
  switch (decoding.readVarUint(decoder)) {
    case MESSAGE.sync:
      return readSync(decoder);
    case MESSAGE.awareness:
      return { type: 'awareness', update: decoding.readVarUint8Array(decoder) };
    case MESSAGE.queryAwareness:
      return { type: 'query-awareness' };
    case MESSAGE.decided:
      return { type: 'decided', count: readDecided(decoder) };
    case MESSAGE.refused:
      return { type: 'refused', refused: readRefused(decoder) };
    default:
      return undefined;
  }
}

function readSync(decoder: decoding.Decoder): RoomMessage | undefined {
  const step = decoding.readVarUint(decoder);
  // Copies: Yjs keeps parts of what it is given, and with them the whole buffer of the socket.
  const bytes = decoding.readVarUint8Array(decoder).slice();
  switch (step) {
    case messageYjsSyncStep1:
      return { type: 'relay-has', stateVector: bytes };
    case messageYjsSyncStep2:
      return { type: 'answer', update: bytes };
    case messageYjsUpdate:
      return { type: 'update', update: bytes };
    default:
      return undefined;
  }
}

/** Says what we have; the relay answers with what we lack. */
export function weHave(stateVector: Uint8Array): Uint8Array {
  return framed(MESSAGE.sync, stateVector, messageYjsSyncStep1);
}

/** Answers what the relay has with what it lacks. */
export function answerWith(update: Uint8Array): Uint8Array {
  return framed(MESSAGE.sync, update, messageYjsSyncStep2);
}

/** What somebody did, as it happens: a Yjs update. */
export function updateMessage(update: Uint8Array): Uint8Array {
  return framed(MESSAGE.sync, update, messageYjsUpdate);
}

/** Who is here, and where: an update of y-protocols' awareness. */
export function awarenessMessage(update: Uint8Array): Uint8Array {
  return framed(MESSAGE.awareness, update);
}

function framed(type: number, bytes: Uint8Array, step?: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type);
    if (step !== undefined) encoding.writeVarUint(encoder, step);
    encoding.writeVarUint8Array(encoder, bytes);
  });
}
