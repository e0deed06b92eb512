import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { readHtml } from '../../app/services/importing/html/read-html.ts';
import { openServices } from '../../app/services/services.ts';
import { type Bench, median, type Report, timed } from './support/bench.ts';

/** Benches run from the top of the tree, as one file each. */
const FIXTURES = join(process.cwd(), 'tests/fixtures');
/** As many as the bulk import is measured with. */
const FILES = 100;

export default {
  name: 'Imports',
  about: 'a page of 300 KB, and a hundred files of many formats',
  parts: ['page', 'files'],
  run: (report: Report, part: string) => (part === 'page' ? page(report) : files(report)),
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

async function files(report: Report): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'briefmark-bench-imports-'));
  const services = await openServices({ home, version: '0', capabilities: { shell: 'browser', nativeMenu: false } });
  try {
    await services.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#1554b5' });
    const folder = join(FIXTURES, 'imports/tuned');
    const names = (await readdir(folder)).filter((name) => /\.(?:html|md|eml|mhtml?|epub|odt)$/.test(name));
    const all = await Promise.all(
      names.map(async (name) => ({ name, bytes: (await readFile(join(folder, name))).toString('base64') })),
    );
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
