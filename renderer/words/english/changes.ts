import { count } from './plurals.ts';

/** What changed in a brief since a moment. */
export const changes = {
  open: 'What changed…',
  title: 'What changed',
  since: 'Since',
  looked: (when: string) => `I last looked (${when})`,
  yesterday: 'yesterday',
  date: 'a date…',
  theDate: 'Date',
  mineToo: 'Also what I did',
  found: (value: number) => count(value, { one: '# change', other: '# changes' }),
  none: 'Nothing changed since then.',
};
