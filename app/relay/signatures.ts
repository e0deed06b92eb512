import { verify } from 'node:crypto';
import * as Y from 'yjs';
import { signedText } from '../../shared/model/entry.ts';
import { publicKeySchema, signatureSchema } from '../../shared/model/ids.ts';
import type { Verifying } from '../../shared/model/signing.ts';
import { publicKeyObject, verifying } from '../services/crypto.ts';
import { countUpdate } from '../services/package/update-count.ts';
import { ValueCount } from '../services/value-count.ts';
import { MAX_UPDATE_VALUES } from './limits.ts';

/** Smaller updates hold a few entries, which are verified in less time than it takes to ask another thread. */
const LARGE_UPDATE_BYTES = 64 * 1024;

/** Verifies the signatures of a large update in other threads, so that nobody else waits for it. */
export class Signatures implements Verifying {
  /** What was found right, until it was asked for. */
  private readonly right = new Set<string>();

  readonly sha256 = verifying.sha256;

  verify(text: string, signature: string, key: string): boolean {
    return this.right.has(keyOf(text, signature, key)) || verifying.verify(text, signature, key);
  }

  /** Whether an update is so large that it should be prepared before it is judged. */
  isLarge(update: Uint8Array): boolean {
    return update.length > LARGE_UPDATE_BYTES;
  }

  /**
   * Verifies what an update holds, as far as it can be read; what is wrong is found when it is judged.
   *
   * @param isKnown whether an entry is here already
   * @returns what forgets it again
   */
  async prepare(update: Uint8Array, isKnown: (id: string) => boolean): Promise<() => void> {
    const signed = signaturesIn(update).filter(({ id }) => !isKnown(id));
    const found = await Promise.all(signed.map(verifyElsewhere));
    const right = found.filter((each) => each !== undefined);
    for (const each of right) this.right.add(each);
    return () => {
      for (const each of right) this.right.delete(each);
    };
  }
}

interface Signed {
  id: string;
  text: string;
  signature: string;
  key: string;
}

function signaturesIn(update: Uint8Array): Signed[] {
  try {
    countUpdate(update, new ValueCount(MAX_UPDATE_VALUES));
    return signedValues(update);
  } catch {
    return [];
  }
}

function signedValues(update: Uint8Array): Signed[] {
  return Y.decodeUpdate(update).structs.flatMap((struct) => {
    const value =
      struct instanceof Y.Item && struct.content instanceof Y.ContentAny ? struct.content.arr[0] : undefined;
    const { id, sig, key } = (value ?? {}) as { id?: unknown; sig?: unknown; key?: unknown };
    const isSigned =
      typeof id === 'string' && signatureSchema.safeParse(sig).success && publicKeySchema.safeParse(key).success;
    return isSigned ? { id, text: signedText(id), signature: sig as string, key: key as string } : [];
  });
}

function verifyElsewhere({ text, signature, key }: Signed): Promise<string | undefined> {
  return new Promise((done) => {
    try {
      verify(null, Buffer.from(text), publicKeyObject(key), Buffer.from(signature, 'base64url'), (error, isRight) =>
        done(!error && isRight ? keyOf(text, signature, key) : undefined),
      );
    } catch {
      // Not every 32 bytes are a point on the curve.
      done(undefined);
    }
  });
}

function keyOf(text: string, signature: string, key: string): string {
  return `${text} ${signature} ${key}`;
}
