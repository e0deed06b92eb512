import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Brief } from '../../app/services/brief/brief.ts';
import { verifying } from '../../app/services/crypto.ts';
import { Library } from '../../app/services/library/library.ts';
import { packageOf } from '../../app/services/library/packages.ts';
import { StoredBrief } from '../../app/services/library/stored-brief.ts';
import { readPackage } from '../../app/services/package/package.ts';
import { place } from '../../shared/anchors/placement.ts';
import { SharedTextIndex } from '../../shared/anchors/shared-text-index.ts';
import { TextIndex } from '../../shared/anchors/text-index.ts';
import { BODY, readSharedArticle } from '../../shared/article/shared-article.ts';
import { checkEntry } from '../../shared/model/entry.ts';
import { Notes } from '../../shared/model/notes.ts';
import { FULL } from '../support/large-brief.ts';
import { type Bench, median, peakMemory, type Report } from './support/bench.ts';
import { keptBrief } from './support/kept-brief.ts';

export default {
  name: 'A brief in services',
  about: '50,000 words, 5,000 annotations, 10,000 comments, all signed',
  parts: ['opening', 'package', 'model'],
  async run(report: Report, part: string) {
    const home = await mkdtemp(join(tmpdir(), 'briefmark-bench-library-'));
    try {
      const { folder, brief } = await keptBrief(FULL, join(home, 'library'));
      if (part === 'opening') await opening(report, join(folder, brief), brief);
      if (part === 'package') await packages(report, new Library(folder), brief);
      if (part === 'model') await model(report, await StoredBrief.open(join(folder, brief), brief));
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  },
} satisfies Bench;

async function opening(report: Report, folder: string, id: Brief['id']): Promise<void> {
  const open = () => StoredBrief.open(folder, id);
  const took = await median(async () => (await open()).close());
  report({ what: 'opening from the log', value: took, unit: 'ms', atMost: 1_000 });
  report({ what: 'memory of the process', value: peakMemory(), unit: 'MB' });
}

async function packages(report: Report, library: Library, brief: Brief['id']): Promise<void> {
  const { bytes } = await packageOf(library, brief);
  const writing = await median(() => packageOf(library, brief));
  const reading = await median(() => readPackage(bytes, 'large.brief'), { times: 3 });
  report({ what: 'package', value: bytes.length / 1024 / 1024, unit: 'MB' });
  report({ what: 'package: writing', value: writing, unit: 'ms' });
  report({ what: 'package: reading, each signature verified', value: reading, unit: 'ms' });
}

async function model(report: Report, { brief }: StoredBrief): Promise<void> {
  const entries = [...brief.notes.entries.values()];
  report({ what: 'entries', value: entries.length, unit: '' });

  const folding = await median(() => new Notes(brief.founder).add(entries));
  report({ what: 'folding', value: folding, unit: 'ms' });

  const some = entries.slice(0, 15_000);
  const verify = () => some.every((entry) => !checkEntry(entry, brief.id, verifying));
  const verified = await median(() => verify() || Promise.reject(new Error('An entry does not verify.')), { times: 3 });
  report({ what: 'verifying 15,000 signatures, on one core', value: verified, unit: 'ms', atMost: 3_000 });

  const anchors = [...brief.notes.annotations.values()].map((annotation) => annotation.anchors);
  const index = () => ({
    doc: brief.text,
    text: new TextIndex(readSharedArticle(brief.text.getXmlFragment(BODY))),
    shared: new SharedTextIndex(brief.text.getXmlFragment(BODY)),
  });
  const placed = await median((article) => anchors.forEach((each) => void place(article, each)), { prepare: index });
  report({ what: 'placing 5,000 anchors', value: placed, unit: 'ms' });

  insertAtTop(brief);
  const moved = await median(() => {
    const article = index();
    if (anchors.some((each) => place(article, each).state !== 'placed')) throw new Error('An anchor was lost.');
  });
  report({
    what: 'placing 5,000 anchors after an edit elsewhere, index included',
    value: moved,
    unit: 'ms',
    atMost: 100,
  });
}

/** Types a word into the first line, so that every offset below is another. */
function insertAtTop(brief: Brief): void {
  const title = brief.text.getXmlFragment(BODY).get(0);
  const words = 'get' in title ? title.get(0) : undefined;
  if (!words || !('insert' in words)) throw new Error('The article has no title.');
  (words as { insert(at: number, text: string): void }).insert(0, 'Revised: ');
}
