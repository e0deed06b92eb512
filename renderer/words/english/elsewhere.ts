import type { ElsewhereReceipt } from '../../../shared/importing/receipt.ts';
import { count } from './plurals.ts';

const plain = (value: number) => count(value, { one: '#', other: '#' });

/** The dialog that takes in annotations made with another program. */
export const elsewhere = {
  open: 'Annotations of another program…',
  title: 'Take in annotations of another program',
  done: 'The annotations are in the brief',
  why: 'Choose what Hypothesis exported (JSON), or Web Annotations (JSON-LD). Each is looked for in the article by its own words, and comes under the name of who made it. You see first what would come; nothing changes before you agree.',
  choose: 'Choose a file…',
  chooseOther: 'Another file…',
  reading: (name: string) => `Reading “${name}”…`,
  placing: (done: number, of: number) => `${plain(done)} of ${plain(of)} looked for in the article…`,
  progress: 'How many were looked for',
  stop: 'Stop',
  would: (name: string) => `“${name}” would bring:`,
  nothing: (name: string) => `“${name}” brings nothing that isn’t in the brief already.`,
  tookIn: (name: string) => `From “${name}” came:`,
  takeIn: (value: number) => count(value, { one: 'Take # in', other: 'Take # in' }),
  counted: ({ placed, comments, replies }: ElsewhereReceipt) => [
    count(placed, { one: '# annotation on its words', other: '# annotations on their words' }),
    count(comments, { one: '# comment', other: '# comments' }),
    ...(replies > 0 ? [count(replies, { one: '# reply', other: '# replies' })] : []),
  ],
  orphaned: (value: number) =>
    count(value, {
      one: '# whose words aren’t in the article; it is listed as without a place',
      other: '# whose words aren’t in the article; they are listed as without a place',
    }),
};
