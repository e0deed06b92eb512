import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { Refusal } from '../../shared/refusal.ts';
import { errorCode } from '../services/disk.ts';
import { version } from '../version.ts';
import { limitAddresses } from './address-limit.ts';
import { Briefs } from './briefs.ts';
import { answer } from './http.ts';
import {
  HEADERS_TIMEOUT_MS,
  IDLE_REQUEST_MS,
  KEEP_ALIVE_CHECK_MS,
  MAX_TCP_CONNECTIONS,
  MAX_TCP_CONNECTIONS_AN_ADDRESS,
  PING_INTERVAL_MS,
  REQUEST_TIMEOUT_MS,
} from './limits.ts';
import { lockFolder } from './lock.ts';
import { Parcels } from './parcels.ts';
import { RequestRates } from './request-rates.ts';
import type { RequestSurroundings } from './requests.ts';
import { Sockets } from './sockets.ts';
import type { Certificate } from './tls.ts';
import { Transfers } from './transfers.ts';

/** How a relay is to run. */
export interface RelayOptions {
  /** The folder that holds everything that it keeps. */
  data: string;
  host: string;
  /** 0 for any that is free. */
  port: number;
  /** Without one it speaks plain HTTP: on the loopback, or behind a proxy that speaks TLS. */
  certificate?: Certificate;
  /** A proxy stands before it and says in `X-Forwarded-For` who asks. */
  behindProxy?: boolean;
  /** Takes no new briefs. */
  closed?: boolean;
  /** What happens, for whoever runs it: never a credential, never anybody's words. */
  log?: (event: string, about: Record<string, unknown>) => void;
  /** In milliseconds since 1970. */
  now?: () => number;
}

/** A relay: keeps briefs in step between those who may take part, and refuses what their role doesn't allow. */
export class Relay {
  private constructor(
    private readonly options: RelayOptions,
    private readonly server: Server,
    private readonly briefs: Briefs,
    private readonly sockets: Sockets,
    private readonly unlock: () => Promise<void>,
    private readonly timers: NodeJS.Timeout[],
  ) {}

  /**
   * Starts a relay; resolves when it takes connections.
   *
   * @throws {Refusal} where its folder can't be used, or another relay uses it, or the port is taken
   */
  static async start(options: RelayOptions): Promise<Relay> {
    const { data, certificate, closed = false, behindProxy = false, log = () => {}, now = Date.now } = options;
    const unlock = await lockFolder(data);
    try {
      const briefs = await Briefs.open(data, { now, log });
      const rates = new RequestRates(behindProxy);
      const around: RequestSurroundings = {
        briefs,
        now,
        log,
        closed,
        parcels: new Parcels(now),
        rates,
        transfers: new Transfers(),
      };
      const sockets = new Sockets(briefs, rates, log);
      const server = makeServer(certificate);
      // Behind a proxy all come from its address.
      if (!behindProxy) limitAddresses(server, MAX_TCP_CONNECTIONS_AN_ADDRESS);
      server.on('request', (request, response) => {
        if (rates.take(request)) void answer(request, response, around);
        else response.writeHead(429, { Connection: 'close' }).end();
      });
      server.on('upgrade', (request: IncomingMessage, socket, head: Buffer) => {
        if (rates.take(request)) sockets.upgrade(request, socket as Socket, head);
        else socket.destroy();
      });
      await listen(server, options);
      const timers = [
        setInterval(() => void sockets.keepAlive(), KEEP_ALIVE_CHECK_MS),
        setInterval(() => void sockets.ping(), PING_INTERVAL_MS),
      ];
      const relay = new Relay(options, server, briefs, sockets, unlock, timers);
      const fingerprint = relay.fingerprint ? { fingerprint: relay.fingerprint } : {};
      log('listening', { address: relay.address, version, briefs: briefs.count, ...fingerprint });
      return relay;
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  /** Where it is reached, such as `https://192.0.2.7:4455`. */
  get address(): string {
    const { address, port, family } = this.server.address() as AddressInfo;
    const host = family === 'IPv6' ? `[${address}]` : address;
    return `${this.options.certificate ? 'https' : 'http'}://${host}:${port}`;
  }

  /** The SHA-256 of the certificate that it made itself, which clients have to know. */
  get fingerprint(): string | undefined {
    const { certificate } = this.options;
    return certificate?.selfMade ? certificate.fingerprint : undefined;
  }

  /** Stops taking connections, closes all, and resolves when everything that it took is on the disk. */
  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    const closed = new Promise((done) => this.server.close(done));
    this.sockets.stop();
    await this.briefs.close();
    this.sockets.terminate();
    this.server.closeAllConnections();
    await closed;
    await this.unlock();
    this.options.log?.('stopped', { saved: true });
  }
}

function makeServer(certificate: Certificate | undefined): Server {
  const limits = {
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionsCheckingInterval: 2_000,
  };
  const server = certificate
    ? createHttpsServer({
        ...limits,
        cert: certificate.cert,
        key: certificate.key,
        minVersion: 'TLSv1.2',
        handshakeTimeout: HEADERS_TIMEOUT_MS,
      })
    : createHttpServer(limits);
  server.maxConnections = MAX_TCP_CONNECTIONS;
  // WebSockets, which may be silent for longer, are taken out of it by their upgrade.
  server.timeout = IDLE_REQUEST_MS;
  return server;
}

function listen(server: Server, { host, port }: RelayOptions): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', (error) => failed(listenRefusal(error, host, port)));
    server.listen({ host, port, backlog: 1024 }, done);
  });
}

function listenRefusal(error: unknown, host: string, port: number): unknown {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new Refusal(
        'port-in-use',
        `Port ${port} of ${host} is in use by another program. Give another with --port.`,
        { cause: error },
      );
    case 'EACCES':
      return new Refusal('port-not-allowed', `Port ${port} may not be used by you. Give one above 1023 with --port.`, {
        cause: error,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Refusal('no-such-host', `This computer has no address “${host}”. Give another with --host.`, {
        cause: error,
      });
    default:
      return error;
  }
}
