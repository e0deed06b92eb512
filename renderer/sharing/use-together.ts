import type { RefObject } from 'react';
import type { BriefId, EntryId } from '../../shared/model/ids.ts';
import type { ArticlePage } from '../article/article-page.ts';
import { useWatching } from '../notices/use-watching.ts';
import { useReading } from './reading.tsx';
import { useFollowing } from './use-following.ts';

/** All that an open brief's page does for working together: tells where it is, and follows somebody who is elsewhere. */
export function useTogether(
  page: ArticlePage | undefined,
  scroller: RefObject<HTMLElement | null>,
  brief: BriefId,
  /** The thread that is on screen. */
  open: EntryId | undefined,
): void {
  useReading(scroller);
  useFollowing(page, scroller);
  useWatching(brief, open);
}
