import { AppWindow, Archive, ArchiveRestore, Ellipsis, FolderInput, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Collection, GridList, GridListLoadMoreItem } from 'react-aria-components';
import type { BriefSummary, FoundWords } from '../../shared/bridge.ts';
import { Button } from '../controls/button.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { Menu, MenuItem } from '../controls/menu.tsx';
import { useOwnWindow } from '../tabs/use-own-window.ts';
import { useUnread } from '../use-unread.ts';
import { words } from '../words/words.ts';
import { LibraryRow } from './library-row.tsx';
import './library-list.css';

/** So many rows more come when somebody nears the end: of 5,000 at once each change would be felt for seconds. */
const ROWS = 100;

/** Briefs, one a row. Arrow keys move, Enter opens or brings back, Delete bins. */
export function LibraryList({
  inBin,
  briefs,
  places,
  onOpen,
  onBin,
  onBringBack,
  onShelve,
  onArchive,
  onDelete,
}: {
  inBin: boolean;
  briefs: readonly BriefSummary[];
  /** Where the words stand that somebody searched for. */
  places: ReadonlyMap<string, readonly FoundWords[]> | undefined;
  onOpen: (brief: BriefSummary) => void;
  onBin: (brief: BriefSummary) => void;
  onBringBack: (brief: BriefSummary) => void;
  onShelve: (brief: BriefSummary) => void;
  onArchive: (brief: BriefSummary) => void;
  onDelete: (brief: BriefSummary) => void;
}) {
  const unread = useUnread();
  const openAlone = useOwnWindow();
  const [most, setMost] = useState(ROWS);
  const byId = new Map<string, BriefSummary>(briefs.map((brief) => [brief.id, brief]));
  return (
    // The list itself has no key for deleting; the event comes up from whichever row has focus.
    // biome-ignore lint/a11y/noStaticElementInteractions: the rows inside are what is interacted with
    <div
      className="library-list-frame"
      onKeyDown={(event) => {
        if (event.key !== 'Delete' || inBin || !(event.target instanceof Element)) return;
        const brief = byId.get(event.target.closest('[role="row"]')?.getAttribute('data-key') ?? '');
        if (brief) onBin(brief);
      }}
    >
      <GridList
        aria-label={inBin ? words.library.bin : words.library.briefs}
        className="library-list"
        keyboardNavigationBehavior="tab"
        onAction={(key) => {
          const brief = byId.get(String(key));
          if (!brief) return;
          if (inBin) onBringBack(brief);
          else onOpen(brief);
        }}
      >
        <Collection items={briefs.slice(0, most)} dependencies={[places, unread]}>
          {(brief) => (
            <LibraryRow brief={brief} places={places?.get(brief.id) ?? []} unread={unread[brief.id] ?? 0}>
              {inBin ? (
                <>
                  <Button size="small" onPress={() => onBringBack(brief)}>
                    <Undo2 aria-hidden />
                    {words.library.bringBack}
                  </Button>
                  <IconButton label={words.library.deleteAction} onPress={() => onDelete(brief)}>
                    <Trash2 aria-hidden />
                  </IconButton>
                </>
              ) : (
                <Menu
                  placement="bottom end"
                  aria-label={words.library.more(brief.title)}
                  trigger={
                    <IconButton label={words.library.more(brief.title)}>
                      <Ellipsis aria-hidden />
                    </IconButton>
                  }
                >
                  <MenuItem label={words.library.openAction} shortcut="Enter" onAction={() => onOpen(brief)} />
                  <MenuItem
                    label={words.library.openAlone}
                    icon={<AppWindow aria-hidden />}
                    onAction={() => openAlone(brief.id)}
                  />
                  <MenuItem
                    label={words.library.shelfAction}
                    icon={<FolderInput aria-hidden />}
                    onAction={() => onShelve(brief)}
                  />
                  <MenuItem
                    label={brief.archivedAt === undefined ? words.library.archiveAction : words.library.unarchiveAction}
                    icon={brief.archivedAt === undefined ? <Archive aria-hidden /> : <ArchiveRestore aria-hidden />}
                    onAction={() => onArchive(brief)}
                  />
                  <MenuItem
                    label={words.library.binAction}
                    icon={<Trash2 aria-hidden />}
                    shortcut="Del"
                    onAction={() => onBin(brief)}
                  />
                </Menu>
              )}
            </LibraryRow>
          )}
        </Collection>
        {most < briefs.length && <GridListLoadMoreItem onLoadMore={() => setMost(most + ROWS)} />}
      </GridList>
    </div>
  );
}
