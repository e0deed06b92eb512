import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { appFolder, sandboxArguments } from './built-app.ts';
import { makeHome, removeHome } from './home.ts';

export interface Desktop {
  app: ElectronApplication;
  page: Page;
  home: string;
  /** What the program has written to stderr. */
  errors(): string;
  /** Quits as a person does, waiting for what is being saved, and removes the home if it was made for this. */
  quit(): Promise<void>;
}

export interface DesktopOptions {
  /** A new one if it isn't given. */
  home?: string;
  /** What stands on the command line after the program. */
  args?: string[];
  /** Beside what the tests were started with. */
  env?: Record<string, string>;
  /** Lets a test put scripts of its own into the page. */
  bypassCsp?: boolean;
}

/** Starts the real desktop shell, in the Electron that `npm test` found. */
export async function startDesktop(options: DesktopOptions = {}): Promise<Desktop> {
  const { home, args = [], env = {}, bypassCsp = false } = options;
  const { BRIEFMARK_ELECTRON } = process.env;
  if (!BRIEFMARK_ELECTRON) throw new Error('BRIEFMARK_ELECTRON is not set: run these tests by `npm test -- electron`.');
  const ownHome = home ?? (await makeHome());
  const app = await _electron.launch({
    executablePath: BRIEFMARK_ELECTRON,
    args: [...sandboxArguments, appFolder, ...args],
    env: { ...process.env, ...env, BRIEFMARK_HOME: ownHome } as Record<string, string>,
    timeout: 30_000,
    bypassCSP: bypassCsp,
  });
  let errors = '';
  app.process().stderr?.on('data', (data) => {
    errors += data;
  });
  const page = await firstPage(app).catch((error: unknown) => {
    app.process().kill('SIGKILL');
    throw new Error(`The desktop shell shows no window. It says: ${errors}`, { cause: error });
  });
  return {
    app,
    page,
    home: ownHome,
    errors: () => errors,
    async quit() {
      await app.close();
      if (home === undefined) await removeHome(ownHome);
    },
  };
}

async function firstPage(app: ElectronApplication): Promise<Page> {
  const page = await app.firstWindow({ timeout: 30_000 });
  await page.waitForLoadState('load');
  return page;
}
