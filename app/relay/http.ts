import type { IncomingMessage, ServerResponse } from 'node:http';
import { type BriefId, briefIdSchema } from '../../shared/model/ids.ts';
import { Refusal } from '../../shared/refusal.ts';
import { mayAppend, type Role } from '../../shared/roles.ts';
import { version } from '../version.ts';
import type { BriefHost } from './brief-host.ts';
import type { Device } from './credentials.ts';
import { BODY_TIMEOUT_MS, MAX_BLOB_BYTES, MAX_BODY_BYTES } from './limits.ts';
import { RequestError } from './request-error.ts';
import {
  addDevice,
  history,
  leave,
  leaveParcel,
  look,
  people,
  type RequestSurroundings,
  redeem,
  share,
  takeParcel,
} from './requests.ts';

const BRIEF_PATH = /^\/v1\/([^/]+)(?:\/([a-z]+)(?:\/([0-9a-f]{64}))?)?$/;

/** What the addresses of requests are read against; nothing is asked of it. */
const BASE = 'http://relay';

/** The parts whose things have names. */
const NAMED = new Set(['blobs', 'parcels']);

/** What proves by its body who asks. */
const POSTS: Record<string, (host: BriefHost, body: unknown, around: RequestSurroundings) => Promise<unknown>> = {
  devices: addDevice,
  invitation: look,
  redeem,
};

/** Answers the HTTP requests of a relay. Every answer but an image is JSON. */
export async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  around: RequestSurroundings,
): Promise<void> {
  try {
    await dispatch(request, response, around);
  } catch (error) {
    const { code, message, status } = asRequestError(error, around);
    // What is left of a body is not read: the connection ends with the answer.
    if (!request.complete) response.setHeader('Connection', 'close');
    if (response.headersSent) response.destroy();
    else sendJson(response, status, { error: { code, message } });
  }
}

async function dispatch(
  request: IncomingMessage,
  response: ServerResponse,
  around: RequestSurroundings,
): Promise<void> {
  const { pathname, searchParams } = addressOf(request);
  const method = request.method ?? '';
  if (pathname === '/healthz') {
    demandMethod(method, 'GET');
    sendJson(response, 200, { ok: true, version });
    return;
  }
  const [, id, part = '', sha256] = BRIEF_PATH.exec(pathname) ?? [];
  const brief = briefIdSchema.safeParse(id);
  if (!brief.success || (sha256 !== undefined) !== NAMED.has(part))
    throw new RequestError('not-found', 'There is nothing here.');
  if (part === '') {
    demandMethod(method, 'PUT');
    const mayMake = () => around.rates.takeBrief(request);
    sendJson(response, 200, await share(brief.data, await readJsonBody(request), around, mayMake));
    return;
  }
  if (!around.briefs.has(brief.data)) throw new RequestError('no-such-brief', 'This relay has no such brief.');
  const withHost = <T>(work: (host: BriefHost) => Promise<T>) => around.briefs.using(brief.data, work);
  const device = () => authorised(request, brief.data, around);
  const posted = Object.hasOwn(POSTS, part) ? POSTS[part] : undefined;
  if (posted) {
    demandMethod(method, 'POST');
    const body = await readJsonBody(request);
    return sendJson(response, 200, await withHost((host) => posted(host, body, around)));
  }
  switch (part) {
    case 'people': {
      demandMethod(method, 'GET');
      await device();
      return sendJson(response, 200, await withHost(people));
    }
    case 'leave': {
      demandMethod(method, 'POST');
      const who = await device();
      return sendJson(response, 200, await withHost((host) => leave(host, who, around)));
    }
    case 'log': {
      demandMethod(method, 'GET');
      await around.transfers.begin((await device()).person, response);
      const after = Number(searchParams.get('after') ?? 0);
      if (!Number.isSafeInteger(after) || after < 0) throw new RequestError('bad-request', 'after: a whole number');
      return sendJson(response, 200, await withHost((host) => history(host, after)));
    }
    case 'parcels': {
      const name = sha256 as string;
      if (method === 'PUT') {
        const who = await device();
        return sendJson(response, 200, leaveParcel(brief.data, name, who, await readJsonBody(request), around));
      }
      demandMethod(method, 'POST');
      return sendJson(response, 200, takeParcel(brief.data, name, await readJsonBody(request), around));
    }
    case 'blobs': {
      const who = await device();
      await around.transfers.begin(who.person, response);
      return answerBlob(request, response, sha256 as string, who, withHost);
    }
    default:
      throw new RequestError('not-found', 'There is nothing here.');
  }
}

/** A comment may hold an image, as the article may. */
function mayComment(role: Role): boolean {
  return mayAppend(role, 'commented', { own: true, assigned: false });
}

async function answerBlob(
  request: IncomingMessage,
  response: ServerResponse,
  sha256: string,
  { person }: Device,
  withHost: <T>(work: (host: BriefHost) => Promise<T>) => Promise<T>,
): Promise<void> {
  if (request.method === 'PUT') {
    const mayWrite = await withHost(async ({ brief }) => mayComment(brief.roleOf(person)));
    if (!mayWrite) throw new RequestError('not-a-member', 'Images are added by those who may comment.');
    const bytes = await readBody(request, MAX_BLOB_BYTES);
    await withHost(({ blobs }) => blobs.write(sha256, bytes));
    sendJson(response, 200, { sha256, bytes: bytes.length });
    return;
  }
  demandMethod(request.method ?? '', 'GET');
  const blob = await withHost(({ blobs }) => blobs.read(sha256));
  if (!blob) throw new RequestError('not-found', 'The brief has no such image.');
  response.writeHead(200, { ...HEADERS, 'Content-Type': blob.type, 'Content-Length': blob.bytes.length });
  response.end(blob.bytes);
}

/** The device whose credential a request bears. Nothing is read of the brief for one that isn't known. */
async function authorised(request: IncomingMessage, brief: BriefId, { briefs }: RequestSurroundings): Promise<Device> {
  const [, token] = /^Bearer ([A-Za-z0-9_-]+)$/.exec(request.headers.authorization ?? '') ?? [];
  const device = token === undefined ? undefined : (await briefs.credentials(brief)).find(token);
  if (!device || (await briefs.using(brief, async (host) => host.whyOver(device))))
    throw new RequestError('unauthorised', 'The request bears no credential that this brief knows.');
  return device;
}

/** The path that an upgrade asks for; empty where it can't be read. */
export function pathOf({ url = '/' }: IncomingMessage): string {
  return URL.canParse(url, BASE) ? new URL(url, BASE).pathname : '';
}

function addressOf({ url = '/' }: IncomingMessage): URL {
  if (!URL.canParse(url, BASE)) throw new RequestError('bad-request', 'The address can’t be read.');
  return new URL(url, BASE);
}

function demandMethod(method: string, wanted: string): void {
  if (method !== wanted) throw new RequestError('method-not-allowed', `It takes ${wanted}.`);
}

async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  const late = setTimeout(() => request.destroy(), BODY_TIMEOUT_MS);
  const bytes = await readBody(request, MAX_BODY_BYTES).finally(() => clearTimeout(late));
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new RequestError('bad-request', 'The body is not JSON.');
  }
}

async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = Number(request.headers['content-length'] ?? 0);
  if (length > most) throw new RequestError('too-large', `The body may have ${most} bytes.`);
  length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > most) throw new RequestError('too-large', `The body may have ${most} bytes.`);
      chunks.push(chunk);
    }
  } catch (error) {
    // Whoever asks went away, or took too long: nothing of that is the relay's.
    throw error instanceof RequestError ? error : new RequestError('bad-request', 'The body did not come whole.');
  }
  return Buffer.concat(chunks);
}

/** Nothing here is a page, and nothing of it is to be kept by a browser. */
const HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
};

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { ...HEADERS, 'Content-Type': 'application/json', 'Content-Length': bytes.length });
  response.end(bytes);
}

function asRequestError(error: unknown, { log }: RequestSurroundings): RequestError {
  if (error instanceof RequestError) return error;
  if (error instanceof Refusal) {
    log('not-saved', { cause: error.message });
    return new RequestError('disk-full', 'The relay could not save it: its disk is full or fails.');
  }
  log('defect', { cause: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  return new RequestError('internal', 'This is a defect of the relay.');
}
