import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { z } from 'zod';
import { Refusal } from '../../../shared/refusal.ts';
import { type ErrorCode, errorAnswerSchema } from '../../../shared/relay/requests.ts';
import {
  isCertificateError,
  isNoTls,
  notEncrypted,
  notReached,
  otherCertificate,
  type TlsOptions,
  unknownCertificate,
} from './trust.ts';

/** Longer than a relay takes to answer anything, over the worst of lines. */
const PATIENCE_MS = 30_000;
/** The largest answer: an image, which is larger than any list of people. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** What is asked of a relay over HTTP. */
export interface RelayRequest {
  method: 'GET' | 'PUT' | 'POST';
  address: URL;
  tls: TlsOptions;
  /** Sent as a bearer token, never in the address. */
  token?: string;
  /** Sent as JSON, or as it is where it is bytes. */
  body?: unknown;
}

/**
 * Asks a relay something and gives its answer, as its schema reads it.
 *
 * @throws {Refusal} where it can't be reached, isn't trusted, or refuses; the code is then `relay-` and the relay's own
 */
export async function askRelay<T>(asked: RelayRequest, schema: z.ZodType<T>): Promise<T> {
  const { status, bytes } = await exchange(asked);
  const json = parseJson(bytes);
  if (status >= 400) throw refusalOf(asked.address, status, json);
  const answer = schema.safeParse(json);
  if (!answer.success) throw noRelay(asked.address);
  return answer.data;
}

/** The same for an answer that is bytes; undefined where the relay doesn't have them. */
export async function askRelayForBytes(asked: RelayRequest): Promise<Uint8Array | undefined> {
  const { status, bytes } = await exchange(asked);
  if (status === 404) return undefined;
  if (status >= 400) throw refusalOf(asked.address, status, parseJson(bytes));
  return bytes;
}

/** What time it is at a relay, in milliseconds since 1970; undefined where it can't be reached or doesn't tell. */
export async function relayClock(relay: URL, tls: TlsOptions): Promise<number | undefined> {
  const address = new URL(`${relay.href.replace(/\/$/, '')}/healthz`);
  const { date } = await exchange({ method: 'GET', address, tls }).catch(() => ({ date: undefined }));
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** What a relay answered. */
interface Answer {
  status: number;
  bytes: Uint8Array;
  /** By its own clock, to the second. */
  date: string | undefined;
}

function exchange({ method, address, tls, token, body }: RelayRequest): Promise<Answer> {
  const isBytes = body instanceof Uint8Array;
  const payload = body === undefined ? undefined : isBytes ? body : Buffer.from(JSON.stringify(body));
  const headers = {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(payload
      ? { 'content-type': isBytes ? 'application/octet-stream' : 'application/json', 'content-length': payload.length }
      : {}),
  };
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      const isKnown = tls.ca !== undefined;
      const untrusted = isKnown ? otherCertificate : unknownCertificate;
      const refusal = isCertificateError(error) ? untrusted : isNoTls(error) ? notEncrypted : notReached;
      reject(refusal(address, error));
    };
    const send = address.protocol === 'https:' ? requestHttps : requestHttp;
    const sent = send(address, { method, headers, agent: false, timeout: PATIENCE_MS, ...tls }, (answer) => {
      const chunks: Buffer[] = [];
      let length = 0;
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > MAX_ANSWER_BYTES) sent.destroy(new Error('The answer is too large.'));
      });
      answer.on('error', fail);
      answer.on('end', () => {
        const { statusCode: status = 500, headers } = answer;
        resolve({ status, bytes: Buffer.concat(chunks), date: headers.date });
      });
    });
    sent.on('timeout', () => sent.destroy(new Error('No answer in time.')));
    sent.on('error', fail);
    sent.end(payload);
  });
}

const newerAnswerSchema = z.object({ error: z.object({ code: z.string(), message: z.string().max(500) }) });

/** What a relay's refusals mean for the person, and what they can do. */
const SENTENCES: Partial<Record<ErrorCode, string>> = {
  unauthorised: 'The relay does not know this device’s credential. Join again with a new link.',
  'no-such-brief': 'The relay does not have this brief. Ask who invited you, or share it there as its owner.',
  'too-many-requests': 'The relay was asked too often in a short time. Wait a minute, then try again.',
  clock: 'This computer’s clock is more than ten minutes off the relay’s. Set it right, then try again.',
  'wrong-proof': 'The relay did not believe who asks. Try again; if it happens again, ask for a new link.',
  'wrong-key': 'This computer’s keys are not this person’s. Import your identity from your other computer.',
  closed: 'This relay takes no new briefs. Ask its operator, or use another one.',
  'not-a-member': 'You are not a member of this brief on the relay. Ask an owner for an invitation.',
  removed: 'An owner ended your part in this brief. Ask an owner for a new invitation.',
  'invitation-unknown': 'The relay does not know this invitation. Check that the link is whole, or ask for a new one.',
  'invitation-expired': 'This invitation has expired. Ask who invited you for a new one.',
  'invitation-used-up': 'This invitation was used already. Ask who invited you for a new one.',
  'invitation-revoked': 'This invitation was taken back. Ask who invited you for a new one.',
  'already-a-member': 'You are a member of this brief already.',
  quota: 'The relay has no more room for this brief. Ask its operator.',
  'disk-full': 'The relay’s disk is full, so it takes nothing now. Nothing is lost here; ask its operator.',
  'not-an-image': 'The relay takes pictures only.',
  'too-large': 'This is larger than the relay takes.',
};

function refusalOf(address: URL, status: number, json: unknown): Refusal {
  const parsed = errorAnswerSchema.safeParse(json);
  if (!parsed.success) return newerRelay(address, json) ?? noRelay(address, status);
  const { code, message } = parsed.data.error;
  return new Refusal(`relay-${code}`, SENTENCES[code] ?? `The relay ${address.host} refused this: ${message}`);
}

function noRelay(address: URL, status?: number): Refusal {
  const said = status === undefined ? '' : ` (it answered ${status})`;
  return new Refusal('no-relay', `What answers at ${address.host} is no relay of Briefmark${said}. Check the address.`);
}

/** An answer in the form of our relays, with a code that came after this version. */
function newerRelay(address: URL, json: unknown): Refusal | undefined {
  const said = newerAnswerSchema.safeParse(json);
  if (!said.success) return undefined;
  return new Refusal(
    'relay-newer',
    `The relay ${address.host} refused this for a reason that this Briefmark does not know: the relay is newer. It says: “${said.data.error.message}” Update Briefmark, then try again.`,
  );
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
