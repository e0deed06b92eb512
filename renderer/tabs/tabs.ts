import { z } from 'zod';
import { type BriefId, briefIdSchema } from '../../shared/model/ids.ts';

/** A brief that is open, whether it is shown or not. */
export interface Tab {
  brief: BriefId;
  /** As it was when it was shown last; empty until then. */
  title: string;
}

/** What is remembered of the tabs from one start to the next. */
export const rememberedTabs = z.object({
  tabs: z.array(z.object({ brief: briefIdSchema, title: z.string() })).max(200),
  /** The one that was shown; absent where it was the library. */
  shown: briefIdSchema.optional(),
});

/** Tabs with one more at their end, unless it is there. */
export function withTab(tabs: readonly Tab[], brief: BriefId): readonly Tab[] {
  return tabs.some((tab) => tab.brief === brief) ? tabs : [...tabs, { brief, title: '' }];
}

/** What is shown when a tab is closed that is shown: the one after it, else the one before; undefined: the library. */
export function besideTab(tabs: readonly Tab[], brief: BriefId): BriefId | undefined {
  const at = tabs.findIndex((tab) => tab.brief === brief);
  return (tabs[at + 1] ?? tabs[at - 1])?.brief;
}

/** The place so many on from another, round and round; the library, undefined, is the first. */
export function placeBy(tabs: readonly Tab[], from: BriefId | undefined, by: number): BriefId | undefined {
  const places = [undefined, ...tabs.map(({ brief }) => brief)];
  const at = Math.max(0, places.indexOf(from));
  return places[(at + by + places.length) % places.length];
}

/** Tabs with one of them at another index, counted without it; past an end it stays there. */
export function movedTab(tabs: readonly Tab[], brief: BriefId, to: number): readonly Tab[] {
  const moved = tabs.find((tab) => tab.brief === brief);
  if (!moved) return tabs;
  const rest = tabs.filter((tab) => tab !== moved);
  return rest.toSpliced(Math.min(Math.max(to, 0), rest.length), 0, moved);
}
