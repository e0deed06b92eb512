import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, session } from 'electron';
import type { Bridge } from '../../shared/bridge.ts';
import { parseLink } from '../../shared/links.ts';
import { Refusal } from '../../shared/refusal.ts';
import { parseInvitationLink } from '../../shared/relay/invitation-link.ts';
import { claim, type Instance, type OtherInstance } from '../instance/claim.ts';
import { builtFolder } from '../pages/built-folder.ts';
import { readPageFiles } from '../pages/page-files.ts';
import { reportDefect } from '../report-defect.ts';
import { homeFolder } from '../services/home.ts';
import { openServices } from '../services/services.ts';
import { version } from '../version.ts';
import { forbidDownloads } from './downloads.ts';
import { handIn } from './hand-in.ts';
import { setMenu } from './menu.ts';
import { forbidNavigation } from './navigation.ts';
import { cutOffNames, forbidRequests } from './network.ts';
import { notify } from './notify.ts';
import { forbidPermissions } from './permissions.ts';
import { printInWindows } from './print-in-windows.ts';
import { registerPageScheme, servePage } from './protocol.ts';
import { standingOf } from './window-standing.ts';
import { bringForward, openFirstWindow } from './windows.ts';

/**
 * Runs the desktop shell. Electron waits for this module before it is ready, so a second start ends before Chromium has
 * touched anything in the folder that the first one uses.
 *
 * @param files the `.brief` files and the articles that it was started with
 * @param link a `briefmark://` link to open
 */
export async function runDesktop(files: readonly string[], link?: string): Promise<void> {
  const home = homeFolder();
  secureProcess(home);
  const opened: string[] = [...files];
  // macOS tells files so, and may do it before the program is ready.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    opened.push(path);
  });
  try {
    const claimed = await claim(home);
    if (claimed.kind === 'other') {
      await handOver(claimed.other, opened, link);
      app.exit(0);
    } else {
      void app.whenReady().then(() => own(claimed.instance, home, opened, link).catch(giveUp));
    }
  } catch (error) {
    giveUp(error);
  }
}

/** What must be settled before Electron is ready. */
function secureProcess(home: string): void {
  app.setName('Briefmark');
  // By this name Windows knows whose notifications they are; electron-builder.yml has it too.
  app.setAppUserModelId('org.briefmark.Briefmark');
  const userData = join(home, 'electron');
  mkdirSync(userData, { recursive: true, mode: 0o700 });
  app.setPath('userData', userData);
  // Tests as root can have none, and then Chromium's own processes would not start.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  cutOffNames();
  registerPageScheme();
  // Every page there will ever be, whoever makes it.
  app.on('web-contents-created', (_event, contents) => forbidNavigation(contents));
}

/** The second start: the first one opens what was to be opened, and shows itself. */
async function handOver(other: OtherInstance, files: readonly string[], link: string | undefined): Promise<void> {
  const place = placeOfLink(link);
  try {
    for (const file of files) await handIn(other.bridge, file);
  } finally {
    // Whatever became of the files: a start that shows nothing looks as if it had failed.
    await other.bridge.call('app.forward', place === undefined ? {} : { place });
    other.close();
  }
}

async function own(instance: Instance, home: string, files: string[], link: string | undefined): Promise<void> {
  const services = await openServices({
    home,
    version,
    capabilities: { shell: 'desktop', nativeMenu: true, chooseFolder: true },
    print: printInWindows(),
    chooseFolder,
  });
  instance.serve(services);
  finishBeforeQuitting(async () => {
    await services.close();
    await instance.release();
  });

  const { defaultSession } = session;
  defaultSession.setSpellCheckerEnabled(false);
  forbidPermissions(defaultSession);
  forbidRequests(defaultSession);
  forbidDownloads(defaultSession);
  servePage(defaultSession, await readPageFiles(builtFolder('renderer')));
  setMenu();

  let window: BrowserWindow | undefined;
  const stood = standingOf(await services.call('app.remembered', {}));
  const show = (place?: string) => {
    if (!window || window.isDestroyed())
      window = openFirstWindow(services, (file) => void handInAll(services, [file]), place, stood);
    else {
      if (place) void window.loadURL(window.webContents.getURL().replace(/#.*$/, '') + place);
      bringForward(window);
    }
  };
  await handInAll(services, files.splice(0));
  show(placeOfLink(link));
  services.on('app.forward', ({ place }) => show(place));
  notify(services, show);
  // How macOS hands over a link.
  app.on('open-url', (event, url) => {
    event.preventDefault();
    show(placeOfLink(url));
  });
  app.on('activate', () => show());
  app.on('open-file', () => void handInAll(services, files.splice(0)).then(() => show()));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
}

/** Asks for a folder in the system's own way; null where its person chose none. */
async function chooseFolder(from: string): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog({
    defaultPath: from,
    properties: ['openDirectory', 'createDirectory'],
  });
  return filePaths[0] ?? null;
}

/** Where a link leads within the page; undefined where it is none that does. */
function placeOfLink(link: string | undefined): string | undefined {
  if (link !== undefined && parseInvitationLink(link)) return `#/join/${encodeURIComponent(link)}`;
  const target = link === undefined ? undefined : parseLink(link);
  if (target?.to !== 'brief') return undefined;
  return `#/brief/${target.brief}${target.entry ? `/${target.entry}` : ''}`;
}

/** Hands files in. What can't be read is said, and doesn't keep the rest. */
async function handInAll(services: Bridge, files: readonly string[]): Promise<void> {
  for (const file of files) {
    try {
      await handIn(services, file);
    } catch (error) {
      void dialog.showMessageBox({ type: 'warning', title: 'Briefmark', message: sentenceOf(error) });
    }
  }
}

/** Holds the end of the program back until everything is on the disk. */
function finishBeforeQuitting(finish: () => Promise<void>): void {
  let state: 'running' | 'finishing' | 'finished' = 'running';
  app.on('will-quit', (event) => {
    if (state === 'finished') return;
    event.preventDefault();
    if (state === 'finishing') return;
    state = 'finishing';
    void finish()
      .catch((error: unknown) => reportDefect('closing', error))
      .then(() => {
        state = 'finished';
        app.quit();
      });
  });
}

/** The program can't start: says why, and ends. */
function giveUp(error: unknown): void {
  dialog.showErrorBox('Briefmark can’t start', sentenceOf(error));
  app.exit(1);
}

function sentenceOf(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  reportDefect('the desktop shell', error);
  return 'Something in Briefmark went wrong. Start it again; if that doesn’t help, start it in a terminal to see why.';
}
