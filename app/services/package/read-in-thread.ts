import { programOf } from '../thread-program.ts';
import { VerifyThread } from '../verifying/verify-thread.ts';
import { type PackagedBrief, readPackage } from './package.ts';

/** A smaller package is read before a thread has started. */
const SMALL_BYTES = 256 * 1024;

/** The share of reading a package that its signatures take; what follows in this thread is the rest. */
const CHECKING = 0.7;

/**
 * Reads a package as `readPackage` does, with every signature checked in a thread of its own: a package that was made to
 * keep its reader busy keeps nobody else waiting.
 *
 * @param program the bundle of `verify-worker.ts`; without one, as from sources, everything is done in this thread
 * @param tell hears how far it is, from 0 to 1
 * @throws {Refusal} where it is damaged, hostile or from a newer version
 */
export async function readPackageInThread(
  bytes: Uint8Array,
  name: string,
  program = programOf('verify-worker'),
  tell: (done: number) => void = () => {},
): Promise<PackagedBrief> {
  if (program === undefined || bytes.length < SMALL_BYTES) return readPackage(bytes, name);
  const thread = new VerifyThread(program);
  try {
    const { ids } = await thread.ask({ bytes, name }, (done) => tell(done * CHECKING));
    return readPackage(bytes, name, undefined, new Set(ids));
  } finally {
    await thread.end();
  }
}
