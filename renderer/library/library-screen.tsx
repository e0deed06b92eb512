import { FileInput, LibraryBig, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { FileTrigger, Link } from 'react-aria-components';
import type { BriefSummary } from '../../shared/bridge.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { Button } from '../controls/button.tsx';
import { Keys } from '../controls/keys.tsx';
import { Notice } from '../controls/notice.tsx';
import { SearchField } from '../controls/search-field.tsx';
import { showToast } from '../controls/toast.tsx';
import { Mark, TopBar } from '../controls/top-bar.tsx';
import { useDocumentTitle } from '../document-title.ts';
import { usePendingImport } from '../importing/pending-import.tsx';
import { useImport } from '../importing/use-import.ts';
import { PersonMenu } from '../person/person-menu.tsx';
import { formatRoute, go } from '../route.ts';
import { useCall } from '../services.tsx';
import { formatting, words } from '../words/words.ts';
import { DropHint } from './drop-hint.tsx';
import { EmptyBin, EmptyLibrary, NothingFound } from './empty.tsx';
import { briefsOf, findByTitle } from './find.ts';
import { LibraryList } from './library-list.tsx';
import { useDropAndPaste } from './use-drop-and-paste.ts';
import { useLibrary } from './use-library.ts';
import './library-screen.css';

/** All briefs of this computer, or those in the bin. */
export function LibraryScreen({ view }: { view: 'library' | 'bin' }) {
  const { briefs, problem, reload } = useLibrary();
  const [query, setQuery] = useState('');
  const importing = useImport();
  const sample = useCall('library.sample');
  const bin = useCall('library.bin');
  const back = useCall('library.bringBack');
  const { dragging } = useDropAndPaste(importing);
  // The messages that offer to undo, each to be put away when its brief is back by another way.
  const undoable = useRef(new Map<BriefId, () => void>());
  useDocumentTitle(view === 'bin' ? words.library.bin : words.library.title);

  const all = briefs && briefsOf(view, briefs);
  const shown = all && findByTitle(all, query);
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
    const close = showToast({
      text: words.library.binnedToast(brief.title),
      action: { label: words.common.undo, run: () => void bringBack(brief, false) },
    });
    undoable.current.set(brief.id, close);
  };
  const refused = importing.problem ?? sample.problem ?? bin.problem ?? back.problem;
  const importButton = (
    <FileTrigger onSelect={(files) => files && importing.files([...files])}>
      <Button look="primary" isPending={importing.reading !== undefined}>
        <FileInput aria-hidden />
        {words.library.importAction}
      </Button>
    </FileTrigger>
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
          <div className="library-search">
            <SearchField label={words.library.search} value={query} onChange={setQuery} />
          </div>
        )}
        {briefs && (view === 'bin' || all?.length !== 0) && importButton}
        <PersonMenu />
      </TopBar>
      <div className="screen-middle">
        <Views view={view} briefs={briefs} />
        <main className="library-main">
          <div className="library-column">
            <Waiting />
            {importing.reading !== undefined && <Notice>{words.library.reading(importing.reading)}</Notice>}
            {refused && (
              <Notice
                look="trouble"
                actions={
                  <Button
                    size="small"
                    look="quiet"
                    onPress={() => {
                      for (const each of [importing, sample, bin, back]) each.clear();
                    }}
                  >
                    {words.common.dismiss}
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
            {all && shown && shown.length > 0 && (
              <LibraryList
                view={view}
                briefs={shown}
                onOpen={(brief) => go({ screen: 'brief', brief: brief.id })}
                onBin={moveToBin}
                onBringBack={(brief) => bringBack(brief, true)}
              />
            )}
            {all?.length === 0 &&
              (view === 'bin' ? (
                <EmptyBin />
              ) : (
                <EmptyLibrary importButton={importButton} onSample={openSample} sampleBusy={sample.busy} />
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
            {view === 'library' && (
              <span className="library-keys" aria-hidden>
                <Keys keys="Enter" /> {words.library.keys.open}
                <Keys keys="Del" /> {words.library.keys.bin}
              </span>
            )}
          </span>
        )}
      </footer>
      {dragging && <DropHint />}
    </div>
  );
}

/** The list at the side: briefs in use, and the bin. */
function Views({ view, briefs }: { view: 'library' | 'bin'; briefs: BriefSummary[] | undefined }) {
  const all = [
    { screen: 'library', name: words.library.briefs, Icon: LibraryBig },
    { screen: 'bin', name: words.library.bin, Icon: Trash2 },
  ] as const;
  return (
    <nav className="library-views" aria-label={words.library.views}>
      {all.map(({ screen, name, Icon }) => (
        <Link
          key={screen}
          href={formatRoute({ screen })}
          className="library-view"
          {...(screen === view ? { 'aria-current': 'page' as const } : {})}
        >
          <Icon aria-hidden />
          <span>{name}</span>
          {briefs && <span className="tabular">{formatting.number(briefsOf(screen, briefs).length)}</span>}
        </Link>
      ))}
    </nav>
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
