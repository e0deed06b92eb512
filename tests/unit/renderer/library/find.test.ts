import { expect, test } from 'vitest';
import { briefsOf, findByTitle, foldersOf, tagsOf } from '../../../../renderer/library/find.ts';
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
  expect(titles(briefsOf({ part: 'briefs' }, all))).toEqual(['Harbour tolls rise', 'Le marché couvert']);
});

test('the bin begins with what was put there last', () => {
  expect(titles(briefsOf({ part: 'bin' }, all))).toEqual(['The market at noon', 'Old harbour office']);
});

test('a title is found by any of its words, whatever their case, accents and order', () => {
  expect(titles(findByTitle(all, 'MARCHE'))).toEqual(['Le marché couvert']);
  expect(titles(findByTitle(all, 'rise harb'))).toEqual(['Harbour tolls rise']);
  expect(findByTitle(all, '  ')).toBe(all);
  expect(findByTitle(all, 'quay')).toEqual([]);
});

const kept = [
  brief(1, 'Tariffs', { folder: 'Trade/Tariffs', tags: ['urgent', 'eu'], bytes: 10 }),
  brief(2, 'Quotas', { folder: 'Trade', tags: ['eu'], bytes: 30, open: 4 }),
  brief(3, 'An old one', { folder: 'Trade', archivedAt: 5, tags: ['old'] }),
  brief(4, 'Binned', { folder: 'Gone', tags: ['gone'], binnedAt: 5 }),
  brief(5, 'Ábaco', { bytes: 20 }),
];

test('a folder shows what is in it and in the folders within it; archive and bin are apart', () => {
  expect(titles(briefsOf({ part: 'folder', folder: 'Trade' }, kept))).toEqual(['Quotas', 'Tariffs']);
  expect(titles(briefsOf({ part: 'folder', folder: 'Tra' }, kept))).toEqual([]);
  expect(titles(briefsOf({ part: 'tag', tag: 'eu' }, kept))).toEqual(['Quotas', 'Tariffs']);
  expect(titles(briefsOf({ part: 'archive' }, kept))).toEqual(['An old one']);
  expect(foldersOf(kept)).toEqual([
    { name: 'Trade', count: 2 },
    { name: 'Trade/Tariffs', count: 1 },
  ]);
  expect(tagsOf(kept)).toEqual([
    { name: 'eu', count: 2 },
    { name: 'urgent', count: 1 },
  ]);
});

test('the list stands in the order that somebody chose', () => {
  const compare = new Intl.Collator('en').compare;
  expect(titles(briefsOf({ part: 'briefs' }, kept, 'title', compare))).toEqual(['Ábaco', 'Quotas', 'Tariffs']);
  expect(titles(briefsOf({ part: 'briefs' }, kept, 'size'))).toEqual(['Quotas', 'Ábaco', 'Tariffs']);
  expect(titles(briefsOf({ part: 'briefs' }, kept, 'open'))[0]).toBe('Quotas');
});
