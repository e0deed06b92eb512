import * as Y from 'yjs';
import { Brief, MADE_JUST_NOW } from '../../app/services/brief/brief.ts';
import { newBrief } from '../../app/services/brief/new-brief.ts';
import type { Identity } from '../../app/services/identity/profile.ts';
import { logOf, type NewRecord } from '../../app/services/log/log.ts';
import { type Copy, merge } from '../../app/services/offline/merge.ts';
import { planUpdate } from '../../app/services/offline/update.ts';
import { verifyBrief } from '../../app/services/offline/verify.ts';
import { readPackage, writePackage } from '../../app/services/package/package.ts';
import { anchorAt } from '../../shared/anchors/placement.ts';
import type { Block } from '../../shared/article/block-types.ts';
import { articleOf } from '../../shared/article/blocks.ts';
import { MARKER, MONDAY } from '../support/copies.ts';
import { personCalled } from '../support/people.ts';
import { seededRandom } from '../support/random.ts';
import { type Bench, median, type Report, timed } from './support/bench.ts';

const PARAGRAPHS = 500;
const WORDS_A_PARAGRAPH = 100;
const ANNOTATIONS = 5_000;
const described = { language: 'en', direction: 'ltr', source: { name: 'long.txt', encoding: 'utf-8' } } as const;
const ann = personCalled('Ann Okoro');

export default {
  name: 'Review offline',
  about: '50,000 words, 5,000 annotations with 10,000 comments, all signed',
  parts: ['merging', 'replacing'],
  async run(report: Report, part: string) {
    if (part === 'merging') await merging(report);
    if (part === 'replacing') await replacing(report);
  },
} satisfies Bench;

/** Four copies that share three quarters of their annotations. */
async function merging(report: Report): Promise<void> {
  const { brief, records } = newBrief(articleOf(longArticle()), described, ann, MONDAY);
  annotate(brief, records, ann, (ANNOTATIONS * 3) / 4, 0);
  const packages = ['Bo Tan', 'Cy Ruiz', 'Di Moss', 'Ed Lund'].map((name, i) => {
    const copy = new Brief(brief);
    copy.applyText([Y.encodeStateAsUpdate(brief.text)]);
    copy.applyNotes([Y.encodeStateAsUpdate(brief.notesDoc)]);
    copy.addEntries(brief.notes.entries.values());
    const own = [...records];
    annotate(copy, own, personCalled(name), ANNOTATIONS / 4, i + 1);
    return writePackage({ brief: copy, createdAt: MONDAY, log: logOf(MARKER, own), leftOut: [], images: new Map() });
  });
  const copies: Copy[] = [];
  const reading = await timed(() => {
    for (const bytes of packages) copies.push({ ...readPackage(bytes, 'copy.brief', 600_000), name: 'copy.brief' });
  });
  const [entries, verifying] = [
    copies[0]?.brief.notes.entries.size ?? 0,
    await timed(() => verifyBrief(copies[0]?.brief as Brief)),
  ];
  report({ what: 'entries a copy', value: entries, unit: '' });
  report({ what: 'reading four copies, each signature verified', value: reading, unit: 'ms' });
  report({ what: 'saying who wrote what', value: verifying, unit: 'ms' });
  const took = await median(() => void merge(copies as [Copy], MONDAY, MARKER), { times: 3 });
  report({ what: 'merging four copies, a quarter of each different', value: took, unit: 'ms', atMost: 2_000 });
}

/** A revised article: a tenth of its paragraphs changed, some moved, some gone, some new. */
async function replacing(report: Report): Promise<void> {
  const { brief, records } = newBrief(articleOf(longArticle()), described, ann, MONDAY);
  annotate(brief, records, ann, ANNOTATIONS, 0);
  const revised = articleOf(revisedArticle());
  const options = { version: 'Before', author: ann.person.id };
  const took = await median(() => void planUpdate(brief, { article: revised, described }, options), { times: 3 });
  report({ what: 'anchoring 5,000 annotations on a revised article', value: took, unit: 'ms', atMost: 1_000 });
  const { report: fates } = planUpdate(brief, { article: revised, described }, options);
  report({ what: 'of them not in the revised article', value: fates.orphaned, unit: '' });
}

/** Words as a language has them: a few often, many rarely. */
function longArticle(): Block[] {
  const random = seededRandom(7);
  const word = () => `w${Math.floor(6_000 * random() ** 3).toString(36)}`;
  const sentence = () => `${Array.from({ length: 20 }, word).join(' ')}.`;
  const paragraph = () => Array.from({ length: WORDS_A_PARAGRAPH / 20 }, sentence).join(' ');
  const paragraphs = Array.from({ length: PARAGRAPHS }, () => ({ type: 'paragraph' as const, text: paragraph() }));
  return [{ type: 'title', text: 'A long article' }, ...paragraphs];
}

function revisedArticle(): Block[] {
  const [title, ...old] = longArticle();
  const paragraphs = old.flatMap((block, i): Block[] => {
    if (i % 50 === 7) return [];
    if (i % 50 === 9) return [{ type: 'paragraph', text: `New in place ${i}. Nobody had said so before.` }, block];
    return i % 10 === 3
      ? [{ ...block, text: block.text.replace(/ (\w+) /, ' changed ').replace(/(\w+)\.$/, 'end.') }]
      : [block];
  });
  return [title as Block, ...paragraphs.slice(40), ...paragraphs.slice(0, 40)];
}

function annotate(brief: Brief, records: NewRecord[], author: Identity, count: number, shift: number): void {
  const { text } = brief.index;
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i / count) * (text.text.length - 300)) + 20 + shift * 7;
    const range = text.trim({ from, to: from + 40 });
    const anchors = range ? [anchorAt(brief.index, range)] : [];
    const payloads = [
      { type: 'annotated' as const, kind: 'claim' as const, tags: [], anchors },
      { type: 'commented' as const, annotation: MADE_JUST_NOW, body: `The first word on this, ${i}.` },
      { type: 'commented' as const, annotation: MADE_JUST_NOW, body: `An answer, ${i}.` },
    ];
    records.push(brief.append(payloads, author, MONDAY).record);
  }
}
