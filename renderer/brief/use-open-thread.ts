import { type RefObject, useEffect, useMemo, useState } from 'react';
import type { EntryId } from '../../shared/model/ids.ts';
import type { ArticlePage } from '../article/article-page.ts';
import { showToast } from '../controls/toast.tsx';
import { go } from '../route.ts';
import { words } from '../words/words.ts';
import type { OpenHow } from './brief-context.tsx';
import type { BriefStore } from './brief-store.ts';
import { whoOf } from './people-of.ts';
import { type Placed, rangesOf, withInPlace } from './placed.ts';
import { neighbour } from './stepping.ts';
import type { Composing } from './use-composing.ts';

/** The thread that is open, and the ways to another. */
export interface OpenThread {
  id: EntryId | undefined;
  /** Counts the wishes to reply to it. */
  reply: number;
  /** Opens a thread, or with undefined closes the one that is open. */
  open(id: EntryId | undefined, how?: OpenHow): void;
  /** Opens one of those on the same words: the one on top first; again, the next one below it. */
  pick(ids: readonly EntryId[]): void;
  /** Opens the one before or behind it in a list. */
  step(list: readonly Placed[], by: 1 | -1): void;
}

/** Opens threads and leads to their passages. */
export function useOpenThread({
  store,
  page,
  scroller,
  scrollTo,
  composing,
  showThreads,
  announce,
}: {
  store: BriefStore;
  page: ArticlePage | undefined;
  scroller: RefObject<HTMLElement | null>;
  scrollTo(offset: number): void;
  composing: Composing;
  /** Where threads lie over the article they come to the front. */
  showThreads(): void;
  announce(sentence: string): void;
}): OpenThread {
  const [current, setCurrent] = useState<{ id: EntryId; reply: number }>();

  function open(id: EntryId | undefined, { reply = false, scroll = false }: OpenHow = {}) {
    if (id === undefined) {
      setCurrent(undefined);
      return;
    }
    if (composing.open) composing.leave();
    setCurrent((before) => ({ id, reply: (before?.id === id ? before.reply : 0) + (reply ? 1 : 0) }));
    showThreads();
    const placed = store.placed(id);
    if (!placed) return;
    if (!reply) announce(words.brief.said(placed.annotation.kind, whoOf(store.notes, placed.annotation).name));
    if (!scroll) return;
    const [range] = rangesOf(placed);
    if (range) scrollTo(range.from);
    else scroller.current?.scrollTo({ top: 0 });
  }

  return {
    id: current?.id,
    reply: current?.reply ?? 0,
    open,
    pick: (ids) => {
      const at = current ? ids.indexOf(current.id) : -1;
      open(at === -1 ? ids.at(-1) : ids[(at - 1 + ids.length) % ids.length]);
    },
    step: (list, by) => {
      const to = neighbour(list, current?.id, page?.caret() ?? 0, by);
      if (!to) return;
      open(to.annotation.id, { scroll: true });
      const [range] = rangesOf(to);
      if (range) page?.caretSoon(range.from);
    },
  };
}

/** A link led here: to an annotation, or to one of its comments. */
export function useLinkTo(
  store: BriefStore,
  page: ArticlePage | undefined,
  entry: EntryId | undefined,
  open: OpenThread['open'],
): void {
  const { complete } = store.snapshot();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a link.
  useEffect(() => {
    if (!page || entry === undefined || !complete) return;
    go({ screen: 'brief', brief: store.opened.id }, 'replace');
    const target = store.annotationOf(entry);
    if (target) open(target, { scroll: true });
    else showToast({ text: words.brief.linkGone, look: 'trouble' });
  }, [page, entry, complete]);
}

/** The threads of a list, and what is open: that stands in the margin whatever the list lets through. */
export function useWithOpen(
  threads: readonly Placed[],
  id: EntryId | undefined,
  placed: readonly Placed[],
  withdrawn: readonly Placed[],
): readonly Placed[] {
  return useMemo(() => {
    const isOpen = ({ annotation }: Placed) => annotation.id === id;
    if (id === undefined || threads.some(isOpen)) return threads;
    const missing = placed.find(isOpen) ?? withdrawn.find(isOpen);
    return missing ? withInPlace(threads, missing) : threads;
  }, [threads, id, placed, withdrawn]);
}
