import { verify } from 'node:crypto';
import { signedText } from '../../../shared/model/entry.ts';
import type { Verifying } from '../../../shared/model/signing.ts';
import { publicKeyObject, verifying } from '../crypto.ts';

/**
 * Verifies the signatures of many entries in Node's other threads: the window and all other briefs go on meanwhile.
 *
 * @returns what knows those that are right; it verifies all others when it is asked
 */
export async function verifiedAhead(entries: readonly unknown[]): Promise<Verifying> {
  const right = new Set<string>();
  await Promise.all(
    entries.map(async (value) => {
      // Whether it is an entry at all is found when it is taken in.
      const { id, sig, key } = (value ?? {}) as { id?: unknown; sig?: unknown; key?: unknown };
      if (typeof id !== 'string' || typeof sig !== 'string' || typeof key !== 'string') return;
      if (await verifyElsewhere(signedText(id), sig, key)) right.add(nameOf(signedText(id), sig, key));
    }),
  );
  return {
    sha256: verifying.sha256,
    verify: (text, signature, key) => right.has(nameOf(text, signature, key)) || verifying.verify(text, signature, key),
  };
}

function verifyElsewhere(text: string, signature: string, key: string): Promise<boolean> {
  return new Promise((done) => {
    try {
      verify(null, Buffer.from(text), publicKeyObject(key), Buffer.from(signature, 'base64url'), (error, isRight) =>
        done(!error && isRight),
      );
    } catch {
      // Not every 32 bytes are a point on the curve.
      done(false);
    }
  });
}

function nameOf(text: string, signature: string, key: string): string {
  return `${text} ${signature} ${key}`;
}
