import type { z } from 'zod';
import type { exportingCalls } from '../../../shared/bridge/exporting.ts';
import type { Brief } from '../brief/brief.ts';
import type { Exporting } from '../exporting/exporting.ts';
import { nameFor } from '../exporting/name-for.ts';
import type { Reader } from '../importing/in-thread.ts';
import { planReview } from '../importing-comments/plan-review.ts';
import { carriedFor } from './carried-for.ts';
import type { HandlersOf, ServiceContext } from './context.ts';
import { exportMany } from './export-many.ts';
import { fileOut } from './file-out.ts';

/** Answers the calls of exports, and comments that come back. */
export function exportingHandlers(
  context: ServiceContext,
  exporting: Exporting,
  reader: Reader,
): HandlersOf<typeof exportingCalls> {
  const make = async ({ job, brief, choices, now }: z.output<(typeof exportingCalls)['export.make']>) => {
    const taken = await context.library.with(brief, (stored) => carriedFor(context, stored, choices));
    const options = { ...choices, now: now ?? context.now() };
    const made = await exporting.make(job, taken, options, (step) => context.emit('export.step', { job, step }));
    return { ...made, name: nameFor(made.title, options) };
  };
  return {
    'export.make': async (params) => {
      const { name, bytes, receipt } = await make(params);
      return { file: fileOut(name, bytes), receipt };
    },
    'export.keep': async (params) => {
      const { name, bytes, receipt } = await make(params);
      exporting.keep(params.job, bytes);
      return { name, size: bytes.length, receipt };
    },
    'export.piece': ({ job, from }) => ({ bytes: Buffer.from(exporting.piece(job, from)).toString('base64') }),
    'export.preview': async ({ job, brief, choices, now }) => {
      const taken = await context.library.with(brief, (stored) => carriedFor(context, stored, choices));
      return exporting.preview(job, taken, { ...choices, now: now ?? context.now() });
    },
    'export.keepMany': (params) => exportMany(context, exporting, params),
    'export.stop': ({ job }) => {
      exporting.stop(job);
      return null;
    },
    'comments.preview': async ({ brief, name, bytes, as }) => {
      const author = await context.author(as);
      const file = await reader.readAs('review', { name, bytes: Buffer.from(bytes, 'base64') });
      const { steps, receipt } = await context.library.with(brief, (stored) =>
        planReview(stored.brief, file, author.person.id, stored.own.notes),
      );
      return { steps, receipt };
    },
    'comments.apply': async ({ brief, name, bytes, as }) => {
      const file = await reader.readAs('review', { name, bytes: Buffer.from(bytes, 'base64') });
      const { plan } = await context.change(brief, as, (stored, author) => {
        const planning = (each: Brief) => planReview(each, file, author.person.id, stored.own.notes);
        return stored.following(planning, author, context.now());
      });
      return { steps: plan.steps, receipt: plan.receipt };
    },
  };
}
