import type { unreadCalls } from '../../../shared/bridge/unread.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import type { Syncing } from '../sync/syncing.ts';
import { changesSince } from '../unread/changes.ts';
import type { Unread } from '../unread/unread.ts';
import type { HandlersOf, ServiceContext } from './context.ts';

/** Answers the calls of what is new since somebody looked. */
export function unreadHandlers(
  context: ServiceContext,
  unread: Unread,
  syncing: Syncing,
): HandlersOf<typeof unreadCalls> {
  return {
    'unread.seen': async ({ brief }) => {
      const { person } = await context.me();
      return context.library.with(brief, async (stored) => (await unread.of(stored, person.id)).seen);
    },
    'unread.see': async ({ brief, seen }) => {
      const { person } = await context.me();
      await context.library.with(brief, async (stored) => (await unread.of(stored, person.id)).see(seen));
      return null;
    },
    'unread.changes': ({ brief, since }) => context.library.with(brief, (stored) => changesSince(stored, since)),
    'unread.counts': async () => {
      const { person } = await context.me();
      const counts: Record<BriefId, number> = {};
      for (const stored of syncing.inStep()) {
        const count = (await unread.of(stored, person.id)).unread;
        if (count > 0) counts[stored.brief.id] = count;
      }
      return counts;
    },
  };
}
