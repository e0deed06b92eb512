import { useCallback, useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { TextRange } from '../../shared/anchors/text-index.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import type { Kind } from '../../shared/model/kinds.ts';
import { kindOfKey } from '../article/keys.ts';
import { SelectionBar } from '../article/selection-bar.tsx';
import { useArticle } from '../article/use-article.ts';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { useDocumentTitle } from '../document-title.ts';
import { choosableOf } from '../exporting/choosable.ts';
import { ExportDialog } from '../exporting/export-dialog.tsx';
import { saveFile } from '../files.ts';
import { PicturesProvider } from '../images/pictures-context.tsx';
import { useCall } from '../services.tsx';
import { Margin } from '../threads/margin.tsx';
import { words } from '../words/words.ts';
import { BriefActions } from './brief-actions.ts';
import { BriefBar } from './brief-bar.tsx';
import { type BriefContextValue, BriefProvider, type OpenHow } from './brief-context.tsx';
import { BriefFoot } from './brief-foot.tsx';
import { type BriefKeys, handleBriefKey, onBriefKey } from './brief-keys.ts';
import { BriefList } from './brief-list.tsx';
import type { BriefStore } from './brief-store.ts';
import { countsOf, type Filter, filtered } from './filter.ts';
import { outlineOf } from './outline.ts';
import { isOrphaned, type Placed, rangesOf, withInPlace } from './placed.ts';
import { Rail } from './rail.tsx';
import { useComposing } from './use-composing.ts';
import { usePages } from './use-pages.ts';
import '../article/article.css';
import '../article/highlights.css';
import './brief-screen.css';

/** The thread that is open. */
interface Open {
  id: EntryId;
  /** Counts the wishes to reply. */
  reply: number;
}

/** The screen of a brief that has been opened. */
export function OpenBriefScreen({
  store,
  announce,
  onLeave,
}: {
  store: BriefStore;
  announce(sentence: string): void;
  onLeave(): void;
}) {
  const state = useSyncExternalStore(store.subscribe, store.snapshot);
  const actions = useMemo(() => new BriefActions(store, announce), [store, announce]);
  const handlers = useRef<Pick<BriefContextValue, 'open' | 'hover' | 'focusArticle'>>(undefined);
  const context = useMemo<BriefContextValue>(
    () => ({
      store,
      actions,
      open: (id, how) => handlers.current?.open(id, how),
      hover: (id) => handlers.current?.hover(id),
      focusArticle: () => handlers.current?.focusArticle(),
    }),
    [store, actions],
  );
  return (
    <BriefProvider value={context}>
      <PicturesProvider value={store.pictures}>
        <Screen
          store={store}
          state={state}
          actions={actions}
          handlers={handlers}
          announce={announce}
          onLeave={onLeave}
        />
      </PicturesProvider>
    </BriefProvider>
  );
}

function Screen({
  store,
  state,
  actions,
  handlers,
  announce,
  onLeave,
}: {
  store: BriefStore;
  state: ReturnType<BriefStore['snapshot']>;
  actions: BriefActions;
  handlers: React.RefObject<Pick<BriefContextValue, 'open' | 'hover' | 'focusArticle'> | undefined>;
  announce(sentence: string): void;
  onLeave(): void;
}) {
  const { opened } = store;
  const hintId = useId();
  const place = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLElement>(null);
  const [selection, setSelection] = useState<TextRange>();
  const [pointing, setPointing] = useState(false);
  const [open, setOpen] = useState<Open>();
  const [filter, setFilter] = useState<Filter>({ view: 'all' });
  const [showResolved, setShowResolved] = useState(false);
  const [layouts, setLayouts] = useState(0);
  const { listShown, toggleList, drawer, threadsShown, setThreadsShown } = usePages(scroller);
  const copy = useCall('brief.package');
  const putDamageAway = useCall('brief.putDamageAway');
  const [damage, setDamage] = useState(opened.damage);
  const [exporting, setExporting] = useState(false);
  useDocumentTitle(opened.title);

  const page = useArticle(place, hintId, {
    selected: setSelection,
    picked: (ids) => pick(ids),
    key: (event) => articleKey(event),
    hovered: () => {},
    laidOut: () => setLayouts((count) => count + 1),
  });

  const composing = useComposing(store, state, actions, (made) => {
    if (made) openThread(made);
    page?.focus();
  });

  const { placed, withdrawn } = state;
  const listed = useMemo(() => filtered({ placed, withdrawn }, filter), [placed, withdrawn, filter]);
  const spread = filter.view === 'orphaned' || filter.view === 'withdrawn';
  const threads = useMemo(() => {
    if (spread || filter.view === 'resolved') return listed;
    return listed.filter((each) => (showResolved || each.annotation.status.state === 'open') && !isOrphaned(each));
  }, [listed, showResolved, filter.view, spread]);
  const openId = open?.id;
  // What is open stands in the margin whatever the list shows.
  const shown = useMemo(() => {
    const isOpen = ({ annotation }: Placed) => annotation.id === openId;
    if (openId === undefined || threads.some(isOpen)) return threads;
    const missing = placed.find(isOpen) ?? withdrawn.find(isOpen);
    return missing ? withInPlace(threads, missing) : threads;
  }, [threads, openId, placed, withdrawn]);
  const counts = useMemo(() => countsOf({ placed, withdrawn }, filter.view), [placed, withdrawn, filter.view]);
  const outline = useMemo(() => outlineOf(state.article, state.text), [state.article, state.text]);
  const length = useMemo(() => state.text.text.split(/\s+/).filter(Boolean).length, [state.text]);

  const scrollTo = useCallback(
    (offset: number) => {
      const { current: page_ } = scroller;
      if (!page || !page_) return;
      const everywhere = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
      const [top = 0] = page.tops([offset], everywhere);
      const origin = page.view.dom.getBoundingClientRect().top - page_.getBoundingClientRect().top;
      const at = origin + top;
      if (at > 40 && at < page_.clientHeight * 0.7) return;
      page_.scrollTo({ top: page_.scrollTop + at - page_.clientHeight * 0.25 });
    },
    [page],
  );

  function openThread(id: EntryId | undefined, { reply = false, scroll = false }: OpenHow = {}) {
    if (id === undefined) {
      setOpen(undefined);
      return;
    }
    if (composing.open) composing.leave();
    setOpen((before) => ({ id, reply: (before?.id === id ? before.reply : 0) + (reply ? 1 : 0) }));
    setThreadsShown(true);
    const placed = store.placed(id);
    if (!placed) return;
    if (!reply) announce(words.brief.said(placed.annotation.kind, ''));
    if (!scroll) return;
    const [range] = rangesOf(placed);
    if (range) scrollTo(range.from);
    else scroller.current?.scrollTo({ top: 0 });
  }

  function pick(ids: EntryId[]) {
    const at = openId ? ids.indexOf(openId) : -1;
    // The one on top first; again, the next one below it.
    openThread(at === -1 ? ids.at(-1) : ids[(at - 1 + ids.length) % ids.length]);
  }

  handlers.current = {
    open: openThread,
    hover: (id) => {
      const placed = id && store.placed(id);
      page?.hover(placed ? rangesOf(placed) : []);
    },
    focusArticle: () => page?.focus(),
  };

  async function annotate(kind: Kind) {
    if (!selection || !actions.may('annotated')) return;
    const passage = { ...selection, words: store.text.slice(selection) };
    const made = await actions.annotate([passage], kind);
    if (!made) return;
    page?.collapse();
    openThread(made, { reply: true });
  }

  function comment(ranges: TextRange[]) {
    setOpen(undefined);
    setThreadsShown(true);
    composing.begin(ranges);
    page?.collapse();
    if (ranges.length === 0) scroller.current?.scrollTo({ top: 0 });
  }

  function articleKey(event: KeyboardEvent): boolean {
    if (event.isComposing) return false;
    if (event.ctrlKey || event.metaKey || event.altKey) return handleBriefKey(event, keys);
    if (selection) {
      const kind = kindOfKey(event);
      if (kind) {
        void annotate(kind);
        return true;
      }
      if (event.key === 'Enter') {
        comment([selection]);
        return true;
      }
      if (event.key === 'Escape') {
        page?.collapse();
        return true;
      }
    } else if (event.key === 'Enter' && page) {
      const ids = page.atCaret();
      if (ids.length > 0) pick(ids);
      return true;
    }
    return handleBriefKey(event, keys);
  }

  const keys: BriefKeys = {
    threads: shown,
    open: openId,
    caret: () => page?.caret(),
    onOpen: (id, how) => openThread(id, how),
    onClose: () => {
      setOpen(undefined);
      page?.focus();
    },
    onUndo: (direction) => void undo(direction),
    onPlace: (range) => page?.select({ from: range.from, to: range.from }),
    canReply: openId !== undefined && !selection,
  };

  async function undo(direction: 'undo' | 'redo') {
    const id = await actions.undo(direction);
    const placed = id && store.placed(id);
    if (!id || !placed) return;
    if (!placed.annotation.withdrawn) openThread(id, { scroll: true });
    else {
      if (id === openId) setOpen(undefined);
      const [range] = rangesOf(placed);
      if (range) scrollTo(range.from);
    }
  }

  const openPlaced = openId === undefined ? undefined : store.placed(openId);
  const openRanges = openPlaced && !openPlaced.annotation.withdrawn ? rangesOf(openPlaced) : composing.ranges;
  const openKind = openPlaced?.annotation.kind ?? composing.byKey.get(composing.open ?? '')?.draft.kind ?? 'note';
  const openKey = openRanges.map(({ from, to }) => `${from}-${to}`).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the ranges.
  useEffect(() => {
    page?.showOpened(openRanges, `hl-marked open-${openKind}`);
  }, [page, openKey, openKind]);

  const stack = useMemo(() => {
    if (!page || !openPlaced || openId === undefined) return undefined;
    const [range] = rangesOf(openPlaced);
    const all = range ? page.over(range) : [];
    const index = all.indexOf(openId);
    return index === -1 || all.length < 2 ? undefined : { index, all };
  }, [page, openPlaced, openId]);

  const selectionRects = useCallback(() => (page && selection ? page.rects(selection) : []), [page, selection]);
  const barShown = selection !== undefined && !pointing && page !== undefined && actions.may('annotated');

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that work anywhere on the screen bubble up to here.
    <div className="brief" data-list={listShown || undefined} onKeyDown={(event) => onBriefKey(event, keys)}>
      <BriefBar
        title={opened.title}
        undo={state.undo}
        onUndo={(direction) => void undo(direction)}
        listShown={listShown}
        onList={toggleList}
        drawer={drawer}
        threadsShown={threadsShown}
        onThreads={() => setThreadsShown(!threadsShown)}
        mayAnnotate={actions.may('annotated')}
        onAnnotate={() => comment([])}
        saving={copy.busy}
        onSaveCopy={async () => {
          const file = await copy.run({ brief: opened.id });
          if (file) saveFile(file);
        }}
        onExport={() => setExporting(true)}
        onLeave={onLeave}
      />
      {exporting && (
        <ExportDialog
          brief={opened.id}
          choosable={choosableOf(store.notes, state.placed, listed)}
          isOpen
          onClose={() => setExporting(false)}
        />
      )}
      {listShown && (
        <BriefList
          counts={counts}
          filter={filter}
          onFilter={setFilter}
          showResolved={showResolved}
          onShowResolved={setShowResolved}
          outline={outline}
          onHeading={({ offset }) => {
            scrollTo(offset);
            page?.select({ from: offset, to: offset });
            page?.focus();
          }}
        />
      )}
      <main ref={scroller} className="brief-page" data-drawer={drawer || undefined}>
        {(damage || copy.problem) && (
          <div className="brief-notices">
            {damage && (
              <Notice
                look="trouble"
                actions={
                  <Button
                    onPress={() => {
                      setDamage(undefined);
                      void putDamageAway.run({ brief: opened.id });
                    }}
                  >
                    {words.brief.damagePutAway}
                  </Button>
                }
              >
                <strong>{words.brief.damageTitle}.</strong> {damage.sentences.join(' ')}{' '}
                {words.brief.damageFolder(damage.folder)}
              </Notice>
            )}
            {copy.problem && <Notice look="trouble">{copy.problem}</Notice>}
          </div>
        )}
        <div
          ref={sheet}
          className="sheet"
          data-view={filter.view}
          data-kind={filter.kind}
          data-show-resolved={showResolved || undefined}
          data-threads={threadsShown || undefined}
        >
          <p id={hintId} className="visually-hidden">
            {words.brief.articleHint}
          </p>
          <div
            ref={place}
            className="article-place"
            onPointerDown={() => {
              setPointing(true);
              addEventListener('pointerup', () => setPointing(false), { once: true });
              addEventListener('pointercancel', () => setPointing(false), { once: true });
            }}
          />
          {barShown && (
            <SelectionBar
              rects={selectionRects}
              sheet={sheet}
              scroller={scroller}
              onKind={(kind) => void annotate(kind)}
              onComment={() => comment([selection])}
            />
          )}
          <Margin
            page={page}
            scroller={scroller}
            threads={shown}
            open={openId}
            reply={open?.reply ?? 0}
            stack={stack}
            composing={composing}
            spread={spread}
            layouts={layouts}
          />
        </div>
      </main>
      <Rail
        page={page}
        scroller={scroller}
        threads={shown}
        open={openId}
        onJump={({ annotation }) => openThread(annotation.id, { scroll: true })}
      />
      <BriefFoot state={state} opened={opened} length={length} />
    </div>
  );
}
