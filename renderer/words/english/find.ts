import { count } from './plurals.ts';

/** Finding words in the article and in the comments. */
export const find = {
  field: 'Find in the article and comments',
  next: 'Next place',
  previous: 'Previous place',
  close: 'Close',
  count: (index: number, all: number, comments: number) =>
    all === 0
      ? 'Not found'
      : `${index} of ${all}${comments > 0 ? `, ${count(comments, { one: '# thread', other: '# threads' })}` : ''}`,
};
