import { isIP } from 'node:net';
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

/** `host` is written by hand, by those who want to be reached at one address only. */
const settingsSchema = z.object({
  host: z.union([z.ipv4(), z.ipv6()]).default(EVERYWHERE),
  port: z.int().positive().optional(),
});

/** A relay that runs. */
interface Running {
  relay: { address: string; stop(): Promise<void> };
  host: string;
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
    if ((await this.kept()).port) await this.start();
  }

  /** The relay, started where it isn't running yet. @throws {Refusal} where its port or folder can't be had */
  async start(): Promise<RelayPlace> {
    this.running ??= this.run();
    try {
      const running = await this.running;
      return { relay: fromHere(running), trust: { pinned: running.certificate.cert } };
    } catch (error) {
      this.running = undefined;
      throw error;
    }
  }

  /** The addresses under which others reach a relay that is hosted here; none for any other relay. */
  async addressesOf(relay: string): Promise<string[]> {
    const running = await this.running?.catch(() => undefined);
    if (!running || relay !== fromHere(running)) return [];
    const addresses = running.host === EVERYWHERE ? networkAddresses() : [running.host];
    return addresses.map((address) => at(address, running.port));
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
    const known = await this.kept();
    const { host } = known;
    const certificate = await ownCertificate(this.data, host);
    const runAt = (port: number) => Relay.start({ data: this.data, host, port, certificate });
    // Links name the port, so once there is one it stays; a new relay takes another where the usual one is taken.
    const relay = known.port
      ? await runAt(known.port)
      : await runAt(USUAL_PORT).catch((error: unknown) => {
          if (error instanceof Refusal && error.code === 'port-in-use') return runAt(0);
          throw error;
        });
    const port = Number(new URL(relay.address).port);
    await replaceFile(this.settings, JSON.stringify({ host, port }), 'The relay');
    return { relay, host, port, certificate };
  }

  private async kept(): Promise<z.infer<typeof settingsSchema>> {
    const kept = settingsSchema.safeParse(await readJson(this.settings));
    return kept.success ? kept.data : settingsSchema.parse({});
  }

  private get data(): string {
    return join(this.home, 'relay');
  }

  private get settings(): string {
    return join(this.data, 'hosting.json');
  }
}

/** How this program itself reaches the relay that it runs. */
function fromHere({ host, port }: Running): string {
  return at(host === EVERYWHERE ? '127.0.0.1' : host, port);
}

function at(address: string, port: number): string {
  return `https://${isIP(address) === 6 ? `[${address}]` : address}:${port}`;
}

/** This computer's addresses in its networks, those of version 4 first. */
function networkAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const outside = all.filter(({ internal, scopeid }) => !internal && !scopeid);
  const [four, six] = [
    outside.filter(({ family }) => family === 'IPv4'),
    outside.filter(({ family }) => family === 'IPv6'),
  ];
  return [...four, ...six].map(({ address }) => address);
}
