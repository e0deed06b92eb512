import { TextIndex } from '../../shared/anchors/text-index.ts';
import { articleOf } from '../../shared/article/blocks.ts';
import type { Exportable } from '../../shared/exporting/export-brief.ts';
import type { Entry } from '../../shared/model/entry.ts';
import type { BriefId, EntryId, PersonId } from '../../shared/model/ids.ts';
import { KIND_NAMES } from '../../shared/model/kinds.ts';
import { Notes } from '../../shared/model/notes.ts';
import { seededRandom } from './random.ts';

const hex = (n: number) => n.toString(16).padStart(64, '0');

/** A brief of so many threads with two comments each, ten words of article to a thread, for measuring exports. */
export function largeExport(threads: number): Exportable {
  const random = seededRandom(7);
  const word = () =>
    'harbour council tender dredging season witness figure paper delay north'.split(' ')[Math.floor(random() * 10)];
  const paragraphs = Math.ceil(threads / 10);
  const article = articleOf([
    { type: 'title', text: 'A long brief' },
    ...Array.from({ length: paragraphs }, () => ({
      type: 'paragraph' as const,
      text: `${Array.from({ length: 100 }, word).join(' ')}.`,
    })),
  ]);
  const index = new TextIndex(article);
  const founder = hex(1) as PersonId;
  const notes = new Notes(founder);
  const placements: [EntryId, { state: 'placed'; ranges: { from: number; to: number }[] }][] = [];
  const envelope = { v: 1 as const, key: 'k', nonce: 'n', sig: 's' };
  const entries: unknown[] = Array.from({ length: 5 }, (_, i) => ({
    ...envelope,
    id: hex(10 + i),
    at: 1,
    by: hex(1 + i),
    type: 'person',
    name: `Person Number${i}`,
    initials: `P${i}`,
    colour: '#4c5561',
  }));
  for (let i = 0; i < threads; i++) {
    const id = hex(1000 + i * 10);
    const by = hex(1 + (i % 5));
    const from = Math.floor((i / threads) * (index.text.length - 200)) + 14;
    const range = index.trim({ from, to: from + 20 + Math.floor(random() * 60) }) ?? { from, to: from + 20 };
    const quote = { exact: index.slice(range), prefix: '', suffix: '' };
    entries.push(
      {
        ...envelope,
        id,
        at: 1000 + i,
        by,
        type: 'annotated',
        kind: KIND_NAMES[i % 8],
        tags: i % 3 ? [] : ['one'],
        anchors: [{ start: {}, end: {}, quote, offset: range.from }],
      },
      {
        ...envelope,
        id: hex(1001 + i * 10),
        at: 1000 + i + 1,
        by,
        type: 'commented',
        annotation: id,
        body: `The **first** word on this, and *${word()}*: see [it](https://example.org/${i}).`,
      },
      {
        ...envelope,
        id: hex(1002 + i * 10),
        at: 1000 + i + 2,
        by: hex(1 + ((i + 1) % 5)),
        type: 'commented',
        annotation: id,
        parent: hex(1001 + i * 10),
        body: `An answer about ${word()} and ${word()}.`,
      },
    );
    placements.push([id as EntryId, { state: 'placed', ranges: [range] }]);
  }
  notes.add(entries as Entry[]);
  const id = hex(99) as BriefId;
  return { id, article, meta: { language: 'en', direction: 'ltr' }, notes, placements: new Map(placements) };
}
