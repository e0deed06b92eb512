import {
  Download,
  FileInput,
  FileOutput,
  MessageSquarePlus,
  MessageSquareText,
  PanelLeft,
  Redo2,
  Undo2,
} from 'lucide-react';
import { memo } from 'react';
import { Button } from '../controls/button.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { Mark, TopBar } from '../controls/top-bar.tsx';
import { OfflineMenu } from '../offline/offline-menu.tsx';
import { SharingControls } from '../sharing/sharing-controls.tsx';
import { useMedia } from '../use-media.ts';
import { words } from '../words/words.ts';
import { useBriefPart } from './brief-context.tsx';

/** Below this what is needed less often stands in the menu: at 200 % every window is a small one. */
const ROOM_FROM = 1_000;

/** The bar above an open brief. */
export const BriefBar = memo(function BriefBar({
  title,
  onUndo,
  listShown,
  onList,
  drawer,
  threadsShown,
  onThreads,
  mayAnnotate,
  onAnnotate,
  isEditing,
  onEditing,
  saving,
  onSaveCopy,
  onExport,
  onReview,
  onLeave,
}: {
  title: string;
  onUndo(direction: 'undo' | 'redo'): void;
  listShown: boolean;
  onList(): void;
  /** Threads lie over the article, and can be put away. */
  drawer: boolean;
  threadsShown: boolean;
  onThreads(): void;
  mayAnnotate: boolean;
  onAnnotate(): void;
  isEditing: boolean;
  /** Absent where the person's role doesn't let them change the article. */
  onEditing: (() => void) | undefined;
  /** A copy is being made. */
  saving: boolean;
  onSaveCopy(): void;
  onExport(): void;
  onReview(): void;
  onLeave(): void;
}) {
  const hasRoom = useMedia(`(width >= ${ROOM_FROM}px)`);
  return (
    <TopBar
      start={
        <>
          <IconButton label={listShown ? words.brief.hideList : words.brief.showList} onPress={onList}>
            <PanelLeft aria-hidden />
          </IconButton>
          <button type="button" className="brief-way-back" onClick={onLeave}>
            <Mark />
            {words.brief.library}
          </button>
          <span className="brief-way-line" aria-hidden>
            /
          </span>
          <h1 dir="auto" title={title}>
            {title}
          </h1>
        </>
      }
    >
      <UndoButtons isDenied={!mayAnnotate} onUndo={onUndo} />
      {drawer && (
        <IconButton label={threadsShown ? words.brief.hideThreads : words.brief.showThreads} onPress={onThreads}>
          <MessageSquareText aria-hidden />
        </IconButton>
      )}
      {onEditing && (
        <Button look={isEditing ? 'primary' : 'plain'} onPress={onEditing}>
          {isEditing ? words.editing.done : words.editing.edit}
        </Button>
      )}
      {hasRoom && (
        <>
          <Button isDisabled={!mayAnnotate} onPress={onAnnotate}>
            {words.brief.annotateWhole}
          </Button>
          <Button isPending={saving} onPress={onSaveCopy}>
            {words.brief.saveCopy}
          </Button>
          <IconButton
            label={mayAnnotate ? words.review.open : words.review.denied}
            isDisabled={!mayAnnotate}
            onPress={onReview}
          >
            <FileInput aria-hidden />
          </IconButton>
          <Button onPress={onExport}>{words.exporting.open}</Button>
        </>
      )}
      <OfflineMenu
        first={
          hasRoom
            ? []
            : [
                {
                  label: words.brief.annotateWhole,
                  icon: <MessageSquarePlus aria-hidden />,
                  isDisabled: !mayAnnotate,
                  onAction: onAnnotate,
                },
                { label: words.exporting.open, icon: <FileOutput aria-hidden />, onAction: onExport },
                {
                  label: words.review.open,
                  icon: <FileInput aria-hidden />,
                  isDisabled: !mayAnnotate,
                  onAction: onReview,
                },
                {
                  label: words.brief.saveCopy,
                  icon: <Download aria-hidden />,
                  isDisabled: saving,
                  onAction: onSaveCopy,
                },
              ]
        }
      />
      <SharingControls />
    </TopBar>
  );
});

/** What can be taken back or done again is another thing after each action; nothing else of the bar is. */
function UndoButtons({ isDenied, onUndo }: { isDenied: boolean; onUndo(direction: 'undo' | 'redo'): void }) {
  const undo = useBriefPart((state) => state.undo.undo);
  const redo = useBriefPart((state) => state.undo.redo);
  return (
    <>
      <IconButton
        label={words.brief.undo(undo, isDenied)}
        shortcut="Ctrl Z"
        isDisabled={undo === undefined || isDenied}
        onPress={() => onUndo('undo')}
      >
        <Undo2 aria-hidden />
      </IconButton>
      <IconButton
        label={words.brief.redo(redo, isDenied)}
        shortcut="Ctrl Shift Z"
        isDisabled={redo === undefined || isDenied}
        onPress={() => onUndo('redo')}
      >
        <Redo2 aria-hidden />
      </IconButton>
    </>
  );
}
