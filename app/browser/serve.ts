import { setTimeout as sleep } from 'node:timers/promises';
import { overriding } from '../../shared/bridge/transport/overrides.ts';
import type { Bridge } from '../../shared/bridge.ts';
import { claim, type Instance, type OtherInstance } from '../instance/claim.ts';
import { builtFolder } from '../pages/built-folder.ts';
import { readPageFiles } from '../pages/page-files.ts';
import { openServices } from '../services/services.ts';
import { version } from '../version.ts';
import { openBrowser } from './open-browser.ts';
import { startBrowserServer } from './server.ts';

export interface ServeOptions {
  /** The folder of all state; see `homeFolder`. */
  home: string;
  /** Whether to open the person's browser at the address. */
  open: boolean;
  /** A free one if it isn't given. */
  port?: number;
}

/** What a browser's page can do. */
const capabilities = { shell: 'browser', nativeMenu: false } as const;

/** The services, in this process or in the one that owns the library. */
interface Source {
  bridge: Bridge;
  /** Lets others reach the services, where they are in this process; a second start is then answered by `forward`. */
  letIn(forward: () => { address: string }): void;
  /** Fulfilled when they have ended without us. */
  ended: Promise<void>;
  close(): Promise<void>;
}

/** How long a command may hold the library before a start gives up waiting for it. */
const PATIENCE_WITH_COMMANDS_MS = 30_000;

/**
 * Runs Briefmark in the browser until it is told to stop; every start prints an address that lets one browser in, once.
 * Where Briefmark runs in the browser already, that one is brought forward; beside a desktop app it serves that one's
 * briefs.
 *
 * @returns the exit code: 0 after SIGINT, SIGTERM or SIGHUP with everything on the disk, or when another was brought
 *   forward; 1 when the Briefmark that it stood beside has ended
 * @throws {Refusal} where the library or the port can't be had
 */
export async function serveBrowser({ home, open, port }: ServeOptions): Promise<number> {
  const files = await readPageFiles(builtFolder('renderer'));
  const source = await openSource(home);
  if ('address' in source) {
    console.log(`Briefmark is running already. It is open at ${source.address}`);
    return 0;
  }
  try {
    const server = await startBrowserServer({
      bridge: source.bridge,
      files,
      ...(port === undefined ? {} : { port }),
    });
    const announce = () => {
      const address = server.newAddress();
      console.log(`Briefmark is open at ${address}`);
      if (open) openBrowser(address);
    };
    // Listened to before the address is out: who reads it may stop us at once.
    const stopped = toldToStop();
    source.letIn(() => {
      announce();
      return { address: server.newAddress() };
    });
    announce();
    const code = await Promise.race([stopped, source.ended.then(() => 1)]);
    if (code !== 0) console.error('briefmark: the Briefmark that this one stood beside has ended. Start it again.');
    await server.close();
    return code;
  } finally {
    await source.close();
  }
}

/** The services to show, or the address at which another process shows them. */
async function openSource(home: string): Promise<Source | { address: string }> {
  const until = Date.now() + PATIENCE_WITH_COMMANDS_MS;
  for (;;) {
    const claimed = await claim(home);
    if (claimed.kind === 'owner') return ownSource(home, claimed.instance);
    const { other } = claimed;
    const forwarded = await other.bridge.call('app.forward', {});
    if (forwarded) {
      other.close();
      return forwarded;
    }
    const { capabilities: its } = await other.bridge.call('app.hello', {});
    if (its.shell === 'desktop' || Date.now() > until) return beside(other);
    // A command has the library for a moment, and no window.
    other.close();
    await sleep(200);
  }
}

async function ownSource(home: string, instance: Instance): Promise<Source> {
  try {
    const services = await openServices({ home, version, capabilities });
    return {
      bridge: services,
      letIn: (forward) => instance.serve(overriding(services, { 'app.forward': async () => forward() })),
      ended: new Promise(() => {}),
      async close() {
        await services.close();
        await instance.release();
      },
    };
  } catch (error) {
    await instance.release();
    throw error;
  }
}

function beside(other: OtherInstance): Source {
  const bridge = overriding(other.bridge, {
    // The other one may be a desktop's, with a menu that isn't here.
    'app.hello': async (_, next) => ({ ...(await next()), capabilities }),
  });
  return { bridge, letIn: () => {}, ended: other.closed, close: async () => other.close() };
}

/** Fulfilled with the exit code at the first signal; a second one ends the process as it always does. */
function toldToStop(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve(0));
  });
}
