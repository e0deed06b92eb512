import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { MAX_FILE_BYTES } from '../../../shared/bridge.ts';
import { type BriefId, briefIdSchema } from '../../../shared/model/ids.ts';
import type { ChangedFile } from '../../../shared/offline/opened-package.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { sha256Bytes } from '../crypto.ts';
import { makeFolder, readJson, readNamedFile, replaceFile } from '../disk.ts';

/** The one that was taken in longest ago makes room. */
const MAX_FILES = 200;
/** A window asks again; a folder on a network that is gone may let a look hang for minutes. */
const ANSWER_WITHIN_MS = 2_000;
const WHAT = 'The list of the files that were taken in';

const schema = z.array(
  z.object({
    id: z.string(),
    path: z.string(),
    brief: briefIdSchema,
    size: z.number(),
    mtime: z.number(),
    sha256: z.string(),
  }),
);
type CarriedFile = z.infer<typeof schema>[number];
/** What tells one state of a file from another. */
export type Look = Pick<CarriedFile, 'path' | 'size' | 'mtime' | 'sha256'>;

/**
 * The `.brief` files that were added or merged from where they lie, such as in a shared folder. When one has changed
 * since, merging it is offered.
 */
export class CarriedFiles {
  private files: CarriedFile[] | undefined;
  private readonly changed = new Set<string>();
  private checking: Promise<void> | undefined;

  constructor(private readonly home: string) {}

  /** How a file looks; undefined where it isn't, or isn't any more, the one whose bytes are given. */
  async look(path: string, bytes: Uint8Array): Promise<Look | undefined> {
    const found = isAbsolute(path) ? await read(path).catch(() => undefined) : undefined;
    return found?.look.sha256 === sha256Bytes(bytes) ? found.look : undefined;
  }

  /** Remembers a file from which a brief was added or merged. */
  async remember(brief: BriefId, look: Look): Promise<void> {
    const others = (await this.load()).filter(({ path }) => path !== look.path);
    await this.save([...others, { ...look, id: randomUUID(), brief }].slice(-MAX_FILES));
  }

  /** Those that are not what they were. One look goes on at a time, so that a folder that hangs holds up only itself. */
  async list(): Promise<ChangedFile[]> {
    this.checking ??= this.check().finally(() => {
      this.checking = undefined;
    });
    await Promise.race([this.checking, sleep(ANSWER_WITHIN_MS, undefined, { ref: false })]);
    return (await this.load())
      .filter(({ id }) => this.changed.has(id))
      .map(({ id, path, brief }) => ({ id, brief, name: basename(path) }));
  }

  /**
   * Reads a file that has changed.
   *
   * @throws {Refusal} where it was not taken in from here, or can't be read
   */
  async read(id: string): Promise<{ name: string; bytes: Uint8Array; look: Look }> {
    const file = (await this.load()).find((each) => each.id === id);
    if (!file) throw new Refusal('no-such-package', 'This file is not known any more. Open it by hand.');
    return { name: basename(file.path), ...(await read(file.path)) };
  }

  /** From now on it has changed where it looks otherwise than this. */
  async know(id: string, look: Look): Promise<void> {
    this.changed.delete(id);
    await this.save((await this.load()).map((each) => (each.id === id ? { ...each, ...look } : each)));
  }

  private async check(): Promise<void> {
    for (const file of await this.load()) {
      // Gone, or out of reach: it may come back.
      const stats = await stat(file.path).catch(() => undefined);
      if (!stats?.isFile() || (stats.size === file.size && stats.mtimeMs === file.mtime)) continue;
      const found = await read(file.path).catch(() => undefined);
      // Meanwhile its person may have taken it in.
      const known = this.files?.find(({ id }) => id === file.id);
      if (!found || !known) continue;
      if (found.look.sha256 !== known.sha256) this.changed.add(file.id);
      else await this.know(file.id, found.look);
    }
  }

  private async load(): Promise<CarriedFile[]> {
    if (!this.files) {
      const parsed = schema.safeParse(await readJson(this.path));
      this.files ??= parsed.success ? parsed.data : [];
    }
    return this.files;
  }

  private async save(files: CarriedFile[]): Promise<void> {
    this.files = files;
    await makeFolder(this.home, WHAT);
    await replaceFile(this.path, JSON.stringify(files), WHAT);
  }

  private get path(): string {
    return join(this.home, 'carried-files.json');
  }
}

/** Anything but a file, such as a pipe, could keep a reader waiting. */
async function read(path: string): Promise<{ look: Look; bytes: Uint8Array }> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats?.isFile()) throw new Refusal('unreadable-file', `“${path}” is not there. Is its folder within reach?`);
  const bytes = await readNamedFile(path, MAX_FILE_BYTES);
  return { look: { path, size: stats.size, mtime: stats.mtimeMs, sha256: sha256Bytes(bytes) }, bytes };
}
