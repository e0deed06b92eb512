import * as Y from 'yjs';
import type { BriefId } from '../../shared/model/ids.ts';
import type { Verifying } from '../../shared/model/signing.ts';
import { verifying as nodeVerifying } from '../services/crypto.ts';
import { walkUpdate } from '../services/package/update-walk.ts';
import { ValueCount } from '../services/value-count.ts';
import { rightSignatures, signatureName } from '../services/verifying/right-entries.ts';
import { MAX_UPDATE_VALUES } from './limits.ts';

/** Smaller updates hold a few entries, which are verified in less time than it takes to ask another thread. */
const LARGE_UPDATE_BYTES = 64 * 1024;

/** Verifies the signatures of a large update in another thread, so that nobody else waits for it. */
export class Signatures implements Verifying {
  /** The names of what was found right in an update, of each that is still to be judged. */
  private readonly prepared = new Set<ReadonlySet<string>>();

  readonly sha256: Verifying['sha256'];

  /** @param verifying does what wasn't prepared */
  constructor(
    private readonly brief: BriefId,
    private readonly verifying: Verifying = nodeVerifying,
  ) {
    this.sha256 = verifying.sha256;
  }

  verify(text: string, signature: string, key: string): boolean {
    const name = signatureName(text, signature, key);
    for (const right of this.prepared) if (right.has(name)) return true;
    return this.verifying.verify(text, signature, key);
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
    const right = await rightSignatures(this.brief, fresh.flatMap(jsonOf));
    this.prepared.add(right);
    return () => this.prepared.delete(right);
  }
}

/** The objects that an update holds and that might be entries; what they have, nobody has looked at. */
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

/** A value as JSON; nothing where it has none, or is too deep for one, and so is no entry either. */
function jsonOf(value: object): string[] {
  try {
    return [JSON.stringify(value)];
  } catch {
    return [];
  }
}
