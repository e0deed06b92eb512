import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { readHtml } from '../../app/services/importing/html/read-html.ts';
import { readPdf } from '../../app/services/importing/pdf/read-pdf.ts';
import { openServices } from '../../app/services/services.ts';
import { isArticleName } from '../../shared/importing/formats.ts';
import { type Bench, median, type Report, timed } from './support/bench.ts';

/** Benches run from the top of the tree, as one file each. */
const FIXTURES = join(process.cwd(), 'tests/fixtures');
/** As many as the bulk import is measured with. */
const FILES = 100;

export default {
  name: 'Imports',
  about: 'a page of 300 KB, a PDF of 200 pages, and a hundred files of all formats',
  parts: ['page', 'pdf', 'files'],
  run: (report: Report, part: string) =>
    part === 'page' ? page(report) : part === 'pdf' ? pdf(report) : files(report),
} satisfies Bench;

async function page(report: Report): Promise<void> {
  const html = await largePage();
  const bytes = new TextEncoder().encode(html);
  const alone = await median(() => {
    const { document } = parseHTML(html);
    new Readability(document as never).parse();
  });
  const whole = await median(() => readHtml({ name: 'large.html', bytes }));
  report({ what: 'Readability alone', value: alone, unit: 'ms' });
  report({ what: 'a page of 300 KB into blocks', value: whole, unit: 'ms' });
  report({ what: 'above Readability alone', value: whole - alone, unit: 'ms', atMost: 150 });
}

/** A page of news with its body many times over, up to 300 KB. */
async function largePage(): Promise<string> {
  const page = await readFile(join(FIXTURES, 'imports/tuned/tariff-blog.html'), 'utf8');
  const from = page.indexOf('<div class="entry-content">') + '<div class="entry-content">'.length;
  const to = page.indexOf('<div class="sharedaddy">');
  const body = page.slice(from, to);
  const more = Math.ceil((300 * 1024 - page.length) / body.length);
  return page.slice(0, to) + body.repeat(more) + page.slice(to);
}

/** More pages than most reports have. */
const PAGES = 200;

async function pdf(report: Report): Promise<void> {
  const bytes = await longPdf();
  let steps = 0;
  const took = await median(
    async () => {
      steps = 0;
      const { article } = await readPdf({ name: 'long.pdf', bytes }, () => {
        steps += 1;
      });
      if (article.blocks.length < PAGES) throw new Error(`Only ${article.blocks.length} blocks were read.`);
    },
    { times: 3 },
  );
  report({ what: `a PDF of ${PAGES} pages into blocks`, value: took, unit: 'ms', atMost: 5_000 });
  report({ what: 'steps of progress that it told', value: steps, unit: '', atLeast: PAGES });
}

/** Two columns a page, with a running head, a number and a heading, as a commission's report has them. */
async function longPdf(): Promise<Uint8Array> {
  const made = await PDFDocument.create();
  const font = await made.embedFont(StandardFonts.TimesRoman);
  const bold = await made.embedFont(StandardFonts.TimesRomanBold);
  const words =
    'the ferry waits at the eastern mole until the water has gone down and nobody can say when that is'.split(' ');
  for (let number = 1; number <= PAGES; number += 1) {
    const page = made.addPage([595, 842]);
    page.drawText('Report on the eastern mole', { x: 60, y: 800, size: 9, font });
    page.drawText(String(number), { x: 295, y: 30, size: 9, font });
    page.drawText(`${number}. What was found`, { x: 60, y: 770, size: 14, font: bold });
    for (const [column, x] of [60, 310].entries())
      for (let line = 0; line < 50; line += 1) {
        const from = (number * 7 + column * 50 + line) % words.length;
        const text = Array.from({ length: 9 }, (_, at) => words[(from + at) % words.length]).join(' ');
        page.drawText(line % 10 === 9 ? `${text.slice(0, 30)}.` : text, { x, y: 745 - line * 14, size: 10, font });
      }
  }
  return made.save();
}

/** The fixtures that may be looked at, of every format. */
async function mixedFiles(): Promise<{ name: string; bytes: string }[]> {
  const folders = ['imports/tuned', 'documents/tuned', 'plain-text/tuned'].map((folder) => join(FIXTURES, folder));
  const found = await Promise.all(
    folders.map(async (folder) => (await readdir(folder)).filter(isArticleName).map((name) => join(folder, name))),
  );
  // One of each folder after another, so that the formats take turns.
  const paths = Array.from({ length: Math.max(...found.map(({ length }) => length)) }, (_, at) =>
    found.flatMap((all) => all[at] ?? []),
  ).flat();
  return Promise.all(
    paths.map(async (path) => ({ name: basename(path), bytes: (await readFile(path)).toString('base64') })),
  );
}

async function files(report: Report): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'briefmark-bench-imports-'));
  const services = await openServices({ home, version: '0', capabilities: { shell: 'browser', nativeMenu: false } });
  try {
    await services.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#1554b5' });
    const all = await mixedFiles();
    const took = await timed(async () => {
      for (let i = 0; i < FILES; i++) {
        const { preview } = await services.call('import.preview', all[i % all.length] as (typeof all)[number]);
        await services.call('import.accept', { preview, decisions: [] });
      }
    });
    report({ what: 'files imported', value: FILES / (took / 1000), unit: 'a second', atLeast: 10 });
  } finally {
    await services.close();
    await rm(home, { recursive: true, force: true });
  }
}
