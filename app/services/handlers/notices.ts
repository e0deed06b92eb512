import type { noticesCalls } from '../../../shared/bridge/notices.ts';
import type { Notices } from '../notices/notices.ts';
import type { HandlersOf } from './context.ts';

/** Answers the calls of the system's notifications. */
export function noticesHandlers(notices: Notices): HandlersOf<typeof noticesCalls> {
  return {
    'notices.watching': ({ window, brief, annotation }) => {
      notices.watching(window, brief, annotation);
      return null;
    },
    'notices.settings': ({ change }) => notices.settings(change),
    'notices.try': () => {
      notices.try();
      return null;
    },
  };
}
