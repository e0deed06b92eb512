import { describe, expect, test } from 'vitest';
import { articleOf } from '../../../../shared/article/blocks.ts';
import { exportedBrief } from '../../../../shared/exporting/export-brief.ts';
import { allThreads } from '../../../../shared/exporting/exported-brief.ts';
import { exportChoicesSchema } from '../../../../shared/exporting/options.ts';
import { EXPORTED_AT, fortyThreads, OUTSIDER, PEOPLE, THREADS } from '../../../fixtures/forty-threads.ts';

const forty = fortyThreads();
const { brief, ids, people } = forty;

function exported(choices: Record<string, unknown> = {}) {
  const options = exportChoicesSchema.parse({ format: { to: 'html' }, ...choices });
  return exportedBrief(brief, { ...options, now: EXPORTED_AT });
}

describe('a brief as it goes out', () => {
  test('holds forty threads in the order of their places, and accounts for the one that was withdrawn', () => {
    const out = exported();
    const { receipt } = out;
    expect(receipt).toMatchObject({ threads: 41, exported: 40, wholeBrief: 2, orphaned: 2, unaccounted: 0 });
    expect(receipt.leftOut).toContainEqual({ what: 'thread', id: ids[40], reason: 'withdrawn' });
    expect(receipt.leftOut).toHaveLength(2);
    expect(allThreads(out).map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(out.wholeBrief.map(({ number }) => number)).toEqual([1, 2]);
    const starts = out.threads.map(({ passages }) => passages[0]?.range?.from ?? -1);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(new Set(allThreads(out).map(({ kind }) => kind.kind)).size).toBe(8);
    expect(out.threads.some(({ standing }) => standing === 'moved')).toBe(true);
  });

  test('keeps what answers a withdrawn comment, which now answers what that one answered', () => {
    const at = THREADS.findIndex(({ said }) => said.some(({ withdrawn }) => withdrawn));
    const thread = allThreads(exported()).find(({ id }) => id === ids[at]);
    expect(thread?.comments.map(({ body }) => body)).toEqual([
      'It will not: two hotels open in June.',
      'Three hotels.',
    ]);
    expect(thread?.comments[1]?.parent).toBe(thread?.comments[0]?.id);
  });

  test('tells of an orphan its old words, and marks the passage that it still has', () => {
    const { orphaned } = exported();
    expect(orphaned.map(({ passages }) => passages.map(({ range, quote }) => [range !== null, quote]))).toEqual([
      [[false, 'This sentence is here to be lost']],
      [
        [true, 'A tanker is chartered until September.'],
        [false, 'lost when the article is corrected'],
      ],
    ]);
  });

  test.each([
    [{ filter: { kinds: ['key-judgement'] } }, 3, 'not of the chosen kinds'],
    [{ filter: { tags: ['water', 'gone'] } }, 2, 'without the chosen tags'],
    [{ filter: { status: 'resolved' } }, 3, 'not of the chosen status'],
    [{ resolved: false }, 37, 'resolved'],
    [{ filter: { selected: [ids[0], ids[5]] } }, 2, 'not selected'],
    [{ filter: { people: [people.fang.person.id] } }, 10, 'nothing by the chosen people'],
    [{ filter: { until: '2026-03-14' } }, 0, 'not of the chosen days'],
    [{ filter: { since: '2027-01-01' } }, 0, 'not of the chosen days'],
  ])('with %j lets %i threads through and gives a reason for the others', (choices, count, reason) => {
    const { receipt } = exported(choices);
    const others = receipt.leftOut.filter(({ what }) => what === 'thread');
    expect(receipt.exported).toBe(count);
    expect(others).toHaveLength(41 - receipt.exported);
    expect(new Set(others.map((each) => each.reason))).toEqual(new Set(['withdrawn', reason]));
    expect(receipt.unaccounted).toBe(0);
  });

  test('has no name, id or colour of a person once it is anonymised, in comments either', () => {
    const out = exported({ anonymise: true });
    const { article: _, index: __, ...rest } = out;
    const text = JSON.stringify(rest);
    const parts = Object.values(PEOPLE).flatMap(({ name, colour }) => [name, ...name.split(/[\s-]/), colour]);
    for (const word of [
      ...parts,
      ...OUTSIDER.name.split(' '),
      ...Object.values(people).map(({ person }) => person.id),
    ]) {
      expect(text).not.toContain(word);
    }
    expect(out.people.map(({ name }) => name)).toEqual(['A', 'B', 'C', 'D', 'E', 'F']);
    expect(out.wholeBrief[1]?.comments[0]?.body).toContain('@A has the originals');
  });

  test('has letters in what names the file, too, and leaves the article what it is', () => {
    const title = 'What Þórdís Vilhjálms found in the wells';
    const { id, meta, notes } = brief;
    const titled = { id, meta, notes, placements: new Map(), article: articleOf([{ type: 'title', text: title }]) };
    const options = exportChoicesSchema.parse({ format: { to: 'html' }, anonymise: true });
    const out = exportedBrief(titled, { ...options, now: EXPORTED_AT });
    expect(out.title).toBe('What C found in the wells');
    expect(out.index.text).toBe(title);
  });

  test('gives a person the same letter whatever is filtered', () => {
    const letter = exported({ anonymise: true, filter: { kinds: ['source'] } }).threads.map(
      ({ author }) => author.name,
    );
    const all = exported({ anonymise: true }).threads.filter(({ kind }) => kind.kind === 'source');
    expect(letter).toEqual(all.map(({ author }) => author.name));
  });
});
