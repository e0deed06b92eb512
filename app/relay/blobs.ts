import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, PRIVATE_FOLDER, replaceFile } from '../services/disk.ts';
import { MAX_BLOBS_BYTES } from './limits.ts';
import { RequestError } from './request-error.ts';

/** The first bytes of the images that an article can hold, and what they are served as. */
const IMAGES: { type: string; isOne(bytes: Uint8Array): boolean }[] = [
  { type: 'image/png', isOne: (bytes) => startsWith(bytes, 0, '\x89PNG\r\n\x1a\n') },
  { type: 'image/jpeg', isOne: (bytes) => startsWith(bytes, 0, '\xff\xd8\xff') },
  { type: 'image/gif', isOne: (bytes) => startsWith(bytes, 0, 'GIF87a') || startsWith(bytes, 0, 'GIF89a') },
  { type: 'image/webp', isOne: (bytes) => startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP') },
];

/** The images of a brief, each named by the SHA-256 of its bytes. */
export class Blobs {
  private used = 0;
  private measuring: Promise<void> | undefined;

  /**
   * @param briefFolder the folder of the brief, in which they get a folder of their own
   * @param most how many bytes they may have together
   */
  constructor(
    private readonly briefFolder: string,
    private readonly most = MAX_BLOBS_BYTES,
  ) {}

  /** An image with its type; undefined where there is none. */
  async read(sha256: string): Promise<{ bytes: Uint8Array; type: string } | undefined> {
    try {
      const bytes = await readFile(join(this.folder, sha256));
      const type = imageType(bytes);
      return type === undefined ? undefined : { bytes, type };
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /**
   * Keeps an image.
   *
   * @throws {RequestError} where it isn't the one that it is named as, no image, or more than fits
   * @throws {Refusal} where the disk is full
   */
  async write(sha256: string, bytes: Uint8Array): Promise<void> {
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new RequestError('wrong-hash', 'The bytes have another SHA-256 than the address.');
    if (imageType(bytes) === undefined)
      throw new RequestError('not-an-image', 'It is no PNG, JPEG, GIF or WebP image.');
    if (await this.has(sha256)) return;
    await this.measured();
    // No other request comes between the question and the count.
    if (this.used + bytes.length > this.most)
      throw new RequestError('quota', 'The brief has no room for another image.');
    this.used += bytes.length;
    try {
      await mkdir(this.folder, { recursive: true, mode: PRIVATE_FOLDER });
      await replaceFile(join(this.folder, sha256), bytes, 'An image');
    } catch (error) {
      this.used -= bytes.length;
      throw error;
    }
  }

  private get folder(): string {
    return join(this.briefFolder, 'blobs');
  }

  private async has(sha256: string): Promise<boolean> {
    return stat(join(this.folder, sha256)).then(
      () => true,
      () => false,
    );
  }

  private measured(): Promise<void> {
    this.measuring ??= this.measure().then(
      (bytes) => {
        this.used = bytes;
      },
      (error: unknown) => {
        this.measuring = undefined;
        throw error;
      },
    );
    return this.measuring;
  }

  private async measure(): Promise<number> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    });
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(this.folder, name))).size));
    return sizes.reduce((sum, size) => sum + size, 0);
  }
}

function imageType(bytes: Uint8Array): string | undefined {
  return IMAGES.find(({ isOne }) => isOne(bytes))?.type;
}

function startsWith(bytes: Uint8Array, at: number, text: string): boolean {
  return [...text].every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
}
