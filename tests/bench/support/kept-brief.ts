import { cp, mkdtemp, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Library } from '../../../app/services/library/library.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { largeBrief, type Size } from '../../support/large-brief.ts';

/** A library with one large brief in it, that its caller may change. */
export interface KeptBrief {
  /** The library's folder. */
  folder: string;
  brief: BriefId;
}

/**
 * A library with a brief of some size, in a folder of its own. Signing 15,000 entries takes seconds, so that the brief
 * is made once in a run of `npm run bench` and copied for each that asks.
 */
export async function keptBrief(size: Size, library: string): Promise<KeptBrief> {
  const run = process.env.BRIEFMARK_BENCH_FOLDER;
  if (!run) throw new Error('BRIEFMARK_BENCH_FOLDER is not set: use `npm run bench`.');
  const made = join(run, `brief-${size.words}-${size.annotations}`);
  if (!(await stat(made).catch(() => undefined))) {
    const making = await mkdtemp(join(run, 'making-'));
    await new Library(making).add(largeBrief(size), Date.now());
    await rename(making, made);
  }
  await cp(made, library, { recursive: true });
  const [summary] = await new Library(library).catalogue.list();
  if (!summary || summary.trouble) throw new Error(`The large brief can't be read: ${summary?.trouble}`);
  return { folder: library, brief: summary.id };
}
