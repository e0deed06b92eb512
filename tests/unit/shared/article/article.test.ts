import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { TextIndex } from '../../../../shared/anchors/text-index.ts';
import type { Block } from '../../../../shared/article/block-types.ts';
import { articleOf, blocksOf, titleOf } from '../../../../shared/article/blocks.ts';
import { articleFromJson } from '../../../../shared/article/schema.ts';
import { BODY, readSharedArticle, writeSharedArticle } from '../../../../shared/article/shared-article.ts';
import { isSafeLink } from '../../../../shared/rich-text.ts';

const EVERYTHING: Block[] = [
  { type: 'title', text: 'A title' },
  { type: 'standfirst', text: 'What it is about' },
  { type: 'byline', text: 'By somebody' },
  { type: 'heading', level: 3, text: 'A heading' },
  { type: 'paragraph', text: 'First line\nsecond line' },
  { type: 'list', text: 'one' },
  { type: 'list', text: 'two' },
  { type: 'list', ordered: true, text: 'first' },
  { type: 'quote', text: 'They said' },
  { type: 'quote', text: 'and went on' },
  { type: 'table', text: 'a\tb\nc\td' },
  { type: 'figure', text: 'A crane' },
  { type: 'caption', text: 'The crane' },
  { type: 'credit', text: 'X / Agency' },
  { type: 'pullquote', text: 'They said' },
  { type: 'code', text: 'if (x)\n  y();' },
  { type: 'footnote', text: '1. Later.' },
  { type: 'rule', text: '' },
];

function withoutOrder(blocks: Block[]): Block[] {
  return blocks.map(({ ordered: _, ...block }) => block);
}

describe('an article', () => {
  it('gives back the blocks that it was made of, of every type', () => {
    const doc = articleOf(EVERYTHING);
    doc.check();
    expect(blocksOf(doc)).toEqual(withoutOrder(EVERYTHING));
  });

  it('goes through Yjs and back as it was', () => {
    const doc = articleOf(EVERYTHING);
    const shared = new Y.Doc();
    writeSharedArticle(doc, shared.getXmlFragment(BODY));
    expect(readSharedArticle(shared.getXmlFragment(BODY)).toJSON()).toEqual(doc.toJSON());
  });

  it('keeps marks through Yjs in whatever order they come back', () => {
    const marks = [{ type: 'link', attrs: { href: 'https://example.org' } }, { type: 'strong' }, { type: 'em' }];
    const json = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'plain ' },
            { type: 'text', text: 'marked', marks },
          ],
        },
      ],
    };
    const shared = new Y.Doc();
    writeSharedArticle(articleFromJson(json), shared.getXmlFragment(BODY));
    expect(readSharedArticle(shared.getXmlFragment(BODY)).toJSON()).toEqual(json);
  });

  it('is refused, and left as it is, where a shared node does not fit the schema', () => {
    const shared = new Y.Doc();
    writeSharedArticle(articleOf(EVERYTHING), shared.getXmlFragment(BODY));
    shared.getXmlFragment(BODY).insert(0, [new Y.XmlElement('script')]);
    const before = Y.encodeStateAsUpdate(shared);
    expect(() => readSharedArticle(shared.getXmlFragment(BODY))).toThrow(RangeError);
    expect(Y.encodeStateAsUpdate(shared)).toEqual(before);
  });

  it('has a text in which every offset and its position name the same character', () => {
    const doc = articleOf(EVERYTHING);
    const index = new TextIndex(doc);
    for (let offset = 0; offset < index.text.length; offset++) {
      const pos = index.posAt(offset);
      expect(index.offsetAt(pos)).toBe(offset);
      const at = doc.textBetween(pos, pos + 1, '\n', '\n');
      expect(at === '' ? '\n' : at).toBe(index.text[offset]);
    }
  });

  it('is named by its title, or by its first words', () => {
    expect(titleOf(articleOf(EVERYTHING))).toBe('A title');
    expect(titleOf(articleOf([{ type: 'paragraph', text: 'Only a line.' }]))).toBe('Only a line.');
    expect(titleOf(articleOf([]))).toBe('Untitled');
  });

  it('takes no link that could run something', () => {
    expect(['https://a.example', 'mailto:a@b.example', 'HTTP://A.example'].filter(isSafeLink)).toHaveLength(3);
    expect(
      ['javascript:alert(1)', ' java\nscript:x', 'data:text/html,x', 'file:///etc/passwd', '//a.example'].filter(
        isSafeLink,
      ),
    ).toEqual([]);
  });
});
