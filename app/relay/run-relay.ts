import { setFlagsFromString } from 'node:v8';
import { makeFolder } from '../services/disk.ts';
import { HEAP_GROWING_PERCENT } from './limits.ts';
import { Relay } from './relay.ts';
import { type Certificate, givenCertificate, isLoopback, ownCertificate } from './tls.ts';

/** What `briefmark relay` was called with. */
export interface RunOptions {
  data: string;
  host: string;
  port: number;
  cert?: string;
  key?: string;
  behindProxy?: boolean;
  closed?: boolean;
}

/** What running a relay needs of the command line. */
export interface RunSurroundings {
  io: { out(text: string): void };
  path(named: string): string;
}

/**
 * Runs a relay until the process is told to stop; resolves when everything is on the disk.
 *
 * @throws {Refusal} where it can't begin
 */
export async function runRelay(options: RunOptions, { io, path }: RunSurroundings): Promise<void> {
  const { data, host, port, behindProxy = false, closed = false } = options;
  collectMoreRarely();
  const log = (event: string, about: Record<string, unknown>) => {
    io.out(`${JSON.stringify({ time: new Date().toISOString(), event, ...about })}\n`);
  };
  const certificate = await certificateFor(options, path);
  const tls = certificate ? { certificate } : {};
  // Listened to before anybody is told that it runs: who reads that may stop it at once.
  const told = toldToStop();
  const relay = await Relay.start({ data, host, port, behindProxy, closed, log, ...tls });
  log('stopping', { signal: await told });
  await relay.stop();
}

/** V8 reads this flag whenever it plans a collection. Electron may have frozen its flags by now, so there it stays. */
function collectMoreRarely(): void {
  if (!process.versions.electron) setFlagsFromString(`--heap-growing-percent=${HEAP_GROWING_PERCENT}`);
}

/** Fulfilled with the first signal; a second one ends the process as it always does. */
function toldToStop(): Promise<NodeJS.Signals> {
  return new Promise((told) => {
    for (const each of ['SIGTERM', 'SIGINT'] as const) process.once(each, told);
  });
}

async function certificateFor(options: RunOptions, path: (named: string) => string): Promise<Certificate | undefined> {
  const { data, host, cert, key, behindProxy } = options;
  if (cert !== undefined && key !== undefined) return givenCertificate(path(cert), path(key));
  if (behindProxy || isLoopback(host)) return undefined;
  await makeFolder(data, `“${data}”`);
  return ownCertificate(data, host);
}
