import { expect, test } from 'vitest';
import { besideTab, movedTab, placeBy, type Tab, withTab } from '../../../../renderer/tabs/tabs.ts';
import { briefIdSchema } from '../../../../shared/model/ids.ts';

const [a, b, c] = ['a', 'b', 'c'].map((letter) => briefIdSchema.parse(letter.repeat(64)));
if (!a || !b || !c) throw new Error('These are ids.');
const tabs: readonly Tab[] = [a, b, c].map((brief) => ({ brief, title: brief.slice(0, 1) }));
const order = (all: readonly Tab[]) => all.map(({ brief }) => brief.slice(0, 1)).join('');

test('a brief has one tab, at the end when it is new', () => {
  expect(order(withTab(tabs.slice(0, 2), c))).toBe('abc');
  expect(withTab(tabs, b)).toBe(tabs);
});

test('after one that is closed the next is shown, after the last the one before, after the only one the library', () => {
  expect(besideTab(tabs, b)).toBe(c);
  expect(besideTab(tabs, c)).toBe(b);
  expect(besideTab(tabs.slice(0, 1), a)).toBeUndefined();
});

test('steps go round, through the library', () => {
  expect(placeBy(tabs, undefined, 1)).toBe(a);
  expect(placeBy(tabs, c, 1)).toBeUndefined();
  expect(placeBy(tabs, undefined, -1)).toBe(c);
  expect(placeBy([], undefined, 1)).toBeUndefined();
});

test('a tab moves, and stays at an end', () => {
  expect(order(movedTab(tabs, a, 1))).toBe('bac');
  expect(order(movedTab(tabs, a, 9))).toBe('bca');
  expect(order(movedTab(tabs, c, -1))).toBe('cab');
});
