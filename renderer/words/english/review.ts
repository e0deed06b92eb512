import type { ReviewReceipt, ReviewStep } from '../../../shared/review.ts';
import { count } from './plurals.ts';

const does: Record<ReviewStep['does'], string> = {
  reply: 'replies on',
  comment: 'says of',
  resolve: 'resolves',
  reopen: 'reopens',
  edit: 'words anew what was said of',
};

/** The dialog that takes in what was said in Word. */
export const review = {
  open: 'Comments from Word…',
  denied: 'Comments from Word: your role lets you read only',
  title: 'Take in comments from Word',
  done: 'The comments are in the brief',
  why: 'Choose the Word file that came back from review. Replies, new comments, new wordings and what was resolved are shown first; nothing changes before you agree. The article stays as it is.',
  choose: 'Choose a Word file…',
  chooseOther: 'Another file…',
  takeIn: (value: number) => count(value, { one: 'Take # thing in', other: 'Take # things in' }),
  would: (name: string) => `“${name}” would bring:`,
  nothing: (name: string) => `“${name}” brings nothing that isn’t in the brief already.`,
  tookIn: (name: string) => `From “${name}” came:`,
  steps: 'What it would bring',
  does,
  counted: ({
    replies,
    comments,
    resolved,
    reopened,
    edited,
  }: Pick<ReviewReceipt, 'replies' | 'comments' | 'resolved' | 'reopened' | 'edited'>) => [
    count(replies, { one: '# new reply', other: '# new replies' }),
    count(comments, { one: '# new thread', other: '# new threads' }),
    `${resolved} resolved`,
    ...(reopened > 0 ? [`${reopened} reopened`] : []),
    `${edited} worded anew`,
  ],
  orphaned: (value: number) =>
    count(value, {
      one: '# of the new threads has words that aren’t in the article; it is listed as without a place',
      other: '# of the new threads have words that aren’t in the article; they are listed as without a place',
    }),
  unchanged: (value: number) => count(value, { one: '# comment as it was', other: '# comments as they were' }),
  ignored: (value: number) => count(value, { one: '# thing was not taken in', other: '# things were not taken in' }),
};
