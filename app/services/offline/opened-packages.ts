import { randomUUID } from 'node:crypto';
import { titleOf } from '../../../shared/article/blocks.ts';
import type { OpenedPackage } from '../../../shared/offline/opened-package.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { showBrief } from '../../../shared/shown.ts';
import type { Brief } from '../brief/brief.ts';
import type { Library } from '../library/library.ts';
import { isLocked, unlockPackage } from '../package/lock.ts';
import { readPackageInThread } from '../package/read-in-thread.ts';
import type { Copy } from './merge.ts';
import { verifyBrief } from './verify.ts';

/** Somebody who opens more files than this at once has forgotten the first. */
const MAX_OPENED = 4;

/** The brief that a file is a copy of, where it is in the library. */
interface Here {
  told: NonNullable<Extract<OpenedPackage, { locked: false }>['here']>;
  older?: Brief;
}

/** The `.brief` files that were opened and wait for their person to say whether to add, merge or only look at them. */
export class OpenedPackages {
  private readonly all = new Map<string, Copy>();

  constructor(private readonly library: Library) {}

  /**
   * Opens a file: every signature in it is checked, and nothing is changed.
   *
   * @throws {Refusal} where it is damaged, or the passphrase is wrong
   */
  async open(
    bytes: Uint8Array,
    name: string,
    { passphrase, now, tell }: { passphrase?: string | undefined; now: number; tell?: (done: number) => void },
  ): Promise<OpenedPackage> {
    const locked = isLocked(bytes);
    if (locked && passphrase === undefined) return { locked: true };
    const open = locked ? await unlockPackage(bytes, name, passphrase ?? '') : bytes;
    const copy = { ...(await readPackageInThread(open, name, undefined, tell)), name };
    const opened = randomUUID();
    const [oldest] = this.all.keys();
    if (this.all.size >= MAX_OPENED && oldest !== undefined) this.all.delete(oldest);
    this.all.set(opened, copy);
    const { brief, leftOut } = copy;
    const here = await this.here(copy, now);
    return {
      locked: false,
      opened,
      brief: brief.id,
      title: titleOf(brief.article),
      shown: showBrief(brief, leftOut),
      verification: verifyBrief(brief, here?.older),
      ...(here ? { here: here.told } : {}),
      privately: copy.privately?.length ?? 0,
    };
  }

  /** @throws {Refusal} where it was dropped, or Briefmark was started anew */
  find(opened: string): Copy {
    const copy = this.all.get(opened);
    if (!copy) throw new Refusal('no-such-package', 'This file is not open any more. Open it again.');
    return copy;
  }

  /** Forgets a file. */
  drop(opened: string): void {
    this.all.delete(opened);
  }

  private async here(copy: Copy, now: number): Promise<Here | undefined> {
    const summary = (await this.library.catalogue.list()).find(({ id }) => id === copy.brief.id);
    if (!summary) return undefined;
    const binned = summary.binnedAt !== undefined;
    if (summary.trouble !== undefined) return { told: { binned, trouble: summary.trouble } };
    return this.library.peek(copy.brief.id, async (stored): Promise<Here> => {
      try {
        return { told: { binned, merge: await stored.previewMerge(copy, now) }, older: stored.brief };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const why =
          error.code === 'different-articles' ? { articlesDiffer: true as const } : { trouble: error.message };
        return { told: { binned, ...why }, older: stored.brief };
      }
    });
  }
}
