import { Decrypter, Encrypter } from 'age-encryption';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { z } from 'zod';
import { Refusal } from '../../../shared/refusal.ts';
import { sha256Bytes } from '../crypto.ts';
import { unzipParts } from './zip-parts.ts';

/*
 * A locked package: a zip, like any package, that holds the open one as an age file (https://age-encryption.org/v1),
 * locked with a passphrase by scrypt. Any age program can open that. Its checksum stands beside it, so that a damaged
 * file and a wrong passphrase are told apart.
 */

const LOCK = 'lock.json';
const LOCKED = 'brief.age';
/** age's own choice is 2^18: a second on a computer of today, and as long for each guess. */
const SCRYPT_LOG_N = 18;
/** More than the largest package that is read, locked. */
const MAX_LOCKED_BYTES = 600 * 1024 * 1024;

const lockSchema = z.object({
  format: z.literal('briefmark locked brief'),
  version: z.literal(1),
  /** The SHA-256 of the age file. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/**
 * Locks a package with a passphrase.
 *
 * @param logN how hard it is to guess, as a power of 2; tests take less
 */
export async function lockPackage(bytes: Uint8Array, passphrase: string, logN = SCRYPT_LOG_N): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase.normalize('NFKC'));
  encrypter.setScryptWorkFactor(logN);
  const locked = await encrypter.encrypt(bytes);
  const lock: z.infer<typeof lockSchema> = {
    format: 'briefmark locked brief',
    version: 1,
    sha256: sha256Bytes(locked),
  };
  const parts = { [LOCK]: strToU8(JSON.stringify(lock, null, 2)), [LOCKED]: locked };
  return zipSync(parts, { level: 0, mtime: new Date(1980, 0, 1) });
}

/** Whether the bytes of a file are those of a locked package. */
export function isLocked(bytes: Uint8Array): boolean {
  // A zip begins with its first part's name, 30 bytes in.
  return bytes.length > 30 + LOCK.length && strFromU8(bytes.subarray(30, 30 + LOCK.length), true) === LOCK;
}

/**
 * The package that was locked.
 *
 * @param name names the file in refusals
 * @throws {Refusal} `wrong-passphrase`, or `damaged-package` where the file isn't what was written
 */
export async function unlockPackage(bytes: Uint8Array, name: string, passphrase: string): Promise<Uint8Array> {
  const locked = lockedPart(bytes, name);
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase.normalize('NFKC'));
  try {
    return await decrypter.decrypt(locked);
  } catch (cause) {
    // What the library says of a passphrase that opens nothing; anything else was changed after it was locked.
    if (!(cause instanceof Error && cause.message.startsWith('no identity matched'))) throw damaged(name, cause);
    throw new Refusal(
      'wrong-passphrase',
      `“${name}” could not be unlocked: the passphrase is wrong. The file itself is whole. Try the passphrase again, or ask its sender.`,
      { cause },
    );
  }
}

function lockedPart(bytes: Uint8Array, name: string): Uint8Array {
  try {
    let size = 0;
    const parts = unzipParts(bytes, (part) => {
      size += part.size;
      if (size > MAX_LOCKED_BYTES || (part.name !== LOCK && part.name !== LOCKED)) throw new RangeError(part.name);
    });
    const lock = lockSchema.parse(JSON.parse(strFromU8(parts.get(LOCK) ?? new Uint8Array())));
    const locked = parts.get(LOCKED);
    if (locked && sha256Bytes(locked) === lock.sha256) return locked;
  } catch (cause) {
    throw damaged(name, cause);
  }
  throw damaged(name);
}

function damaged(name: string, cause?: unknown): Refusal {
  return new Refusal(
    'damaged-package',
    `“${name}” can’t be opened: it is locked, and it is damaged, whatever the passphrase. Ask its sender for a new copy; nothing was changed.`,
    { cause },
  );
}
