import * as Y from 'yjs';
import { signedText } from '../../shared/model/entry.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import type { Verifying } from '../../shared/model/signing.ts';
import { verifying } from '../services/crypto.ts';
import { walkUpdate } from '../services/package/update-walk.ts';
import { ValueCount } from '../services/value-count.ts';
import { rightEntries } from '../services/verifying/right-entries.ts';
import { MAX_UPDATE_VALUES } from './limits.ts';

/** Smaller updates hold a few entries, which are verified in less time than it takes to ask another thread. */
const LARGE_UPDATE_BYTES = 64 * 1024;

/** Verifies the signatures of a large update in another thread, so that nobody else waits for it. */
export class Signatures implements Verifying {
  /** What was found right, until it was asked for. */
  private readonly right = new Set<string>();

  readonly sha256 = verifying.sha256;

  constructor(private readonly brief: BriefId) {}

  verify(text: string, signature: string, key: string): boolean {
    return this.right.has(nameOf(text, signature, key)) || verifying.verify(text, signature, key);
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
    const fresh = valuesIn(update).filter(({ id }) => typeof id === 'string' && !isKnown(id));
    const right = [...(await rightEntries(this.brief, fresh))].map((value) => {
      const { id, sig, key } = value as { id: string; sig: string; key: string };
      return nameOf(signedText(id), sig, key);
    });
    for (const each of right) this.right.add(each);
    return () => {
      for (const each of right) this.right.delete(each);
    };
  }
}

/** The objects that an update holds and that might be entries. */
function valuesIn(update: Uint8Array): { id?: unknown }[] {
  try {
    walkUpdate(update, new ValueCount(MAX_UPDATE_VALUES));
    return Y.decodeUpdate(update).structs.flatMap((struct) => {
      const value: unknown =
        struct instanceof Y.Item && struct.content instanceof Y.ContentAny ? struct.content.arr[0] : undefined;
      return typeof value === 'object' && value !== null ? [value] : [];
    });
  } catch {
    return [];
  }
}

function nameOf(text: string, signature: string, key: string): string {
  return `${text} ${signature} ${key}`;
}
