import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { CommentBody } from '../../../../renderer/comments/comment-body.tsx';

const complaint = vi.spyOn(console, 'error');
afterEach(() => complaint.mockClear());
afterAll(() => complaint.mockRestore());

const drawn = (markdown: string) => renderToStaticMarkup(<CommentBody markdown={markdown} />);

test('a comment is drawn as the elements of its Markdown, and React has nothing to say against them', () => {
  expect(drawn('Not **before** *June*.\n\n- one\n- two\n\n> said `so`')).toBe(
    '<div class="comment-body" dir="auto"><p dir="auto">Not <strong>before</strong> <em>June</em>.</p>' +
      '<ul><li><p dir="auto">one</p></li><li><p dir="auto">two</p></li></ul>' +
      '<blockquote><p dir="auto">said <code>so</code></p></blockquote></div>',
  );
  expect(complaint).not.toHaveBeenCalled();
});

test('what could run something is plain text', () => {
  expect(drawn('[a](javascript:alert(1)) <img src=x onerror=alert(1)>')).not.toMatch(/<a|<img/);
});
