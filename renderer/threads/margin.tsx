import { memo, type RefObject, useEffect, useMemo } from 'react';
import type { ArticlePage } from '../article/article-page.ts';
import { useBrief, useBriefPart } from '../brief/brief-context.tsx';
import { type Placed, startOf } from '../brief/placed.ts';
import type { Composing } from '../brief/use-composing.ts';
import { useAfterFrame } from '../use-after-frame.ts';
import { sameList, useSame } from '../use-same.ts';
import { words } from '../words/words.ts';
import { Card, type Stack } from './card.tsx';
import { hasDraft } from './drafts-in.ts';
import { NewCard } from './new-card.tsx';
import { type MarginItem, useMargin } from './use-margin.ts';
import './margin.css';

/** The margin: a card for each thread that the list lets through, and for each annotation that is being written. */
export const Margin = memo(function Margin({
  page,
  scroller,
  threads: threadsNow,
  open,
  openPlaced,
  reply,
  stack,
  composing,
  spread,
  layouts,
}: {
  page: ArticlePage | undefined;
  scroller: RefObject<HTMLElement | null>;
  threads: readonly Placed[];
  open: string | undefined;
  /** The annotation that is open, as it is now: `threads` may be a moment behind. */
  openPlaced: Placed | undefined;
  reply: number;
  stack: Stack | undefined;
  composing: Composing;
  /** The threads have no places of their own, and stand one below the other. */
  spread: boolean;
  /** Counts how often the page was laid out anew. */
  layouts: number;
}) {
  const drafts = useBriefPart((state) => state.drafts);
  const complete = useBriefPart((state) => state.complete);
  const { drafts: begun } = composing;
  // A filter is seen in the article first, and here a frame later; what is opened is here at once.
  const before = useAfterFrame(threadsNow);
  const isBehind = open !== undefined && !before.some(({ annotation }) => annotation.id === open);
  const threads = isBehind ? threadsNow : before;
  const itemsNow = useMemo<MarginItem[]>(
    () => [
      ...begun.map(({ key, offset }) => ({ key, offset })),
      ...threads.map((placed) => {
        return {
          key: placed.annotation.id as string,
          offset: hasPlace(placed) ? startOf(placed) : undefined,
        };
      }),
    ],
    [threads, begun],
  );
  // A reply moves none of them.
  const items = useSame(itemsNow, sameItems);
  const numbers = useMemo(() => new Map(items.map(({ key }, index) => [key, index])), [items]);
  const placedOf = (key: string) => threads[(numbers.get(key) ?? -1) - begun.length];
  const firstOf = (keys: readonly string[]) => {
    for (const key of keys) if (placedOf(key)) return placedOf(key);
    return undefined;
  };
  const { margin, measure } = useMargin(page, scroller, items, composing.open ?? open, spread, layouts);
  // Threads without places begin at the top of the page; what was withdrawn mostly has one.
  const placeless = spread && threadsNow.length > 0 && !threadsNow.some(hasPlace);
  useEffect(() => {
    if (placeless) scroller.current?.scrollTo({ top: 0 });
  }, [placeless, scroller]);
  const isEmpty = items.length === 0 && complete;
  return (
    <aside
      className="margin"
      aria-label={words.brief.threads}
      aria-busy={!complete}
      style={{ minBlockSize: margin.height }}
    >
      {isEmpty && <p className="margin-empty">{words.brief.noThreads}</p>}
      {margin.slots.map(({ top, ids, pile, seen }) => {
        const [key] = ids as [string];
        if (pile) return <Pile key={`pile ${key}`} top={top} count={ids.length} first={firstOf(ids)} />;
        const placed = key === open && openPlaced ? openPlaced : placedOf(key);
        const news = composing.byKey.get(key);
        const opened = key === (composing.open ?? open);
        return (
          <div
            key={key}
            ref={measure(key)}
            className="margin-place"
            data-open={opened || undefined}
            style={{ transform: `translateY(${top}px)`, ...(seen ? {} : UNSEEN) }}
          >
            {placed ? (
              <Card
                placed={placed}
                isOpen={key === open}
                hasDraft={drafts.size > 0 && hasDraft(placed.annotation, drafts)}
                reply={key === open ? reply : 0}
                stack={key === open ? stack : undefined}
              />
            ) : (
              news && (
                <NewCard
                  draft={news.draft}
                  isOpen={key === composing.open}
                  onChange={composing.change}
                  onContinue={() => composing.continue(key)}
                  onLeave={composing.leave}
                  onSend={composing.send}
                  onDiscard={() => composing.discard(key)}
                />
              )
            )}
          </div>
        );
      })}
    </aside>
  );
});

/** The line behind which the cards are for which there is no room; it leads to the first of them. */
const Pile = memo(function Pile({ top, count, first }: { top: number; count: number; first: Placed | undefined }) {
  const { open } = useBrief();
  return (
    <button
      type="button"
      className="margin-pile"
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => first && open(first.annotation.id, { scroll: true })}
    >
      {words.brief.moreHere(count)}
    </button>
  );
});

/** A card that moves where nobody sees it is there at once. */
const UNSEEN = { transition: 'none' };

function sameItems(before: readonly MarginItem[], now: readonly MarginItem[]): boolean {
  return sameList(before, now, (a, b) => a.key === b.key && a.offset === b.offset);
}

/** Whether it stands somewhere in the article: what is on the whole brief, or has lost its words, doesn't. */
function hasPlace(placed: Placed): boolean {
  const start = startOf(placed);
  return start >= 0 && Number.isFinite(start);
}
