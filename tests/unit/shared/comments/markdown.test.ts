import fc from 'fast-check';
import { Fragment, type Mark, type Node } from 'prosemirror-model';
import { describe, expect, it } from 'vitest';
import { fromMarkdown } from '../../../../shared/comments/from-markdown.ts';
import { commentSchema, plainText } from '../../../../shared/comments/schema.ts';
import { commentOfText, toMarkdown } from '../../../../shared/comments/to-markdown.ts';

const { nodes, marks } = commentSchema;

function roundTrip(doc: Node): Node {
  return fromMarkdown(toMarkdown(doc));
}

/** The doc with its leaves joined as ProseMirror would: what a comparison is fair against. */
function settled(doc: Node): unknown {
  return doc.toJSON();
}

describe('a comment in Markdown', () => {
  it.each([
    'a_b_c *x* 1. <b>',
    '1. not a list',
    '- not a list',
    '+ nor this',
    '> no quotation',
    '# no heading',
    '---',
    '===',
    '~~~',
    '```',
    '[a]: https://example.org',
    '[a](https://example.org)',
    '![a](https://example.org)',
    '<https://example.org>',
    '<script>alert(1)</script>',
    '&amp; &lt; &#65; AT&T &',
    '\\ \\* C:\\new\\table',
    '  two spaces before and after  ',
    '\u00a0no-break\u00a0',
    'a\tb',
    '**bold?** __under__ `code`',
    '    four spaces',
    '*',
    '1986\\. A year',
    '😀*😀_😀',
  ])('keeps %j as it was typed', (typed) => {
    expect(plainText(roundTrip(commentOfText(typed)))).toBe(typed);
  });

  it('keeps any text', () => {
    const character = fc.oneof(
      fc.constantFrom(...'\\`*_[]<>&#+-.!|~=(){}:"\'1a ;\n', '\u00a0', '\t', '\u3000', 'é', '😀', '“'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    );
    const clean = (text: string) => /^[^\p{Cc}]*$/u.test(text.replace(/[\n\t]/g, ''));
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 40 }).filter(clean), (typed) => {
        const doc = commentOfText(typed);
        const kept = plainText(doc)
          .split('\n')
          .filter((line) => line !== '');
        const back = plainText(roundTrip(doc))
          .split('\n')
          .filter((line) => line !== '');
        expect(back).toEqual(kept);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps marks and blocks of any shape, and comes to rest', () => {
    fc.assert(
      fc.property(anyComment(), (doc) => {
        doc.check();
        expect(settled(roundTrip(doc))).toEqual(settled(doc));
        expect(toMarkdown(roundTrip(doc))).toBe(toMarkdown(doc));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([' ', '  ', '   ', ' a ', '`', ' ` '])('keeps the code %j', (code) => {
    const doc = nodes.doc.create(null, nodes.paragraph.create(null, commentSchema.text(code, [marks.code.create()])));
    expect(roundTrip(doc).toJSON()).toEqual(doc.toJSON());
  });

  it('reads a link only where it can run nothing', () => {
    const doc = fromMarkdown('[a](javascript:alert(1)) [b](https://example.org/?a=1&b=2) [c](data:text/html,x)');
    const links: string[] = [];
    doc.descendants((node) => {
      for (const mark of node.marks) links.push(mark.attrs.href as string);
    });
    expect(links).toEqual(['https://example.org/?a=1&b=2']);
    expect(plainText(doc)).toContain('javascript:alert(1)');
  });

  it('reads HTML as the text that it is', () => {
    const doc = fromMarkdown('<img src=x onerror=alert(1)> <b>x</b>');
    expect(plainText(doc)).toBe('<img src=x onerror=alert(1)> <b>x</b>');
  });

  it.each([
    `![x](https://example.org/x.png)`,
    `![x](blob:https://example.org/${'a'.repeat(36)})`,
    `![x](blob:${'A1'.repeat(32)})`,
    `![x](data:image/png;base64,AAAA)`,
    `[x](blob:${'a1'.repeat(32)})`,
  ])('shows no picture that is not of the brief: %s', (written) => {
    const doc = fromMarkdown(written);
    expect(JSON.stringify(doc.toJSON())).not.toMatch(/"picture"|"href":"(blob|data):/);
    expect(plainText(doc)).toContain('x');
  });

  it('reads a picture of the brief', () => {
    const doc = fromMarkdown(`See ![a \\[map\\]](blob:${blob}?24x16).`);
    expect(doc.firstChild?.child(1).attrs).toEqual({ blob, alt: 'a [map]', width: 24, height: 16 });
    expect(plainText(doc)).toBe('See [Picture: a [map]].');
  });

  it('reads a line end as a line end', () => {
    expect(plainText(fromMarkdown('one\ntwo\n\nthree'))).toBe('one\ntwo\nthree');
  });
});

const blob = 'a1'.repeat(32);

function anyComment(): fc.Arbitrary<Node> {
  const letter = fc.constantFrom(...'ab.*_`[]<&\\ !(-1é“', '😀');
  const words = fc.string({ unit: letter, minLength: 1, maxLength: 6 });
  const link = marks.link.create({ href: 'https://example.org/a_(b)?c=1&d=*' });
  const sets: Mark[][] = [
    [],
    [marks.strong.create()],
    [marks.em.create()],
    [marks.strong.create(), marks.em.create()],
    [marks.code.create()],
    [link],
    [link, marks.strong.create()],
    [link, marks.code.create()],
  ];
  const said = fc.tuple(words, fc.constantFrom(...sets)).map(([text, set]) => commentSchema.text(text, set));
  const size = fc.constantFrom({}, { width: 640, height: 480 });
  const picture = fc.tuple(words, size).map(([alt, sides]) => nodes.picture.create({ blob, alt, ...sides }));
  const run = fc.oneof({ weight: 5, arbitrary: said }, picture);
  const paragraph = fc
    .array(run, { minLength: 1, maxLength: 5 })
    .map((runs) => nodes.paragraph.create(null, Fragment.fromArray(joined(runs))));
  const code = fc
    .string({ unit: fc.constantFrom(...'ab`~ >-\n'), maxLength: 12 })
    .map((text) => nodes.code_block.create(null, text ? commentSchema.text(text) : null));
  const leaf = fc.oneof({ weight: 3, arbitrary: paragraph }, code);
  const { block } = fc.letrec<{ block: Node; item: Node }>((tie) => ({
    item: fc
      .tuple(paragraph, fc.array(tie('block'), { maxLength: 2 }))
      .map(([first, rest]) => nodes.list_item.create(null, [first, ...apart(rest)])),
    block: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc.array(tie('item'), { minLength: 1, maxLength: 3 }).map((list) => nodes.bullet_list.create(null, list)),
      fc
        .tuple(fc.integer({ min: 1, max: 999 }), fc.array(tie('item'), { minLength: 1, maxLength: 3 }))
        .map(([order, list]) => nodes.ordered_list.create({ order }, list)),
      fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((list) => nodes.blockquote.create(null, apart(list))),
    ),
  }));
  return fc.array(block, { minLength: 1, maxLength: 3 }).map((list) => nodes.doc.create(null, apart(list)));
}

/** Neighbours with the same marks are one text, as in every document that ProseMirror makes. */
function joined(runs: Node[]): Node[] {
  const out: Node[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (last?.isText && run.isText && last.marks.length === run.marks.length && last.sameMarkup(run)) {
      out[out.length - 1] = commentSchema.text(`${last.text}${run.text}`, run.marks);
    } else out.push(run);
  }
  return out;
}

/** Two quotations in a row are one in Markdown, which loses nothing but is not the same document. */
function apart(list: Node[]): Node[] {
  return list.filter((node, index) => node.type !== nodes.blockquote || list[index - 1]?.type !== node.type);
}
