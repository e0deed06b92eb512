import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Image, type ImageInfo, imageIdSchema, MAX_ALL_IMAGES_BYTES } from '../../../shared/images/image.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { sha256Bytes } from '../crypto.ts';
import { errorCode, makeFolder, replaceFile } from '../disk.ts';
import { cleanImage } from './clean-image.ts';

/**
 * The pictures of a brief: a file each in a folder of its own, named by the SHA-256 of what it holds.
 *
 * A picture that nothing shows any more stays: somebody may undo, go back to a version, or come with a comment that
 * has it. Only erasing takes one away.
 */
export class ImageStore {
  constructor(private readonly folder: string) {}

  /**
   * Keeps a picture from anywhere; answers when it is on the disk. The same picture again is the same file.
   *
   * @throws {Refusal} where it isn't a picture, is too large, or the brief has as many as it can hold
   */
  async put(bytes: Uint8Array, what = 'The picture'): Promise<ImageInfo> {
    const { bytes: cleaned, orientation: _, ...info } = cleanImage(bytes, what);
    await this.write(info.sha256, cleaned);
    return info;
  }

  /**
   * Keeps a picture under its name as it is: what comes with a package or from a relay must keep its bytes.
   *
   * @throws {Refusal} where it isn't that picture, or isn't one at all
   */
  async keep(sha256: string, bytes: Uint8Array): Promise<void> {
    checkImage(sha256, bytes);
    await this.write(sha256, bytes);
  }

  /**
   * A picture, or undefined where it isn't here: it may not have arrived yet.
   *
   * @throws {Refusal} where its file is damaged
   */
  async get(sha256: string): Promise<Image | undefined> {
    if (!imageIdSchema.safeParse(sha256).success) return undefined;
    const bytes = await readFile(join(this.folder, sha256)).catch(noneIfMissing);
    return bytes && checkImage(sha256, bytes);
  }

  /** Whether a picture is here. */
  async has(sha256: string): Promise<boolean> {
    if (!imageIdSchema.safeParse(sha256).success) return false;
    return (await stat(join(this.folder, sha256)).catch(noneIfMissing)) !== undefined;
  }

  /** The names of all pictures that are here, in order. */
  async list(): Promise<string[]> {
    const names = (await readdir(this.folder).catch(noneIfMissing)) ?? [];
    return names.filter((name) => imageIdSchema.safeParse(name).success).sort();
  }

  /** All pictures that can be read, by name: what goes into a package. */
  async all(): Promise<Map<string, Uint8Array>> {
    const all = new Map<string, Uint8Array>();
    for (const sha256 of await this.list()) {
      const bytes = await readFile(join(this.folder, sha256));
      if (sha256Bytes(bytes) === sha256) all.set(sha256, bytes);
    }
    return all;
  }

  private async write(sha256: string, bytes: Uint8Array): Promise<void> {
    // One that is damaged on the disk is mended by whoever brings it again.
    if ((await this.has(sha256)) && sha256Bytes(await readFile(join(this.folder, sha256))) === sha256) return;
    await this.demandRoom(bytes.length);
    await makeFolder(this.folder, 'The picture');
    await replaceFile(join(this.folder, sha256), bytes, 'The picture');
  }

  private async demandRoom(more: number): Promise<void> {
    let held = more;
    for (const sha256 of await this.list()) held += (await stat(join(this.folder, sha256))).size;
    if (held > MAX_ALL_IMAGES_BYTES) throw noRoom();
  }
}

/**
 * Checks that bytes are the picture of a name.
 *
 * @throws {Refusal} where they aren't, or no picture at all
 */
export function checkImage(sha256: string, bytes: Uint8Array): Image {
  if (sha256Bytes(bytes) !== sha256) {
    throw new Refusal(
      'damaged-picture',
      `The picture ${sha256.slice(0, 12)} is damaged. Bring it back from a backup or a package of this brief, or put it in anew.`,
    );
  }
  return { ...cleanImage(bytes), sha256, bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}

/** @throws {Refusal} where these pictures are more than a brief can hold */
export function demandRoomFor(images: Iterable<Uint8Array>): void {
  let held = 0;
  for (const { length } of images) held += length;
  if (held > MAX_ALL_IMAGES_BYTES) throw noRoom();
}

function noRoom(): Refusal {
  return new Refusal(
    'too-many-pictures',
    `The pictures of one brief may have ${MAX_ALL_IMAGES_BYTES / 1024 / 1024} MB together, and these would be more. Make this one smaller, and try again.`,
  );
}

function noneIfMissing(error: unknown): undefined {
  if (errorCode(error) === 'ENOENT') return undefined;
  throw error;
}
