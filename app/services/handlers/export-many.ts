import type { z } from 'zod';
import { titleOf } from '../../../shared/article/blocks.ts';
import type { ExportOfMany, exportingCalls } from '../../../shared/bridge/exporting.ts';
import type { Results } from '../../../shared/bridge.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Exporting } from '../exporting/exporting.ts';
import { ExportFolder, INDEX } from '../exporting/folder.ts';
import { makeInThread, zipInThread } from '../exporting/in-thread.ts';
import { carriedFor } from './carried-for.ts';
import type { ServiceContext } from './context.ts';

/** All of it, and the zip besides, is in memory at once, here and then in the window. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * Exports several briefs, one after another, into a zip with an index, which is kept to be taken piece by piece. One
 * that can't be exported is in the account with the reason, and keeps the others from nothing.
 *
 * @throws {Refusal} where it was stopped, or the whole is too large for one file
 */
export function exportMany(
  context: ServiceContext,
  exporting: Exporting,
  { job, briefs, choices, now }: z.output<(typeof exportingCalls)['export.keepMany']>,
): Promise<Results['export.keepMany']> {
  const options = { ...choices, now: now ?? context.now() };
  return exporting.stoppable(job, async (surroundings) => {
    const folder = new ExportFolder(options);
    const files: Record<string, Uint8Array> = {};
    const exports: ExportOfMany[] = [];
    let bytes = 0;
    for (const [done, brief] of briefs.entries()) {
      surroundings.signal.throwIfAborted();
      context.emit('export.progress', { job, done, of: briefs.length });
      let title = '';
      try {
        const taken = await context.library.peek(brief, async (stored) => {
          title = titleOf(stored.brief.article);
          return carriedFor(context, stored, choices);
        });
        const made = await makeInThread(taken, options, surroundings);
        const file = folder.add(made);
        files[file] = made.bytes;
        bytes += made.bytes.length;
        exports.push({ brief, title: made.title, file, receipt: made.receipt });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        exports.push({ brief, title, problem: error.message });
      }
      if (bytes > MOST_BYTES) {
        throw new Refusal(
          'export-too-large',
          'These exports are too large for one file. Export fewer briefs at once, or use “briefmark export” on the command line, which writes them into a folder.',
        );
      }
    }
    context.emit('export.progress', { job, done: briefs.length, of: briefs.length });
    const zip = await zipInThread({ ...files, [INDEX]: folder.index() }, options.now, surroundings);
    exporting.keep(job, zip);
    return { name: `briefs-${choices.format.to}.zip`, size: zip.length, exports };
  });
}
