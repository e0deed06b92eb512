import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { type BriefId, briefIdSchema } from '../../../shared/model/ids.ts';
import type { BackedUpBrief, BackupPlace, BackupSettings, KeptBackup } from '../../../shared/offline/backups.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { errorCode, makeFolder, readJson, replaceFile, sweepUnfinished } from '../disk.ts';
import { FILES } from '../library/brief-folder.ts';
import type { Library } from '../library/library.ts';
import { packageOf, WITH_PRIVATE } from '../library/packages.ts';
import { titleOfPackage } from '../package/package.ts';
import { PRIVATE_LOG } from '../private/private-notes.ts';
import { type Backup, beyond, kept } from './ring.ts';
import { BACKUP_EVERY_MS, freeBytes } from './watch.ts';

/** A hundred briefs with their rings; a person may choose more or less. */
const MOST_BYTES = 1_000_000_000;

const settingsSchema = z.object({
  /** Absent where they lie beside the library. */
  folder: z.string().optional(),
  mostBytes: z.int().positive().default(MOST_BYTES),
});

/** How many entries of a brief had been erased when it was backed up last. */
const erasedSchema = z.object({ erased: z.int().nonnegative() });
const ERASED = 'erased.json';

interface File extends Backup {
  path: string;
  name: string;
}

/** Backups of every brief, made by themselves: a package an hour while something changes, thinned out as they age. */
export class Backups {
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly home: string,
    private readonly library: Library,
    private readonly now: () => number,
  ) {}

  /** Where backups go, and how much they may take. */
  async settings(): Promise<BackupSettings> {
    const { folder, mostBytes } = settingsSchema
      .catch({ mostBytes: MOST_BYTES })
      .parse((await readJson(this.settingsFile)) ?? {});
    return { folder: folder ?? this.usualFolder, mostBytes };
  }

  /**
   * Chooses another folder or size. Backups that were made stay where they are.
   *
   * @throws {Refusal} where the folder can't be written to
   */
  async choose({ folder, mostBytes }: Partial<BackupSettings>): Promise<BackupSettings> {
    if (folder !== undefined && !isAbsolute(folder))
      throw new Refusal('not-a-folder', `“${folder}” does not say from the root on where it is. Give the whole path.`);
    const now = await this.settings();
    const chosen = { folder: folder ?? now.folder, mostBytes: mostBytes ?? now.mostBytes };
    await makeFolder(chosen.folder, 'The folder for backups');
    await replaceFile(join(chosen.folder, '.briefmark-backups'), 'Backups of Briefmark.\n', 'The folder for backups');
    await replaceFile(this.settingsFile, JSON.stringify(chosen), 'The choice of a folder');
    return chosen;
  }

  /** Backs up every brief that changed since its last backup, and thins out what is old. */
  run(): Promise<void> {
    return this.inTurn(async () => {
      const { folder, mostBytes } = await this.settings();
      const ids = await this.library.ids();
      for (const id of ids) await this.backUpIfChanged(folder, id);
      const all = await Promise.all((await idsIn(folder)).map((id) => this.files(folder, id)));
      for (const { path } of beyond(
        all.filter((each) => each.length > 0),
        mostBytes,
      ))
        await rm(path, { force: true });
    });
  }

  /** Makes a brief's backups anew after something in it was erased: those that hold it go. */
  afterErasure(brief: BriefId): Promise<void> {
    return this.inTurn(async () => this.backUp((await this.settings()).folder, brief, true));
  }

  /** The backups of a brief, newest first. */
  async list(brief: BriefId): Promise<KeptBackup[]> {
    const files = await this.files((await this.settings()).folder, brief);
    return files.map(({ name, at, bytes }) => ({ name, at, bytes }));
  }

  /** The briefs that there are backups of, also those that are no longer in the library. */
  async briefs(): Promise<BackedUpBrief[]> {
    const { folder } = await this.settings();
    const here = new Map((await this.library.catalogue.list()).map(({ id, title }) => [id, title]));
    const all = await Promise.all(
      (await idsIn(folder)).map(async (brief): Promise<BackedUpBrief[]> => {
        const [newest, ...older] = await this.files(folder, brief);
        if (!newest) return [];
        const title = here.get(brief) ?? titleOfPackage(await readFile(newest.path));
        const { name, at, bytes } = newest;
        return [{ brief, title, isHere: here.has(brief), backups: older.length + 1, newest: { name, at, bytes } }];
      }),
    );
    return all.flat().sort((a, b) => b.newest.at - a.newest.at);
  }

  /** Where backups go, what they take, and what is left there. */
  async place(): Promise<BackupPlace> {
    const settings = await this.settings();
    const files = await Promise.all((await idsIn(settings.folder)).map((id) => this.files(settings.folder, id)));
    const usedBytes = files.flat().reduce((sum, { bytes }) => sum + bytes, 0);
    // Briefmark's own folder for them appears with the first one.
    const disk = settings.folder === this.usualFolder ? this.home : settings.folder;
    return { ...settings, usedBytes, freeBytes: await freeBytes(disk).catch(() => null) };
  }

  /**
   * The package that a backup is.
   *
   * @throws {Refusal} where it is gone
   */
  async read(brief: BriefId, name: string): Promise<Uint8Array> {
    const file = (await this.files((await this.settings()).folder, brief)).find((each) => each.name === name);
    if (!file) throw new Refusal('no-such-backup', `There is no backup “${name}” of this brief. Look at the list.`);
    return readFile(file.path);
  }

  /** Waits until what is being backed up is done. */
  close(): Promise<void> {
    return this.working;
  }

  private get settingsFile(): string {
    return join(this.home, 'backups.json');
  }

  private get usualFolder(): string {
    return join(this.home, 'backups');
  }

  private async backUpIfChanged(folder: string, id: BriefId): Promise<void> {
    const times = await Promise.all(
      [FILES.log, PRIVATE_LOG].map((name) =>
        stat(join(this.library.folderOf(id), name)).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        ),
      ),
    );
    const changedAt = Math.max(...times);
    const [newest] = await this.files(folder, id);
    if (changedAt > 0 && (!newest || changedAt > newest.at)) await this.backUp(folder, id);
  }

  /** @param only whether all earlier ones go: they hold what was erased just now */
  private async backUp(folder: string, id: BriefId, only = false): Promise<void> {
    const into = join(folder, id);
    await makeFolder(into, 'The backup');
    await sweepUnfinished(into, BACKUP_EVERY_MS);
    const at = this.now();
    const wasOpen = this.library.isOpen(id);
    const { bytes } = await packageOf(this.library, id, WITH_PRIVATE);
    const erased = await this.library.with(
      id,
      ({ brief }) => [...brief.notes.entries.values()].filter(({ type }) => type === 'erased').length,
    );
    if (!wasOpen) await this.library.close(id);
    await replaceFile(join(into, `${at}.brief`), bytes, 'The backup');
    const before = erasedSchema.catch({ erased: 0 }).parse(await readJson(join(into, ERASED)));
    const files = await this.files(folder, id);
    // What was erased must not come back from an older backup.
    const staying = new Set(only || erased > before.erased ? files.slice(0, 1) : kept(files, at));
    for (const file of files) if (!staying.has(file)) await rm(file.path, { force: true });
    if (erased !== before.erased) await replaceFile(join(into, ERASED), JSON.stringify({ erased }), 'The backup');
  }

  private async files(folder: string, id: BriefId): Promise<File[]> {
    const names = await readdir(join(folder, id)).catch(noneIfMissing);
    const files = await Promise.all(
      names.flatMap((name) => {
        const match = /^(\d{1,16})\.brief$/.exec(name);
        const path = join(folder, id, name);
        return match ? [stat(path).then(({ size }): File => ({ path, name, at: Number(match[1]), bytes: size }))] : [];
      }),
    );
    return files.sort((a, b) => b.at - a.at);
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.working.then(work);
    this.working = done.catch(() => {});
    return done;
  }
}

async function idsIn(folder: string): Promise<BriefId[]> {
  const names = await readdir(folder).catch(noneIfMissing);
  return names.filter((name): name is BriefId => briefIdSchema.safeParse(name).success);
}

function noneIfMissing(error: unknown): string[] {
  if (errorCode(error) === 'ENOENT') return [];
  throw error;
}
