import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { type PublicKey, publicKeySchema } from '../../shared/model/ids.ts';
import type { Sign, Verifying } from '../../shared/model/signing.ts';

/** What stands before the 32 raw bytes of an Ed25519 public key in DER (RFC 8410, section 10.1). */
const ED25519_SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** More people than ever work on the briefs that are open at once; parsing a key anew costs 0.05 ms. */
const MAX_CACHED_KEYS = 1_000;

const cachedKeys = new Map<string, KeyObject>();

/** Node's cryptography, in the shape that the model asks for. */
export const verifying: Verifying = {
  sha256: (text) => hash('sha256', text),
  verify: (text, signature, key) => {
    try {
      return verify(null, Buffer.from(text, 'utf8'), publicKeyObject(key), Buffer.from(signature, 'base64url'));
    } catch {
      // Not every 32 bytes are a point on the curve.
      return false;
    }
  },
};

/**
 * An Ed25519 public key as Node takes it.
 *
 * @throws {Error} where it is none
 */
function publicKeyObject(key: string): KeyObject {
  const cached = cachedKeys.get(key);
  if (cached) return cached;
  const der = Buffer.concat([ED25519_SPKI_PREFIX, Buffer.from(key, 'base64url')]);
  const made = createPublicKey({ key: der, format: 'der', type: 'spki' });
  if (cachedKeys.size >= MAX_CACHED_KEYS) cachedKeys.clear();
  cachedKeys.set(key, made);
  return made;
}

/** An Ed25519 key pair; `secret` is PKCS #8 DER in base64url. */
export interface KeyPair {
  public: PublicKey;
  secret: string;
}

/** Makes a new key pair from the system's randomness. */
export function makeKeys(): KeyPair {
  const pair = generateKeyPairSync('ed25519');
  const spki = pair.publicKey.export({ format: 'der', type: 'spki' });
  return {
    public: publicKeySchema.parse(spki.subarray(ED25519_SPKI_PREFIX.length).toString('base64url')),
    secret: pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
  };
}

/** A function that signs with a secret key. */
export function signerOf({ secret }: KeyPair): Sign {
  const key = createPrivateKey({ key: Buffer.from(secret, 'base64url'), format: 'der', type: 'pkcs8' });
  return (text) => sign(null, Buffer.from(text, 'utf8'), key).toString('base64url');
}

/** 16 random bytes in base64url. */
export function makeNonce(): string {
  return randomBytes(16).toString('base64url');
}

/** The SHA-256 of bytes, in lower-case hexadecimal. */
export function sha256Bytes(bytes: Uint8Array): string {
  return hash('sha256', bytes);
}

/** A new marker for a log's records: 8 random bytes in hexadecimal. */
export function makeMarker(): string {
  return randomBytes(8).toString('hex');
}

/** What stands before the 32 raw bytes of an Ed25519 seed in DER (RFC 8410, section 7). */
const ED25519_PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A secret from which `invitationKeys` makes an invitation's keys: 32 random bytes in base64url. */
export function makeInvitationSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The keys of an invitation, whose secret is the seed of an Ed25519 key. */
export function invitationKeys(secret: string): KeyPair {
  const pkcs8 = Buffer.concat([ED25519_PKCS8_PREFIX, Buffer.from(secret, 'base64url')]);
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    public: publicKeySchema.parse(spki.subarray(ED25519_SPKI_PREFIX.length).toString('base64url')),
    secret: pkcs8.toString('base64url'),
  };
}
