import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from '../../../shared/refusal.ts';
import { type Identity, parseIdentity } from './profile.ts';

/*
 * An identity on its way to another computer: scrypt (RFC 7914) makes a key of the passphrase, AES-256-GCM locks the
 * identity with it. The parameters are OWASP's first choice for scrypt (128 MiB, Password Storage Cheat Sheet).
 */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1 } as const;
const SCRYPT_MEMORY = 256 * 1024 * 1024;
const CIPHER = 'aes-256-gcm';
const FORMAT = 'briefmark identity';

/** An identity file is well under this; anything larger is something else. */
const MAX_BYTES = 64 * 1024;

const base64 = z.string().regex(/^[A-Za-z0-9_-]+$/);

const lockedSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(1),
  salt: base64,
  iv: base64,
  tag: base64,
  data: base64,
});

/** An identity locked with a passphrase, as the bytes of a file. */
export async function lockIdentity(identity: Identity, passphrase: string): Promise<Uint8Array> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv(CIPHER, await keyOf(passphrase, salt), iv);
  const data = Buffer.concat([cipher.update(JSON.stringify(identity), 'utf8'), cipher.final()]);
  const locked: z.infer<typeof lockedSchema> = {
    format: FORMAT,
    version: 1,
    salt: salt.toString('base64url'),
    iv: iv.toString('base64url'),
    tag: cipher.getAuthTag().toString('base64url'),
    data: data.toString('base64url'),
  };
  return Buffer.from(`${JSON.stringify(locked, null, 2)}\n`);
}

/**
 * Unlocks an identity from the bytes of a file.
 *
 * @throws {Refusal} where it is no identity, or the passphrase is not the one that it was locked with
 */
export async function unlockIdentity(bytes: Uint8Array, passphrase: string): Promise<Identity> {
  const locked = lockedSchema.safeParse(parseJson(bytes));
  if (!locked.success) {
    throw new Refusal(
      'not-an-identity',
      'This file is not a Briefmark identity, or it is damaged. Choose the file that “Export identity” made.',
    );
  }
  const { salt, iv, tag, data } = locked.data;
  const key = await keyOf(passphrase, Buffer.from(salt, 'base64url'));
  const json = decrypt(key, { iv, tag, data });
  const identity = json === undefined ? undefined : parseIdentity(parseJson(json));
  if (!identity) {
    throw new Refusal(
      'wrong-passphrase',
      'The identity could not be unlocked: the passphrase is wrong, or the file was changed. Try the passphrase again.',
    );
  }
  return identity;
}

function decrypt(key: Buffer, { iv, tag, data }: { iv: string; tag: string; data: string }): Buffer | undefined {
  try {
    const decipher = createDecipheriv(CIPHER, key, Buffer.from(iv, 'base64url'), { authTagLength: 16 });
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(data, 'base64url')), decipher.final()]);
  } catch {
    return undefined;
  }
}

function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, key: Buffer) => (error ? reject(error) : resolve(key));
    scrypt(passphrase.normalize('NFKC'), salt, 32, { ...SCRYPT, maxmem: SCRYPT_MEMORY }, done);
  });
}

function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length > MAX_BYTES) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
