import { describe, expect, it } from 'vitest';
import { threadChanges } from '../../../../shared/offline/looking-back.ts';
import type { ShownAnnotation, ShownComment } from '../../../../shared/shown.ts';

const by = { id: 'a', name: 'Ann Okoro' };
const at = '2026-03-02T09:00:00.000Z';

function said(id: string, body: string, withdrawn = false): ShownComment {
  return { id, by, at, body: withdrawn ? '' : body, parent: null, edited: false, withdrawn };
}

function thread(id: string, more: Partial<ShownAnnotation> = {}): ShownAnnotation {
  const open = { state: 'open', reason: null };
  const placed = { placement: 'placed', quote: 'four per cent' } as const;
  return { id, kind: 'claim', by, at, tags: [], status: open, ...placed, comments: [said('1', 'Of what?')], ...more };
}

const nothing = { said: 0, unsaid: 0, reworded: 0, retagged: false };

describe('what became of threads between two moments', () => {
  it('is nothing where they are alike', () => {
    expect(threadChanges([thread('x'), thread('y')], [thread('y'), thread('x')])).toEqual([]);
  });

  it('names those that came and those that went, with what was said in them', () => {
    expect(threadChanges([thread('x')], [thread('y', { comments: [said('2', 'A'), said('3', 'B')] })])).toEqual([
      { id: 'y', kind: 'claim', quote: 'four per cent', change: 'new', ...nothing, said: 2 },
      { id: 'x', kind: 'claim', quote: 'four per cent', change: 'gone', ...nothing, unsaid: 1 },
    ]);
  });

  it('tells what changed in one that stayed', () => {
    const resolved = { state: 'resolved', reason: 'answered' };
    const after = thread('x', {
      kind: 'fact',
      tags: ['pay'],
      status: resolved,
      quote: 'five per cent',
      comments: [said('1', 'Of which base?'), said('2', 'Of the wage.'), said('3', '', true)],
    });
    const before = thread('x', { comments: [said('1', 'Of what?'), said('3', 'Never mind.')] });
    expect(threadChanges([before], [after])).toEqual([
      {
        id: 'x',
        kind: 'claim',
        quote: 'four per cent',
        change: 'changed',
        said: 1,
        unsaid: 1,
        reworded: 1,
        retagged: true,
        status: resolved,
        toKind: 'fact',
        toQuote: 'five per cent',
      },
    ]);
  });
});
