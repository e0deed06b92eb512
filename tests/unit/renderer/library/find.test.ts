import { expect, test } from 'vitest';
import { briefsOf, findByTitle } from '../../../../renderer/library/find.ts';
import type { BriefSummary } from '../../../../shared/bridge.ts';
import { briefIdSchema } from '../../../../shared/model/ids.ts';

function brief(number: number, title: string, more: Partial<BriefSummary> = {}): BriefSummary {
  return {
    id: briefIdSchema.parse(number.toString(16).padStart(64, '0')),
    title,
    createdAt: 0,
    changedAt: number,
    words: 0,
    annotations: 0,
    open: 0,
    comments: 0,
    bytes: 0,
    tags: [],
    people: [],
    ...more,
  };
}

const all = [
  brief(1, 'Le marché couvert'),
  brief(3, 'Harbour tolls rise'),
  brief(2, 'Old harbour office', { binnedAt: 10 }),
  brief(4, 'The market at noon', { binnedAt: 20 }),
];
const titles = (briefs: readonly BriefSummary[]) => briefs.map(({ title }) => title);

test('the library is newest first and without what is in the bin', () => {
  expect(titles(briefsOf('library', all))).toEqual(['Harbour tolls rise', 'Le marché couvert']);
});

test('the bin begins with what was put there last', () => {
  expect(titles(briefsOf('bin', all))).toEqual(['The market at noon', 'Old harbour office']);
});

test('a title is found by any of its words, whatever their case, accents and order', () => {
  expect(titles(findByTitle(all, 'MARCHE'))).toEqual(['Le marché couvert']);
  expect(titles(findByTitle(all, 'rise harb'))).toEqual(['Harbour tolls rise']);
  expect(findByTitle(all, '  ')).toBe(all);
  expect(findByTitle(all, 'quay')).toEqual([]);
});
