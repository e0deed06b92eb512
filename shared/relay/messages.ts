import { decoding, encoding } from 'lib0';
import { z } from 'zod';

/*
 * What goes over the sockets between a relay and its clients, so that both sides read by one text; docs/relay.md
 * explains it.
 */

/** The rooms of a brief; `me` is one for each person. */
export const ROOMS = ['notes', 'text', 'me'] as const;
export type RoomName = (typeof ROOMS)[number];

/** A plain client: only what y-websocket knows is sent to it. */
export const PLAIN_PROTOCOL = 'briefmark.v1';
/** A client that also reads messages 100 and 101. */
export const ACK_PROTOCOL = 'briefmark.ack';
/** What stands before a credential among the subprotocols that a client offers. */
export const TOKEN_PROTOCOL_PREFIX = 'briefmark.token.';

/** Why a relay closes a socket. Codes of the 44xx family mean: don't try again the same way. */
export const CLOSE = {
  /** A message that can't be read. */
  malformed: 4400,
  /** No credential, or one that the relay doesn't know or has ended. */
  unauthorised: 4401,
  /** A change was refused, and the client is a plain one. */
  refused: 4403,
  /** There is no such brief or room here. */
  notFound: 4404,
  /** The person is no member any more: removed by an owner, or gone by themselves. */
  removed: 4410,
  /** More, faster or worse than anybody does by hand. */
  abuse: 4429,
  /** Larger than the relay takes. */
  tooLarge: 1009,
  /** A defect of the relay, or something on its disk that can't be read; try again, not at once. */
  defect: 1011,
  /** The relay is being stopped; try again. */
  restarting: 1012,
  /** The relay can't now: its disk is full, or the client reads too slowly; try again. */
  tryAgain: 1013,
} as const;

/** The first number of each message on a socket: 0 to 3 are y-websocket's own. */
export const MESSAGE = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, decided: 100, refused: 101 } as const;

/** A refusal names no more entries than this. */
const MAX_REFUSED_IDS = 100;
/** Longer than the name of any rule, and than any sentence that is read. */
const MAX_RULE_LETTERS = 40;
const MAX_SENTENCE_LETTERS = 500;

/** Message 101: an update that the relay refused. */
export interface RefusedUpdate {
  /** The SHA-256 of the update as it was sent (the bytes inside the sync message), in lower-case hexadecimal. */
  update: string;
  /** A `Rule`, or one of a newer relay's. */
  rule: string;
  /** The entries that were not admitted, where the rule is about entries. */
  ids: string[];
  /** The rule in words for people, for whom this app doesn't know it; older relays leave it empty. */
  sentence: string;
}

/**
 * Message 100: how many of this connection's sync messages with content (step 2 and update) are decided, counted from
 * the first: on the relay's disk, or refused.
 */
export function encodeDecided(count: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.decided);
    encoding.writeVarUint(encoder, count);
  });
}

/** Reads message 100 behind its first number. */
export function readDecided(decoder: decoding.Decoder): number {
  return decoding.readVarUint(decoder);
}

/** Message 101. */
export function encodeRefused({ update, rule, ids, sentence }: RefusedUpdate): Uint8Array {
  const named = ids.slice(0, MAX_REFUSED_IDS);
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.refused);
    encoding.writeVarString(encoder, update);
    encoding.writeVarString(encoder, rule);
    encoding.writeVarUint(encoder, named.length);
    for (const id of named) encoding.writeVarString(encoder, id);
    encoding.writeVarString(encoder, sentence);
  });
}

const refusedSchema = z.object({
  update: z.string(),
  rule: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .max(MAX_RULE_LETTERS),
  ids: z.array(z.string()).max(MAX_REFUSED_IDS),
  sentence: z.string().max(MAX_SENTENCE_LETTERS),
});

/**
 * Reads message 101 behind its first number.
 *
 * @throws {Error} where it isn't one
 */
export function readRefused(decoder: decoding.Decoder): RefusedUpdate {
  const update = decoding.readVarString(decoder);
  const rule = decoding.readVarString(decoder);
  const length = Math.min(decoding.readVarUint(decoder), MAX_REFUSED_IDS + 1);
  const ids = Array.from({ length }, () => decoding.readVarString(decoder));
  const sentence = decoding.hasContent(decoder) ? decoding.readVarString(decoder) : '';
  return refusedSchema.parse({ update, rule, ids, sentence });
}
