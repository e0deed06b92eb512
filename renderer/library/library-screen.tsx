import { ArrowDownUp, FileInput, Globe, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { BriefSummary } from '../../shared/bridge.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { Button } from '../controls/button.tsx';
import { Keys } from '../controls/keys.tsx';
import { Menu, MenuItem, MenuSection } from '../controls/menu.tsx';
import { Notice } from '../controls/notice.tsx';
import { SearchField } from '../controls/search-field.tsx';
import { showToast } from '../controls/toast.tsx';
import { Mark, TopBar } from '../controls/top-bar.tsx';
import { useDocumentTitle } from '../document-title.ts';
import { ExportManyDialog } from '../exporting/export-many-dialog.tsx';
import { AddressDialog } from '../importing/address-dialog.tsx';
import { ManyDialog } from '../importing/many-dialog.tsx';
import { usePendingImport } from '../importing/pending-import.tsx';
import { useImport } from '../importing/use-import.ts';
import { ChangedFiles } from '../offline/changed-files.tsx';
import { OpenPackageDialog } from '../offline/open-package-dialog.tsx';
import { PersonMenu } from '../person/person-menu.tsx';
import { go } from '../route.ts';
import { useCall } from '../services.tsx';
import { JoinButton } from '../sharing/join-button.tsx';
import { useTabs } from '../tabs/tabs-context.tsx';
import { formatting, words } from '../words/words.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { DropHint } from './drop-hint.tsx';
import { EmptyBin, EmptyLibrary, NothingFound, NothingHere } from './empty.tsx';
import { briefsOf, findByTitle, type LibraryView, ORDERS, type Order } from './find.ts';
import { LibraryList } from './library-list.tsx';
import { Places } from './places.tsx';
import { ShelfDialog } from './shelf-dialog.tsx';
import { useDropAndPaste } from './use-drop-and-paste.ts';
import { useLibrary } from './use-library.ts';
import { useSearch } from './use-search.ts';
import './library-screen.css';

/** All briefs of this computer, or those in the bin. */
export function LibraryScreen({
  view: screen,
  join,
  searching = false,
}: {
  view: 'library' | 'bin';
  join?: string;
  /** The search gets the focus. */
  searching?: boolean;
}) {
  const { briefs, problem, reload } = useLibrary();
  const [query, setQuery] = useState('');
  const [part, setPart] = useState<LibraryView>({ part: 'briefs' });
  const [order, setOrder] = useState<Order>('changed');
  const [shelving, setShelving] = useState<BriefSummary>();
  const [deleting, setDeleting] = useState<readonly BriefSummary[]>();
  const [exporting, setExporting] = useState(false);
  const inBin = screen === 'bin';
  const view: LibraryView = inBin ? { part: 'bin' } : part;
  const { found, problem: searchProblem } = useSearch(inBin ? '' : query);
  const importing = useImport();
  const sample = useCall('library.sample');
  const bin = useCall('library.bin');
  const back = useCall('library.bringBack');
  const [address, setAddress] = useState<string>();
  const { dragging } = useDropAndPaste({ ...importing, address: setAddress });
  // The messages that offer to undo, each to be put away when its brief is back by another way.
  const undoable = useRef(new Map<BriefId, () => void>());
  const shelve = useCall('library.shelve');
  const tabs = useTabs();
  useDocumentTitle(inBin ? words.library.bin : words.library.title);

  const all = briefs && briefsOf(view, briefs, order, formatting.compare);
  // While the first letters are searched for everywhere, titles answer at once.
  const shown = all && (found ? all.filter(({ id }) => found.places.has(id)) : findByTitle(all, query));
  const searchPlace = useRef<HTMLDivElement>(null);
  const isKnown = all !== undefined;
  useEffect(() => {
    if (!searching || !isKnown) return;
    searchPlace.current?.querySelector('input')?.focus();
    go({ screen: 'library' }, 'replace');
  }, [searching, isKnown]);
  const openSample = async () => {
    const opened = await sample.run({});
    if (opened) go({ screen: 'brief', brief: opened.brief });
  };
  const bringBack = async ({ id, title }: BriefSummary, tell: boolean) => {
    if ((await back.run({ brief: id })) !== null) return;
    undoable.current.get(id)?.();
    if (tell) showToast({ text: words.library.backToast(title) });
  };
  const moveToBin = async (brief: BriefSummary) => {
    if ((await bin.run({ brief: brief.id })) !== null) return;
    tabs.close(brief.id);
    const close = showToast({
      text: words.library.binnedToast(brief.title),
      action: { label: words.everywhere.undo, run: () => void bringBack(brief, false) },
    });
    undoable.current.set(brief.id, close);
  };
  const archive = async ({ id, title, archivedAt }: BriefSummary) => {
    const archived = archivedAt === undefined;
    if ((await shelve.run({ briefs: [id], archived })) === undefined) return;
    showToast({
      text: archived ? words.library.archivedToast(title) : words.library.unarchivedToast(title),
      action: { label: words.everywhere.undo, run: () => void shelve.run({ briefs: [id], archived: !archived }) },
    });
  };
  const calls = [importing, sample, bin, back, shelve];
  const refused = calls.map((call) => call.problem).find((problem) => problem !== undefined) ?? searchProblem;
  const importButton = (
    <FileTrigger allowsMultiple onSelect={(files) => files && importing.files([...files])}>
      <Button look="primary" isPending={importing.reading !== undefined}>
        <FileInput aria-hidden />
        {words.library.importAction}
      </Button>
    </FileTrigger>
  );
  const webButton = (
    <Button onPress={() => setAddress('')}>
      <Globe aria-hidden />
      {words.importing.fromWeb}
    </Button>
  );

  return (
    <div className="screen">
      <TopBar
        start={
          <>
            <Mark />
            <h1>{words.library.title}</h1>
          </>
        }
      >
        {all && all.length > 0 && (
          <div ref={searchPlace} className="library-search">
            <SearchField
              label={inBin ? words.library.searchBin : words.library.search}
              value={query}
              onChange={setQuery}
            />
          </div>
        )}
        {inBin && all && all.length > 0 && (
          <Button onPress={() => setDeleting(all)}>
            <Trash2 aria-hidden />
            {words.library.emptyBin}
          </Button>
        )}
        {briefs && !inBin && <JoinButton link={join} />}
        {briefs && (view.part !== 'briefs' || all?.length !== 0) && (
          <>
            {webButton}
            {importButton}
          </>
        )}
        <PersonMenu />
      </TopBar>
      <div className="screen-middle">
        <Places view={view} briefs={briefs} onChoose={setPart} />
        <main className="library-main">
          <div className="library-column">
            <Waiting />
            <ChangedFiles />
            {importing.reading !== undefined && (
              <Notice
                actions={
                  <Button size="small" look="quiet" onPress={importing.stop}>
                    {words.importing.stopReading}
                  </Button>
                }
              >
                {words.library.reading(importing.reading)}
              </Notice>
            )}
            {refused && (
              <Notice
                look="trouble"
                actions={
                  <Button
                    size="small"
                    look="quiet"
                    onPress={() => {
                      for (const each of calls) each.clear();
                    }}
                  >
                    {words.everywhere.dismiss}
                  </Button>
                }
              >
                {refused}
              </Notice>
            )}
            {problem && (
              <Notice
                look="trouble"
                actions={
                  <Button size="small" onPress={reload}>
                    {words.library.tryAgain}
                  </Button>
                }
              >
                {problem}
              </Notice>
            )}
            {!inBin && shown && shown.length > 0 && (
              <div className="library-tools">
                <OrderMenu order={order} onOrder={setOrder} />
                <Button look="quiet" onPress={() => setExporting(true)}>
                  {words.exporting.openMany}
                </Button>
              </div>
            )}
            {all && shown && shown.length > 0 && (
              <LibraryList
                inBin={inBin}
                briefs={shown}
                places={found?.places}
                onOpen={(brief) => go({ screen: 'brief', brief: brief.id })}
                onBin={moveToBin}
                onBringBack={(brief) => bringBack(brief, true)}
                onShelve={setShelving}
                onArchive={archive}
                onDelete={(brief) => setDeleting([brief])}
              />
            )}
            {all?.length === 0 &&
              (inBin ? (
                <EmptyBin />
              ) : view.part === 'briefs' ? (
                <EmptyLibrary
                  importButton={
                    <>
                      {importButton}
                      {webButton}
                    </>
                  }
                  onSample={openSample}
                  sampleBusy={sample.busy}
                />
              ) : (
                <NothingHere />
              ))}
            {all && all.length > 0 && shown?.length === 0 && (
              <NothingFound query={query} onClear={() => setQuery('')} />
            )}
          </div>
        </main>
      </div>
      <footer className="screen-foot">
        <span className="all-is-well">{words.library.savedHere}</span>
        {all && shown && all.length > 0 && (
          <span>
            <span role="status">
              {query ? words.library.found(shown.length, all.length) : words.library.count(all.length)}
            </span>
            {!inBin && (
              <span className="library-keys" aria-hidden>
                <Keys keys="Enter" /> {words.library.keys.open}
                <Keys keys="Del" /> {words.library.keys.bin}
              </span>
            )}
          </span>
        )}
      </footer>
      {dragging && <DropHint />}
      {address !== undefined && <AddressDialog start={address} onClose={() => setAddress(undefined)} />}
      {importing.many.files && <ManyDialog many={importing.many} />}
      {importing.packageFile && (
        <OpenPackageDialog
          name={importing.packageFile.name}
          file={importing.packageFile}
          onClose={importing.closePackage}
        />
      )}
      {shelving && briefs && <ShelfDialog brief={shelving} briefs={briefs} onClose={() => setShelving(undefined)} />}
      {exporting && shown && <ExportManyDialog briefs={shown} onClose={() => setExporting(false)} />}
      {deleting && <DeleteDialog briefs={deleting} onClose={() => setDeleting(undefined)} />}
    </div>
  );
}

/** In which order the list stands. */
function OrderMenu({ order, onOrder }: { order: Order; onOrder: (order: Order) => void }) {
  return (
    <Menu
      placement="bottom end"
      aria-label={words.library.orderBy}
      trigger={
        <Button look="quiet">
          <ArrowDownUp aria-hidden />
          {words.library.orders[order]}
        </Button>
      }
    >
      <MenuSection title={words.library.orderBy} selected={order} onSelect={(key) => onOrder(key as Order)}>
        {ORDERS.map((each) => (
          <MenuItem key={each} id={each} label={words.library.orders[each]} />
        ))}
      </MenuSection>
    </Menu>
  );
}

/** An import that was begun and left for the library. */
function Waiting() {
  const { pending, discard } = usePendingImport();
  if (!pending) return null;
  return (
    <Notice
      actions={
        <>
          <Button size="small" look="quiet" onPress={discard}>
            {words.library.discard}
          </Button>
          <Button size="small" onPress={() => go({ screen: 'import' })}>
            {words.library.goOn}
          </Button>
        </>
      }
    >
      {words.library.waiting(pending.preview.article.name)}
    </Notice>
  );
}
