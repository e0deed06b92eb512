import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { z } from 'zod';
import type { EntryId } from '../../shared/model/ids.ts';
import { allTags, COLOURINGS, type ColourBy, type Colouring, colouring } from '../article/colouring.ts';
import type { HighlightLook } from '../article/highlight.ts';
import type { BriefState, BriefStore } from '../brief/brief-store.ts';
import { whoOf } from '../brief/people-of.ts';
import { isOrphaned, type Placed } from '../brief/placed.ts';
import { usePassageNews } from '../brief/use-passage-news.ts';
import { useRemembered } from '../remembered.ts';
import { useAfterFrame } from '../use-after-frame.ts';
import { sameList, useSame } from '../use-same.ts';
import { EVERYTHING, type Filter, inOrder, ORDERS, type Order } from './filter.ts';
import { type Counts, type FilterContext, Sieve } from './sieve.ts';
import { type NamedView, VIEWS_KEY, viewsSchema } from './views.ts';

/** What the list shows, how, and what is selected in it. */
export interface Listing {
  filter: Filter;
  setFilter(filter: Filter): void;
  showResolved: boolean;
  setShowResolved(show: boolean): void;
  /** What the filter lets through, in place order. */
  listed: readonly Placed[];
  counts: Counts;
  /** All of the brief has been read; until then nothing is listed or counted. */
  complete: boolean;
  /** The lines of the list in its order: `listed` without what is resolved, unless that is asked for. */
  rows: readonly Placed[];
  /** The threads that stand in the margin, in place order. */
  threads: readonly Placed[];
  /** The threads of `threads` have no places of their own, and stand one below the other. */
  spread: boolean;
  /** How the highlights look that the article shows. */
  look: HighlightLook;
  order: Order;
  setOrder(order: Order): void;
  views: readonly NamedView[];
  setViews(views: NamedView[]): void;
  /** The tags in use and those of the vocabulary. */
  tags: readonly string[];
  colourBy: ColourBy;
  setColourBy(by: ColourBy): void;
  colouring: Colouring;
  selected: ReadonlySet<EntryId>;
  setSelected(selected: ReadonlySet<EntryId>): void;
}

const orderSchema = z.enum(ORDERS);
const coloursSchema = z.enum(COLOURINGS);

/** The list's state: part of it is remembered, such as its order and the views that somebody named. */
export function useListing(
  store: BriefStore,
  { placed, withdrawn, complete }: BriefState,
  announce: (sentence: string) => void,
): Listing {
  const [chosen, setFilter] = useState<Filter>(EVERYTHING);
  // A line that is pressed is answered at once. A letter isn't waited for: looking through thousands of threads for
  // words for the first time takes longer than one.
  const text = useDeferredValue(chosen.text);
  const filter = useMemo(() => (chosen.text === text ? chosen : { ...chosen, text }), [chosen, text]);
  const [showResolved, setShowResolved] = useState(false);
  const [order, setOrder] = useRemembered('list.order', orderSchema, 'place');
  const [views, setViews] = useRemembered(VIEWS_KEY, viewsSchema, []);
  const [colourBy, setColourBy] = useRemembered('list.colours', coloursSchema, 'kind');
  const [selectedIds, setSelected] = useState<ReadonlySet<EntryId>>(() => new Set());

  const [sieve] = useState(() => new Sieve());
  const asked = useMemo(() => ({ placed, withdrawn, filter }), [placed, withdrawn, filter]);
  const listed = useMemo(() => sieve.through(asked, asked.filter, contextOf(store)), [sieve, store, asked]);
  // What is listed answers who asks for it; the numbers beside the other lines follow.
  const askedBefore = useAfterFrame(asked);
  const { counts } = useMemo(
    () => sieve.sift(askedBefore, askedBefore.filter, contextOf(store)),
    [sieve, store, askedBefore],
  );
  const spread = filter.group === 'orphaned' || filter.group === 'withdrawn';
  // What is unread is read wherever it stands: its count and its list are the same threads.
  const wantsResolved = showResolved || filter.status === 'resolved' || filter.group === 'unread';
  const unresolvedOnly = !spread && !wantsResolved;
  const rows = useMemo(() => {
    const wanted = unresolvedOnly ? listed.filter(({ annotation }) => annotation.status.state === 'open') : listed;
    return inOrder(wanted, order);
  }, [listed, unresolvedOnly, order]);
  const threads = useMemo(() => {
    if (spread) return listed;
    return listed.filter((each) => (!unresolvedOnly || each.annotation.status.state === 'open') && !isOrphaned(each));
  }, [listed, unresolvedOnly, spread]);
  const idsNow = useMemo(() => {
    if (complete) return threads.map(({ annotation }) => annotation.id);
    return store.shownIds().filter((id) => showResolved || store.look(id)?.status.state === 'open');
  }, [store, complete, threads, showResolved]);
  // A reply leaves them as they are, and the highlights with them.
  const ids = useSame(idsNow, sameList);
  const shownIds = useMemo(() => new Set(ids), [ids]);

  // The same array for as long as the tags are the same: what depends on it draws every highlight.
  const tags = useSame(
    useMemo(() => allTags(store, placed), [store, placed]),
    sameList,
  );
  const colours = useMemo(() => colouring(store, colourBy, tags), [store, colourBy, tags]);
  const { colourOf } = colours;
  const look = useMemo(() => ({ shown: shownIds, colourOf }), [shownIds, colourOf]);

  // What the filter hides can't be acted on by mistake.
  const selected = useMemo(() => {
    if (selectedIds.size === 0) return selectedIds;
    const here = new Set(rows.map(({ annotation }) => annotation.id));
    return new Set([...selectedIds].filter((id) => here.has(id)));
  }, [selectedIds, rows]);

  usePassageNews(store, announce, () => setFilter({ ...EVERYTHING, group: 'orphaned' }));
  const setFilterTo = useCallback((next: Filter) => setFilter(next), []);
  // The same object for as long as nothing in it changed: the whole pane is drawn from it.
  return useMemo(
    () => ({
      filter: chosen,
      setFilter: setFilterTo,
      showResolved,
      setShowResolved,
      listed,
      counts,
      complete,
      rows,
      threads,
      spread,
      look,
      order,
      setOrder,
      views,
      setViews,
      tags,
      colourBy,
      setColourBy,
      colouring: colours,
      selected,
      setSelected,
    }),
    [
      chosen,
      setFilterTo,
      showResolved,
      listed,
      counts,
      complete,
      rows,
      threads,
      spread,
      look,
      order,
      setOrder,
      views,
      setViews,
      tags,
      colourBy,
      setColourBy,
      colours,
      selected,
    ],
  );
}

/** What a filter has to know of the brief, its person and the hour. */
function contextOf({ me, notes }: BriefStore): FilterContext {
  const now = Date.now();
  return { me: me.id, now, today: localDate(now), nameOf: (annotation) => whoOf(notes, annotation).name };
}

/** The date where the person is, as `2026-03-01`. */
export function localDate(at: number): string {
  const date = new Date(at);
  const part = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${part(date.getMonth() + 1)}-${part(date.getDate())}`;
}
