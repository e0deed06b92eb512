import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromMarkdown } from '../../../../shared/comments/from-markdown.ts';
import { commentInOneLine, saidInOneLine, wordsOfComment } from '../../../../shared/comments/in-one-line.ts';
import { plainText } from '../../../../shared/comments/schema.ts';

describe('a comment in one line', () => {
  it.each([
    ['of **what**, _exactly_?', 'of what, exactly?'],
    ['see [the note](https://example.org/a_b) and `wage`', 'see the note and wage'],
    ['[@Ann Okoro](briefmark://person/ab12), of what?', '@Ann Okoro, of what?'],
    ['\\*\\*not bold\\*\\* and 3 \\* 4', '**not bold** and 3 * 4'],
    ['> they say\n\nThey do.', 'they say They do.'],
    ['1. one\n2. two', 'one two'],
    ['two\nlines,   and spaces', 'two lines, and spaces'],
    [`![A map](blob:${'a'.repeat(64)})`, '[Picture: A map]'],
    ['AT&amp;T', 'AT&T'],
    ['p. 3 (it’s #4) – R&D, 5 > 4', 'p. 3 (it’s #4) – R&D, 5 > 4'],
  ])('reads %j as %j', (markdown, words) => {
    expect(commentInOneLine(markdown)).toBe(words);
  });

  it('has what it suggests, as it is', () => {
    expect(saidInOneLine({ body: '', suggests: { after: 'a *rate* of 4%' } })).toBe('“a *rate* of 4%”');
    expect(saidInOneLine({ body: '**Better:**', suggests: { after: 'four per cent' } })).toBe(
      'Better: “four per cent”',
    );
  });

  it('is cut where it is longer than a place has room for', () => {
    expect(commentInOneLine('**one two** three', 7)).toBe('one two…');
  });

  it('is the same whether it was parsed or seen to have no marks', () => {
    const pieces = fc.constantFrom(
      'a',
      ' ',
      '\n',
      '*',
      '_',
      '`',
      '[',
      ']',
      '(b)',
      '<i>',
      '&lt;',
      '>',
      '- ',
      '1. ',
      '#',
      '!',
      '\\',
      '~~~',
      '=',
      '+ ',
      '12)',
      '|',
      '---',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const markdown = parts.join('');
        const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();
        expect(squeezed(wordsOfComment(markdown))).toBe(squeezed(plainText(fromMarkdown(markdown))));
      }),
      { numRuns: 2_000 },
    );
  });
});
