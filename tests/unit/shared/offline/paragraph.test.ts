import { describe, expect, it } from 'vitest';
import { howItCameToBe } from '../../../../shared/offline/paragraph.ts';
import type { BlockEdit, Moment } from '../../../../shared/offline/timeline.ts';

const ann = { id: 'a', name: 'Ann Okoro' };
const bo = { id: 'b', name: 'Bo Tan' };

function change(at: number, by: typeof ann, ...edits: BlockEdit[]): Moment {
  return { id: `article:${at}`, at, by, what: 'article', edits };
}

describe('how a paragraph came to be', () => {
  it('begins with what was imported where nobody put it in later', () => {
    expect(howItCameToBe('1:0', 'Nothing new.', [], 5)).toEqual([
      { kind: 'imported', at: 5, before: null, after: 'Nothing new.' },
    ]);
  });

  it('has each change of it, oldest first, and none of another', () => {
    const changes = [
      change(30, bo, { block: '1:0', before: 'Two bids came.', after: 'Three bids came.' }),
      change(20, ann, { block: '1:9', before: 'Elsewhere.', after: 'Else.' }),
      change(10, ann, { block: '1:0', before: 'A bid came.', after: 'Two bids came.' }),
    ];
    expect(howItCameToBe('1:0', 'Three bids came.', changes, 5)).toEqual([
      { kind: 'imported', at: 5, before: null, after: 'A bid came.' },
      { kind: 'changed', at: 10, by: ann, before: 'A bid came.', after: 'Two bids came.' },
      { kind: 'changed', at: 30, by: bo, before: 'Two bids came.', after: 'Three bids came.' },
    ]);
  });

  it('is followed back into the paragraph that it was split from', () => {
    const whole = 'The board met twice. Nobody outside was told of the second time.';
    const changes = [
      change(10, ann, { block: '1:0', before: 'The board met twice.', after: whole }),
      change(
        20,
        bo,
        { block: '1:0', before: whole, after: 'The board met twice.' },
        { block: '2:7', before: null, after: 'Nobody outside was told of the second time.' },
      ),
    ];
    expect(howItCameToBe('2:7', 'Nobody outside was told of the second time.', changes, 5)).toEqual([
      { kind: 'imported', at: 5, before: null, after: 'The board met twice.' },
      { kind: 'changed', at: 10, by: ann, before: 'The board met twice.', after: whole },
      { kind: 'from', at: 20, by: bo, before: whole, after: 'Nobody outside was told of the second time.' },
    ]);
  });

  it('begins with whoever wrote it where it was put in', () => {
    const changes = [
      change(20, bo, { block: '2:7', before: null, after: 'A wholly new thought about dredging.' }),
      change(10, ann, { block: '1:0', before: 'Other words.', after: 'Others.' }),
    ];
    expect(howItCameToBe('2:7', 'A wholly new thought about dredging.', changes, 5)).toEqual([
      { kind: 'began', at: 20, by: bo, before: null, after: 'A wholly new thought about dredging.' },
    ]);
  });

  it('is not said to be from a paragraph that still has those words', () => {
    const same = 'Words that stand here as well as there now.';
    const edits = [
      { block: '1:0', before: same, after: `${same} More.` },
      { block: '2:7', before: null, after: same },
    ];
    expect(howItCameToBe('2:7', same, [change(20, bo, ...edits)], 5)).toMatchObject([{ kind: 'began' }]);
  });
});
