import { expect, test } from 'vitest';
import { withLinks } from '../../../../shared/comments/auto-link.ts';
import { fromMarkdown } from '../../../../shared/comments/from-markdown.ts';
import { toMarkdown } from '../../../../shared/comments/to-markdown.ts';

test.each([
  [
    'See https://example.org/a_b(c)?d=1&e=2.',
    'See [https://example.org/a\\_b(c)?d=1&amp;e=2](<https://example.org/a_b(c)?d=1&amp;e=2>).',
  ],
  ['- one **https://example.org** two', '- one&#32;[**https://example.org**](<https://example.org>)&#32;two'],
  ['`https://example.org` stays', '`https://example.org` stays'],
  ['[here](https://example.org) stays', '[here](<https://example.org>) stays'],
  ['javascript:alert(1) and report.pdf stay', 'javascript:alert(1) and report.pdf stay'],
])('%s', (typed, sent) => {
  const once = withLinks(fromMarkdown(typed));
  expect(toMarkdown(once)).toBe(sent);
  expect(withLinks(fromMarkdown(sent)).eq(once)).toBe(true);
});
