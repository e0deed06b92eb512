import { memo, useDeferredValue, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { z } from 'zod';
import type { TextRange } from '../../shared/anchors/text-index.ts';
import { formatLink } from '../../shared/links.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import type { Kind } from '../../shared/model/kinds.ts';
import { PassageHandles } from '../article/passage-handles.tsx';
import { PassageNotice } from '../article/passage-notice.tsx';
import { useArticle } from '../article/use-article.ts';
import { copyText } from '../clipboard.ts';
import { useCommands, useRegistry } from '../commands/commands.tsx';
import { showToast } from '../controls/toast.tsx';
import { useDocumentTitle } from '../document-title.ts';
import { EditBar } from '../editing/edit-bar.tsx';
import { useEditing } from '../editing/use-editing.ts';
import { saveIfMade } from '../files.ts';
import { FindBar } from '../find/find-bar.tsx';
import { PicturesProvider } from '../images/pictures-context.tsx';
import { BriefPane, PANES, type Pane, type PaneHandle } from '../list/brief-pane.tsx';
import { type Heading, outlineOf } from '../list/outline.ts';
import { useListing } from '../list/use-listing.ts';
import { useRemembered } from '../remembered.ts';
import { useCall } from '../services.tsx';
import { FollowingNotice } from '../sharing/following-notice.tsx';
import { SharingProvider } from '../sharing/sharing-context.tsx';
import { useTogether } from '../sharing/use-together.ts';
import { Margin } from '../threads/margin.tsx';
import { useStable } from '../use-stable.ts';
import { words } from '../words/words.ts';
import { BriefActions } from './brief-actions.ts';
import { BriefBar } from './brief-bar.tsx';
import { briefCommands } from './brief-commands.ts';
import { type BriefContextValue, type BriefDialog, BriefProvider } from './brief-context.tsx';
import { BriefDialogs } from './brief-dialogs.tsx';
import { BriefFoot } from './brief-foot.tsx';
import { BriefNotices } from './brief-notices.tsx';
import type { BriefStore } from './brief-store.ts';
import { rangesOf } from './placed.ts';
import { Rail } from './rail.tsx';
import { SelectionTools } from './selection-tools.tsx';
import { childOf } from './stepping.ts';
import { useComposing } from './use-composing.ts';
import { useLinkTo, useOpenThread, useWithOpen } from './use-open-thread.ts';
import { useOpened } from './use-opened.ts';
import { usePages } from './use-pages.ts';
import { rangeAt, usePassages } from './use-passages.ts';
import { usePlaceInPage } from './use-place-in-page.ts';
import { EVERYWHERE, useScrollTo } from './use-scroll-to.ts';
import '../article/article.css';
import '../article/highlights.css';
import './brief-screen.css';

const paneSchema = z.enum(PANES);

/** What the screen does for its parts. */
type Handlers = Omit<BriefContextValue, 'store' | 'actions'>;

/** The screen of a brief that has been opened. */
export const OpenBriefScreen = memo(function OpenBriefScreen({
  store,
  entry,
  announce,
  onLeave,
}: {
  store: BriefStore;
  /** An annotation or comment to open. */
  entry: EntryId | undefined;
  announce(sentence: string): void;
  onLeave(): void;
}) {
  const state = useSyncExternalStore(store.subscribe, store.snapshot);
  const actions = useMemo(() => new BriefActions(store, announce), [store, announce]);
  const handlers = useRef<Handlers>(undefined);
  const context = useMemo<BriefContextValue>(
    () => ({
      store,
      actions,
      open: (id, how) => handlers.current?.open(id, how),
      hover: (id) => handlers.current?.hover(id),
      focusArticle: () => handlers.current?.focusArticle(),
      showPassage: (id, index) => handlers.current?.showPassage(id, index),
      showPlace: (offset) => handlers.current?.showPlace(offset),
      changePassage: (id, change) => handlers.current?.changePassage(id, change),
      show: (wanted) => handlers.current?.show(wanted),
      showParagraphOf: (id) => handlers.current?.showParagraphOf(id),
      copyLink: (id) => handlers.current?.copyLink(id),
    }),
    [store, actions],
  );
  return (
    <BriefProvider value={context}>
      <PicturesProvider value={store.pictures}>
        <SharingProvider store={store}>
          <Screen
            store={store}
            state={state}
            actions={actions}
            handlers={handlers}
            entry={entry}
            announce={announce}
            onLeave={onLeave}
          />
        </SharingProvider>
      </PicturesProvider>
    </BriefProvider>
  );
});

function Screen({
  store,
  state,
  actions,
  handlers,
  entry,
  announce,
  onLeave,
}: {
  store: BriefStore;
  state: ReturnType<BriefStore['snapshot']>;
  actions: BriefActions;
  handlers: React.RefObject<Handlers | undefined>;
  entry: EntryId | undefined;
  announce(sentence: string): void;
  onLeave(): void;
}) {
  const { opened } = store;
  const hintId = useId();
  const place = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLElement>(null);
  const paneHandle = useRef<PaneHandle>(null);
  const [selection, setSelection] = useState<TextRange>();
  const [layouts, setLayouts] = useState(0);
  const [finding, setFinding] = useState(false);
  const [privately, setPrivately] = useState(false);
  const [pane, setPane] = useRemembered<Pane>('list.pane', paneSchema, 'overview');
  const { listShown, toggleList, drawer, threadsShown, setThreadsShown } = usePages(scroller);
  const copy = useCall('brief.package');
  const [dialog, setDialog] = useState<BriefDialog>();
  const registry = useRegistry();
  // What is done shows where it was done at once; lists, counts, margin and rail follow, a slice of time after another.
  const listing = useListing(store, useDeferredValue(state), announce);
  useDocumentTitle(opened.title);
  const page = useArticle(place, hintId, listing.look, {
    selected: setSelection,
    picked: (ids) => thread.pick(ids),
    key: (event) => !event.isComposing && registry.runKey(event),
    hovered: () => {},
    laidOut: () => setLayouts((count) => count + 1),
  });
  const editing = useEditing(store, page, announce, (direction) => void undo(direction));
  const passages = usePassages(store, actions, page, announce);
  const composing = useComposing(store, state, actions, (made) => {
    if (made) thread.open(made);
    page?.focus();
  });
  const scrollTo = useScrollTo(page, scroller);
  const showThreads = () => setThreadsShown(true);
  const thread = useOpenThread({ store, page, scroller, scrollTo, composing, showThreads, announce });
  useLinkTo(store, page, entry, thread.open);

  const { placed, withdrawn } = state;
  const { threads, spread } = listing;

  useTogether(page, scroller, opened.id, thread.id);
  const shown = useWithOpen(threads, thread.id, placed, withdrawn);
  const outline = useMemo(() => outlineOf(state.article, state.text), [state.article, state.text]);

  usePlaceInPage(opened.id, page, scroller, (offset) => {
    const top = page?.tops([offset], EVERYWHERE)[0] ?? 0;
    scroller.current?.scrollTo({ top: top + (place.current?.offsetTop ?? 0) });
    page?.drawOnScreen();
  });

  handlers.current = {
    open: thread.open,
    hover: (id) => {
      const placed = id && store.placed(id);
      page?.hover(placed ? rangesOf(placed) : []);
    },
    focusArticle: () => page?.focus(),
    showPassage: (id, index) => {
      const placed = store.placed(id);
      const range = placed && rangeAt(placed, index);
      if (!range) return;
      scrollTo(range.from);
      page?.select({ from: range.from, to: range.from });
    },
    showPlace,
    changePassage: passages.begin,
    show: setDialog,
    showParagraphOf: (id) => setDialog({ paragraph: childOf(store, id) }),
    copyLink: (id) => {
      const link = formatLink({ to: 'brief', brief: opened.id, entry: id });
      showToast({ text: copyText(link) ? words.brief.linkCopied : `${words.brief.linkNotCopied} ${link}` });
    },
  };

  async function annotate(kind: Kind) {
    if (!selection || !actions.may('annotated')) return;
    const passage = { ...selection, words: page?.wordsOf(selection) ?? '' };
    const made = await actions.annotate([passage], kind, { privately });
    if (!made) return;
    page?.collapse();
    thread.open(made, { reply: true });
  }

  function comment(ranges: TextRange[]) {
    thread.open(undefined);
    showThreads();
    composing.begin(ranges, privately);
    page?.collapse();
    if (ranges.length === 0) scroller.current?.scrollTo({ top: 0 });
  }

  async function undo(direction: 'undo' | 'redo') {
    const id = await actions.undo(direction);
    const placed = id && store.placed(id);
    if (!id || !placed) return;
    if (!placed.annotation.withdrawn) thread.open(id, { scroll: true });
    else {
      if (id === thread.id) thread.open(undefined);
      const [range] = rangesOf(placed);
      if (range) scrollTo(range.from);
    }
  }

  const saveCopy = async () => saveIfMade(await copy.run({ brief: opened.id }));

  const showParagraph = () => setDialog({ paragraph: state.text.childAt(selection?.from ?? page?.caret() ?? 0) });

  function showPlace(offset: number) {
    scrollTo(offset);
    page?.select({ from: offset, to: offset });
    page?.focus();
  }

  function close() {
    if (passages.changing) passages.cancel();
    else if (selection) page?.collapse();
    else {
      thread.open(undefined);
      page?.focus();
    }
  }

  const privateOnes = useMemo(
    () => placed.filter((each) => each.private).map(({ annotation }) => annotation.id),
    [placed],
  );
  const { openPlaced, stack } = useOpened(store, state, page, thread.id, composing);
  const showPane = (wanted: Pane) => {
    if (!listShown) toggleList();
    setPane(wanted);
    if (wanted === 'rows') setTimeout(() => paneHandle.current?.focusRows(), 0);
  };
  useCommands(() => [
    {
      id: 'save passage',
      title: words.brief.savePassage,
      group: 'annotate',
      keys: ['Enter'],
      enabled: passages.changing !== undefined && selection !== undefined,
      run: () => selection && void passages.save(selection),
    },
    ...briefCommands({
      actions,
      listing,
      open: openPlaced,
      isSelected: selection !== undefined,
      isChangingPassage: passages.changing !== undefined,
      outline,
      annotate: (kind) => void annotate(kind),
      comment: () => selection && comment([selection]),
      annotateWhole: () => comment([]),
      privately,
      togglePrivately: () => {
        setPrivately(!privately);
        announce(privately ? words.brief.privatelyOff : words.brief.privatelyOn);
      },
      privateOnes,
      undo: (direction) => void undo(direction),
      openAtCaret: () => {
        const ids = page?.atCaret() ?? [];
        if (ids.length > 0) thread.pick(ids);
      },
      close,
      reply: () => thread.open(thread.id, { reply: true }),
      show: setDialog,
      showParagraph,
      changePassage: passages.begin,
      copyLink: (id) => handlers.current?.copyLink(id),
      step: (by) => thread.step(listing.rows, by),
      stepOnPage: (by) => thread.step(shown, by),
      focusArticle: () => page?.focus(),
      goTo: ({ offset }) => showPlace(offset),
      find: () => setFinding(true),
      focusFilter: () => {
        if (!listShown) toggleList();
        setTimeout(() => paneHandle.current?.focusFilter(), 0);
      },
      showPane,
      toggleList,
      toggleThreads: () => setThreadsShown(!threadsShown),
      mayEdit: editing.may,
      toggleEditing: editing.toggle,
      saveCopy: () => void saveCopy(),
    }),
  ]);

  // The same functions each time: what stands around the page isn't drawn anew with each thread that is opened.
  const chrome = {
    undo: useStable((direction: 'undo' | 'redo') => void undo(direction)),
    list: useStable(() => toggleList()),
    threads: useStable(() => setThreadsShown(!threadsShown)),
    annotate: useStable(() => comment([])),
    edit: useStable(() => editing.toggle()),
    save: useStable(() => void saveCopy()),
    export: useStable(() => setDialog('export')),
    review: useStable(() => setDialog('review')),
    leave: useStable(() => onLeave()),
    goTo: useStable(({ offset }: Heading) => showPlace(offset)),
    jump: useStable((id: EntryId) => thread.open(id, { scroll: true })),
    move: useStable((id: EntryId, index: number, range: TextRange) => void passages.move(id, index, range)),
    apart: useStable(() => setDialog('edited-apart')),
  };

  const mayHandle = openPlaced && !selection && !passages.changing && actions.may('placed', openPlaced.annotation);

  return (
    <div className="brief" data-list={listShown ? pane : undefined}>
      <BriefBar
        title={opened.title}
        onUndo={chrome.undo}
        listShown={listShown}
        onList={chrome.list}
        drawer={drawer}
        threadsShown={threadsShown}
        onThreads={chrome.threads}
        mayAnnotate={actions.may('annotated')}
        onAnnotate={chrome.annotate}
        isEditing={editing.session !== undefined}
        onEditing={editing.may || editing.session ? chrome.edit : undefined}
        saving={copy.busy}
        onSaveCopy={chrome.save}
        onExport={chrome.export}
        onReview={chrome.review}
        onLeave={chrome.leave}
      />
      <BriefDialogs
        dialog={dialog}
        store={store}
        placed={state.placed}
        listing={listing}
        onClose={() => setDialog(undefined)}
      />
      {listShown && (
        <BriefPane
          listing={listing}
          pane={pane}
          onPane={setPane}
          open={pane === 'rows' ? thread.id : undefined}
          outline={outline}
          onHeading={chrome.goTo}
          announce={announce}
          handle={paneHandle}
        />
      )}
      <main ref={scroller} className="brief-page" data-drawer={drawer || undefined}>
        <FollowingNotice />
        {editing.session && <EditBar session={editing.session} />}
        {finding && page && (
          <FindBar page={page} onShow={({ from }) => scrollTo(from)} onClose={() => setFinding(false)} />
        )}
        <BriefNotices opened={opened} problem={copy.problem} onEditedApart={chrome.apart} />
        {passages.changing && <PassageNotice change={passages.changing.change} onCancel={passages.cancel} />}
        <div
          ref={sheet}
          className="sheet"
          data-threads={threadsShown || undefined}
          data-editing={editing.session !== undefined || undefined}
        >
          <p id={hintId} className="visually-hidden">
            {actions.may('annotated') ? words.brief.articleHint : words.brief.articleHintReading}
          </p>
          <div ref={place} className="article-place" />
          <PassageHandles
            page={page}
            sheet={sheet}
            placed={mayHandle ? openPlaced : undefined}
            layouts={layouts}
            onMove={chrome.move}
          />
          <SelectionTools
            page={page}
            place={place}
            selection={actions.may('annotated') ? selection : undefined}
            sheet={sheet}
            scroller={scroller}
            onKind={(kind) => void annotate(kind)}
            onComment={() => selection && comment([selection])}
            privately={privately}
            onPrivately={setPrivately}
            onStory={showParagraph}
            {...(passages.changing && selection ? { onPassage: () => void passages.save(selection) } : {})}
          />
          <Margin
            page={page}
            scroller={scroller}
            threads={shown}
            open={thread.id}
            openPlaced={openPlaced}
            reply={thread.reply}
            stack={stack}
            composing={composing}
            spread={spread}
            layouts={layouts}
          />
        </div>
      </main>
      <Rail page={page} scroller={scroller} threads={shown} open={thread.id} onJump={chrome.jump} />
      <BriefFoot store={store} outline={outline} onPlace={scrollTo} />
    </div>
  );
}
