import type { Concern } from '../../../shared/model/for-me.ts';

/** The system's notifications. */
export const notices = {
  open: 'Notifications…',
  title: 'Notifications',
  why: 'Your system tells you when somebody needs you, as long as Briefmark runs. A thread that you have on screen keeps quiet.',
  on: 'Notify me',
  of: 'Notify me when',
  concerns: {
    mention: 'somebody mentions me',
    assignment: 'something is assigned to me',
    reply: 'somebody replies in a thread that I began or wrote in',
  } satisfies Record<Concern, string>,
  try: 'Show one',
  denied:
    'Your browser doesn’t let this page notify you. Allow it in the browser’s settings for this address, then switch it on here.',
  none: 'This browser knows no notifications.',
};
