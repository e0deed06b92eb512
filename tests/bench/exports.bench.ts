import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CarriedBrief, carried } from '../../app/services/exporting/carried-brief.ts';
import { inThread } from '../../app/services/exporting/in-thread.ts';
import type { MadeExport } from '../../app/services/exporting/make-export.ts';
import { Library } from '../../app/services/library/library.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../../shared/exporting/options.ts';
import { appFolder } from '../e2e/support/built-app.ts';
import { optionsFor } from '../support/exports.ts';
import { FULL, type Size } from '../support/large-brief.ts';
import { type Bench, median, peakMemory, type Report, timed } from './support/bench.ts';
import { keptBrief } from './support/kept-brief.ts';

const SMALL: Size = { words: FULL.words / 10, annotations: FULL.annotations / 10 };

const MOST_MS: Partial<Record<ExportFormat, number>> = { docx: 5_000, pdf: 20_000 };
const MOST_MS_ELSE = 2_000;

/** Ten times the threads may take ten times as long, and a little for what a larger heap costs. */
const LINEAR = 12;

export default {
  name: 'Exports',
  about: '50,000 words, 5,000 annotations, 10,000 comments; in their own new thread, written and read back',
  needs: ['chromium'],
  parts: EXPORT_FORMATS,
  async run(report: Report, part: string) {
    const to = part as ExportFormat;
    const home = await mkdtemp(join(tmpdir(), 'briefmark-bench-exports-'));
    try {
      const small = await carriedBrief(SMALL, join(home, 'small'));
      const full = await carriedBrief(FULL, join(home, 'full'));
      const atRest = process.memoryUsage().rss / 1024 / 1024;
      const smallTook = await median(() => made(small, to), { times: 3 });
      const smallMemory = peakMemory() - atRest;
      const before = process.cpuUsage();
      const fullTook = await timed(() => made(full, to));
      const { user, system } = process.cpuUsage(before);
      const fullMemory = peakMemory() - atRest;
      report({ what: to, value: fullTook / 1000, unit: 's', atMost: (MOST_MS[to] ?? MOST_MS_ELSE) / 1000 });
      // A busy machine adds to the time, and little to this. A browser's own isn't in it.
      report({ what: `${to}: processor time`, value: (user + system) / 1_000_000, unit: 's' });
      report({ what: `${to}: time, 5,000 against 500`, value: fullTook / smallTook, unit: 'times', atMost: LINEAR });
      report({ what: `${to}: memory, at 500`, value: smallMemory, unit: 'MB' });
      report({ what: `${to}: memory, at 5,000`, value: fullMemory, unit: 'MB' });
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  },
} satisfies Bench;

async function carriedBrief(size: Size, folder: string): Promise<CarriedBrief> {
  const { brief } = await keptBrief(size, folder);
  const library = new Library(folder);
  try {
    return await library.with(brief, (stored) => carried(stored.brief, new Map()));
  } finally {
    await library.closeAll();
  }
}

/** Makes an export as the app does. */
async function made(brief: CarriedBrief, to: ExportFormat): Promise<void> {
  const program = join(appFolder, 'out', 'main', 'export-worker.js');
  const options = optionsFor({ format: { to } });
  const { receipt } = await inThread<MadeExport>(program, { task: 'make', brief, options }, {});
  if (receipt.exported !== brief.placements.length) throw new Error(`Only ${receipt.exported} threads went out.`);
}
