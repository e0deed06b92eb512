import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../../../shared/refusal.ts';
import { makeFolder, readJson, replaceFile } from '../disk.ts';
import type { RelayPlace } from './membership.ts';

/** The port that a relay tries first; colleagues' firewalls may know it. */
const USUAL_PORT = 4455;
/** All of this computer's addresses. */
const EVERYWHERE = '0.0.0.0';

const settingsSchema = z.object({ port: z.int().positive() });

/** A relay that runs. */
interface Running {
  relay: { address: string; stop(): Promise<void> };
  port: number;
  certificate: { cert: string };
}

/**
 * The relay that this program runs itself, so that anybody can host without a server: from the first brief that is
 * shared so, whenever the program runs.
 */
export class Hosting {
  private running: Promise<Running> | undefined;

  constructor(private readonly home: string) {}

  /** Runs the relay if one was run here before. @throws {Refusal} where its port or folder can't be had */
  async resume(): Promise<void> {
    if (settingsSchema.safeParse(await readJson(this.settings)).success) await this.start();
  }

  /** The relay, started where it isn't running yet. @throws {Refusal} where its port or folder can't be had */
  async start(): Promise<RelayPlace> {
    this.running ??= this.run();
    try {
      const { port, certificate } = await this.running;
      return { relay: `https://127.0.0.1:${port}`, trust: { pinned: certificate.cert } };
    } catch (error) {
      this.running = undefined;
      throw error;
    }
  }

  /** The addresses under which others reach a relay that is hosted here; none for any other relay. */
  async addressesOf(relay: string): Promise<string[]> {
    const { hostname, port } = new URL(relay);
    const running = await this.running?.catch(() => undefined);
    if (!running || hostname !== '127.0.0.1' || Number(port) !== running.port) return [];
    return networkAddresses().map((address) => `https://${address}:${port}`);
  }

  async stop(): Promise<void> {
    const running = await this.running?.catch(() => undefined);
    this.running = undefined;
    await running?.relay.stop();
  }

  private async run(): Promise<Running> {
    const { Relay } = await import('../../relay/relay.ts');
    const { ownCertificate } = await import('../../relay/tls.ts');
    await makeFolder(this.data, 'The relay');
    const known = settingsSchema.safeParse(await readJson(this.settings));
    const certificate = await ownCertificate(this.data, EVERYWHERE);
    const at = (port: number) => Relay.start({ data: this.data, host: EVERYWHERE, port, certificate });
    // Links name the port, so once there is one it stays; a new relay takes another where the usual one is taken.
    const relay = known.success
      ? await at(known.data.port)
      : await at(USUAL_PORT).catch((error: unknown) => {
          if (error instanceof Refusal && error.code === 'port-in-use') return at(0);
          throw error;
        });
    const port = Number(new URL(relay.address).port);
    await replaceFile(this.settings, JSON.stringify({ port }), 'The relay');
    return { relay, port, certificate };
  }

  private get data(): string {
    return join(this.home, 'relay');
  }

  private get settings(): string {
    return join(this.data, 'hosting.json');
  }
}

/** This computer's addresses in its networks, those of version 4 first. */
function networkAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const outside = all.filter(({ internal, scopeid }) => !internal && !scopeid);
  const [four, six] = [
    outside.filter(({ family }) => family === 'IPv4'),
    outside.filter(({ family }) => family === 'IPv6'),
  ];
  return [...four.map(({ address }) => address), ...six.map(({ address }) => `[${address}]`)];
}
