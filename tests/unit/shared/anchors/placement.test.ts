import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { anchorAt, type IndexedArticle, type Placement, place } from '../../../../shared/anchors/placement.ts';
import { SharedTextIndex } from '../../../../shared/anchors/shared-text-index.ts';
import { TextIndex, type TextRange } from '../../../../shared/anchors/text-index.ts';
import type { Block } from '../../../../shared/article/block-types.ts';
import { articleOf } from '../../../../shared/article/blocks.ts';
import { BODY, readSharedArticle, writeSharedArticle } from '../../../../shared/article/shared-article.ts';
import type { Anchor } from '../../../../shared/model/entry.ts';

const PARAGRAPHS = [
  'The harbour office closed its gates at noon, and nobody on the quay could say for how long.',
  'Two tugs stayed under steam. Their crews had been told to wait, though not for what.',
  'By evening the gates were open again. The harbour office gave no reason.',
];

function sharedArticle(blocks: readonly Block[]): Y.Doc {
  const doc = new Y.Doc();
  writeSharedArticle(articleOf(blocks), doc.getXmlFragment(BODY));
  return doc;
}

function paragraphs(texts: readonly string[]): Y.Doc {
  return sharedArticle(texts.map((text) => ({ type: 'paragraph', text })));
}

function indexed(doc: Y.Doc): IndexedArticle {
  const body = doc.getXmlFragment(BODY);
  return { doc, text: new TextIndex(readSharedArticle(body)), shared: new SharedTextIndex(body) };
}

function anchorOn(doc: Y.Doc, words: string): Anchor {
  const article = indexed(doc);
  const from = article.text.text.indexOf(words);
  expect(from, words).toBeGreaterThanOrEqual(0);
  return anchorAt(article, { from, to: from + words.length });
}

function textOf(doc: Y.Doc, block: number): Y.XmlText {
  return (doc.getXmlFragment(BODY).get(block) as Y.XmlElement).get(0) as Y.XmlText;
}

/** The state, and the words that are covered now. */
function placed(doc: Y.Doc, anchor: Anchor): [Placement['state'], string | null] {
  const article = indexed(doc);
  const placement = place(article, [anchor]);
  const range = 'ranges' in placement ? placement.ranges[0] : undefined;
  return [placement.state, range ? article.text.slice(range) : null];
}

/** Puts other paragraphs in place of some, as pasting over them does: no relative position survives that. */
function replaceBlocks(doc: Y.Doc, at: number, count: number, texts: readonly string[]): void {
  const body = doc.getXmlFragment(BODY);
  doc.transact(() => {
    body.delete(at, count);
    const elements = texts.map((text) => {
      const element = new Y.XmlElement('paragraph');
      element.insert(0, [new Y.XmlText(text)]);
      return element;
    });
    body.insert(at, elements);
  });
}

describe('a passage', () => {
  it('keeps its words when something is typed before, behind and right at its edges', () => {
    const doc = paragraphs(PARAGRAPHS);
    const anchor = anchorOn(doc, 'Two tugs');
    const end = anchorOn(doc, 'not for what.');
    textOf(doc, 1).insert(0, 'Meanwhile: ');
    textOf(doc, 1).insert('Meanwhile: Two tugs'.length, ' and a lighter');
    textOf(doc, 1).insert(textOf(doc, 1).length, ' So they waited.');
    expect(placed(doc, anchor)).toEqual(['placed', 'Two tugs']);
    expect(placed(doc, end)).toEqual(['placed', 'not for what.']);
  });

  it('is moved where a word in it was changed', () => {
    const doc = paragraphs(PARAGRAPHS);
    const anchor = anchorOn(doc, 'Their crews had been told to wait');
    const at = PARAGRAPHS[1]?.indexOf('crews') as number;
    textOf(doc, 1).delete(at, 5);
    textOf(doc, 1).insert(at, 'masters');
    expect(placed(doc, anchor)).toEqual(['moved', 'Their masters had been told to wait']);
  });

  it('is found again by its words when its paragraph was pasted over', () => {
    const doc = paragraphs(PARAGRAPHS);
    const anchor = anchorOn(doc, 'Their crews had been told to wait');
    replaceBlocks(doc, 1, 1, [PARAGRAPHS[1] as string]);
    expect(placed(doc, anchor)).toEqual(['placed', 'Their crews had been told to wait']);
  });

  it('is found again when its paragraph was split in it, and when two were joined', () => {
    const doc = paragraphs(PARAGRAPHS);
    const anchor = anchorOn(doc, 'under steam. Their crews had been told');
    replaceBlocks(doc, 1, 1, [
      'Two tugs stayed under steam.',
      'Their crews had been told to wait, though not for what.',
    ]);
    expect(placed(doc, anchor)).toEqual(['moved', 'under steam.\nTheir crews had been told']);
    replaceBlocks(doc, 1, 2, [PARAGRAPHS[1] as string]);
    expect(placed(doc, anchor)).toEqual(['placed', 'under steam. Their crews had been told']);
  });

  it('stays with its paragraph when that is moved', () => {
    const doc = paragraphs(PARAGRAPHS);
    const anchor = anchorOn(doc, 'Two tugs stayed under steam');
    replaceBlocks(doc, 0, 3, [PARAGRAPHS[2], PARAGRAPHS[1], PARAGRAPHS[0]] as string[]);
    expect(placed(doc, anchor)).toEqual(['moved', 'Two tugs stayed under steam']);
  });

  it('is orphaned when its words are gone, and when they stand twice and nothing tells which', () => {
    const doc = paragraphs(PARAGRAPHS);
    const gone = anchorOn(doc, 'Two tugs stayed under steam');
    const twice = anchorOn(doc, 'harbour office');
    replaceBlocks(doc, 0, 3, ['The harbour office.', 'Nothing else was known.', 'The harbour office.']);
    expect(placed(doc, gone)).toEqual(['orphaned', null]);
    expect(placed(doc, twice)).toEqual(['orphaned', null]);
  });

  it('takes the right one of two by what stands around it', () => {
    const doc = paragraphs(PARAGRAPHS);
    const article = indexed(doc);
    const from = article.text.text.lastIndexOf('harbour office');
    const anchor = anchorAt(article, { from, to: from + 'harbour office'.length });
    replaceBlocks(doc, 0, 3, PARAGRAPHS);
    const after = indexed(doc);
    expect(place(after, [anchor])).toEqual({
      state: 'placed',
      ranges: [{ from: after.text.text.lastIndexOf('harbour office'), to: expect.any(Number) }],
    });
  });

  it('does not jump to its words elsewhere when they were deleted where it stood', () => {
    const doc = paragraphs(PARAGRAPHS);
    const anchor = anchorOn(doc, 'harbour office');
    textOf(doc, 0).delete(4, 'harbour office '.length);
    expect(placed(doc, anchor)).toEqual(['orphaned', null]);
  });

  it('may be as long as the article', () => {
    const long = Array.from({ length: 300 }, (_, i) => `Sentence ${i} of a long report about very little indeed.`);
    const doc = paragraphs(long);
    const article = indexed(doc);
    const anchor = anchorAt(article, { from: 0, to: article.text.text.length });
    expect(anchor.quote.exact.length + (anchor.quote.tail?.length ?? 0)).toBeLessThan(article.text.text.length);
    expect(placed(doc, anchor)).toEqual(['placed', article.text.text]);
    replaceBlocks(doc, 0, 300, long);
    expect(placed(doc, anchor)[1]).toEqual(article.text.text);
  });

  it('is pending before the article has arrived', () => {
    const anchor = anchorOn(paragraphs(PARAGRAPHS), 'Two tugs');
    expect(place(indexed(new Y.Doc()), [anchor])).toEqual({ state: 'pending' });
  });

  it('is told from a relative position that was made up', () => {
    const doc = paragraphs(PARAGRAPHS);
    const made = {
      type: { client: 1, clock: 2 },
      item: 'x',
      tname: ['__proto__'],
      assoc: 7,
    } as unknown as Anchor['start'];
    const anchor = { ...anchorOn(doc, 'Two tugs stayed under steam'), start: made, end: made };
    expect(placed(doc, anchor)).toEqual(['placed', 'Two tugs stayed under steam']);
  });

  it('keeps its words through any edits elsewhere', () => {
    const edit = fc.record({
      block: fc.nat(2),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      text: fc.string({ maxLength: 9 }),
      del: fc.nat(6),
    });
    fc.assert(
      fc.property(
        fc.array(edit, { maxLength: 12 }),
        fc.nat(2),
        fc.nat(60),
        fc.integer({ min: 1, max: 20 }),
        (edits, block, at, length) => {
          const doc = paragraphs(PARAGRAPHS);
          const article = indexed(doc);
          const start = (article.text.blocks[block]?.offset ?? 0) + at;
          const range = article.text.trim({ from: start, to: start + length });
          fc.pre(range !== undefined);
          const anchor = anchorAt(article, range);
          const words = article.text.slice(range);
          for (const { block: into, at: where, text, del } of edits) {
            const present = textOf(doc, into);
            const position = Math.floor(where * present.length);
            const mine = markedIn(doc, anchor, into);
            const count = Math.min(del, present.length - position);
            // Only edits that leave the passage's own characters alone.
            if (mine && position + count > mine.from && position < mine.to) continue;
            present.delete(position, count);
            present.insert(position, text.toWellFormed());
          }
          expect(placed(doc, anchor)).toEqual(['placed', words]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

/** Where a passage stands in a block, by its relative positions alone. */
function markedIn(doc: Y.Doc, { start, end }: Anchor, block: number): TextRange | undefined {
  const from = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(start), doc);
  const to = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(end), doc);
  return from && to && from.type === textOf(doc, block) ? { from: from.index, to: to.index } : undefined;
}
