import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { z } from 'zod';
import { PAGE_ALONE } from '../../shared/desktop-shell.ts';
import { type BriefId, briefIdSchema } from '../../shared/model/ids.ts';
import { remember, remembered, useRemembered } from '../remembered.ts';
import { formatRoute, go, useRoute } from '../route.ts';
import { useStable } from '../use-stable.ts';
import { besideTab, movedTab, placeBy, rememberedTabs, type Tab, withTab } from './tabs.ts';

/** Under which the tabs are remembered. */
const KEY = 'tabs';
/** So many briefs stay ready beside each other; one that was shown longer ago is opened anew when it is shown again. */
const MOST_READY = 4;
const RECENT_KEY = 'briefs.recent';
/** So many briefs that were shown are remembered, the latest first. */
const MOST_RECENT = 12;
/** So many tabs that were closed can be opened again. */
const MOST_CLOSED = 20;

/** The briefs that are open. */
export interface Tabs {
  /** In the order of their tabs. */
  tabs: readonly Tab[];
  /** The brief that is shown; undefined where it is another screen. */
  shown: BriefId | undefined;
  /** Those that can be shown at once, the shown one among them. */
  ready: readonly BriefId[];
  /** Those that were shown last, open or not, the latest first. */
  recent: readonly BriefId[];
  /** Shows a brief, or with undefined the library. */
  show(brief: BriefId | undefined): void;
  close(brief: BriefId): void;
  /** Opens the tab that was closed last. */
  reopen(): void;
  /** Shows the tab so many further on, the library among them. */
  step(by: number): void;
  /** Puts a tab at an index. */
  move(brief: BriefId, to: number): void;
  /** Says what a brief is called. */
  named(brief: BriefId, title: string): void;
}

const TabsContext = createContext<Tabs | null>(null);

/** A window that was opened for one brief remembers nothing of its tabs: the first window's are the ones to keep. */
const isAlone = () => location.search === PAGE_ALONE;

/** Shows what was shown last, where the window's address asks for nothing else. */
export function showLast(): void {
  const last = isAlone() ? undefined : remembered(KEY, rememberedTabs)?.shown;
  if (last && /^#?$/.test(location.hash)) go({ screen: 'brief', brief: last }, 'replace');
}

/** Knows which briefs are open. What is shown, the address tells; a brief that it names gets a tab. */
export function TabsProvider({ children }: { children: ReactNode }) {
  const route = useRoute();
  const shown = route.screen === 'brief' ? route.brief : undefined;
  const [tabs, setTabs] = useState<readonly Tab[]>(() =>
    isAlone() ? [] : (remembered(KEY, rememberedTabs)?.tabs ?? []),
  );
  const [latest, setLatest] = useState<readonly BriefId[]>([]);
  const [recent, setRecent] = useRemembered<readonly BriefId[]>(RECENT_KEY, z.array(briefIdSchema), []);
  const closed = useRef<BriefId[]>([]);

  if (shown !== undefined && !tabs.some(({ brief }) => brief === shown)) setTabs(withTab(tabs, shown));
  if (shown !== undefined && latest[0] !== shown) setLatest([shown, ...latest.filter((brief) => brief !== shown)]);

  useEffect(() => {
    if (!isAlone()) remember(KEY, { tabs, ...(shown ? { shown } : {}) });
  }, [tabs, shown]);

  useEffect(() => {
    if (shown !== undefined && recent[0] !== shown)
      setRecent([shown, ...recent.filter((brief) => brief !== shown)].slice(0, MOST_RECENT));
  }, [shown, recent, setRecent]);

  const show = (brief: BriefId | undefined) => go(brief ? { screen: 'brief', brief } : { screen: 'library' });
  const acts = {
    show: useStable(show),
    close: useStable((brief: BriefId) => {
      if (!tabs.some((tab) => tab.brief === brief)) return;
      closed.current = [...closed.current.filter((each) => each !== brief), brief].slice(-MOST_CLOSED);
      // First what is shown: an address that names a brief opens a tab for it.
      if (brief === shown) show(besideTab(tabs, brief));
      setLatest(latest.filter((each) => each !== brief));
      setTabs(tabs.filter((tab) => tab.brief !== brief));
    }),
    reopen: useStable(() => {
      const brief = closed.current.pop();
      if (brief) show(brief);
    }),
    step: useStable((by: number) => show(placeBy(tabs, shown, by))),
    move: useStable((brief: BriefId, to: number) => setTabs(movedTab(tabs, brief, to))),
    named: useStable((brief: BriefId, title: string) => {
      setTabs((before) =>
        before.some((tab) => tab.brief === brief && tab.title !== title)
          ? before.map((tab) => (tab.brief === brief ? { brief, title } : tab))
          : before,
      );
    }),
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: what it does is the same function each time.
  const value = useMemo<Tabs>(
    () => ({
      tabs,
      shown,
      recent,
      ready: latest.slice(0, MOST_READY).filter((each) => tabs.some(({ brief }) => brief === each)),
      ...acts,
    }),
    [tabs, shown, latest, recent],
  );
  return <TabsContext value={value}>{children}</TabsContext>;
}

/** The briefs that are open. */
export function useTabs(): Tabs {
  const value = useContext(TabsContext);
  if (!value) throw new Error('useTabs is called outside of <TabsProvider>.');
  return value;
}

/** The address at which a window of its own shows one brief. */
export function addressAlone(brief: BriefId): string {
  return `${PAGE_ALONE}${formatRoute({ screen: 'brief', brief })}`;
}
