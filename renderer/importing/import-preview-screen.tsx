import { ArrowLeft, Undo2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { Keys } from '../controls/keys.tsx';
import { Notice } from '../controls/notice.tsx';
import { TopBar } from '../controls/top-bar.tsx';
import { useDocumentTitle } from '../document-title.ts';
import { go } from '../route.ts';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';
import { ArticlePreview } from './article-preview.tsx';
import { BlockList, optionId } from './block-list.tsx';
import { decisionsOf } from './choices.ts';
import { ImportParts } from './import-parts.tsx';
import { ImportSummary } from './import-summary.tsx';
import { type PendingImport, usePendingImport } from './pending-import.tsx';
import { RemotePicturesNotice } from './remote-pictures.tsx';
import { TypeMenu } from './type-menu.tsx';
import { TypePalette } from './type-palette.tsx';
import { usePreview } from './use-preview.ts';
import './import-preview-screen.css';

/** Shows, before anything is kept, what each block of a file became, and lets every bit of it be changed. */
export function ImportPreviewScreen({ pending }: { pending: PendingImport }) {
  const { preview: handle, article, already } = pending.preview;
  const preview = usePreview(pending);
  const { end, discard } = usePendingImport();
  const accept = useCall('import.accept');
  const [asking, setAsking] = useState(false);
  const [menuOpen, setMenuOpen] = useState(false);
  const beside = useRef<HTMLElement | null>(null);
  const list = useRef<HTMLDivElement>(null);
  useDocumentTitle(words.importing.bar(article.name));

  const { blocks, choices, selected } = preview;
  const changes = choices.byIndex.size;
  const nothing = blocks.every((block) => block.leftOut !== undefined);
  const toList = () => list.current?.focus();
  useEffect(() => list.current?.focus(), []);

  function openMenu(element: HTMLElement | null) {
    beside.current = element;
    setMenuOpen(true);
  }

  async function acceptNow() {
    if (nothing || accept.busy) return;
    const accepted = await accept.run({
      preview: handle,
      decisions: decisionsOf(choices),
      language: article.language,
      direction: article.direction,
    });
    if (!accepted) return;
    go({ screen: 'brief', brief: accepted.brief }, 'replace');
    end();
  }

  function leave() {
    go({ screen: 'library' }, 'replace');
    discard();
  }

  function cancel() {
    if (changes > 0) setAsking(true);
    else leave();
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    // Menus and dialogs have keys of their own; React lets theirs come up here although they stand elsewhere.
    if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === 'Enter') void acceptNow();
    else if (command && !event.shiftKey && event.key.toLowerCase() === 'z') preview.undo();
    else if (event.key === 'Escape') cancel();
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the whole screen, each with a button of its own
    <div className="screen" onKeyDown={onKeyDown}>
      <TopBar
        start={
          <>
            <IconButton label={words.importing.cancel} shortcut="Esc" onPress={cancel}>
              <ArrowLeft aria-hidden className="flips" />
            </IconButton>
            <h1>{words.importing.bar(article.name)}</h1>
          </>
        }
      >
        {changes > 0 && (
          <IconButton label={words.importing.undo} shortcut="Ctrl Z" onPress={preview.undo}>
            <Undo2 aria-hidden className="flips" />
          </IconButton>
        )}
        <Button onPress={cancel}>{words.importing.cancel}</Button>
        <Button look="primary" onPress={acceptNow} isPending={accept.busy} isDisabled={nothing}>
          {words.importing.accept}
        </Button>
      </TopBar>
      <main className="import-main">
        <ImportSummary
          article={article}
          blocks={blocks}
          changes={changes}
          onLeftOut={preview.nextLeftOut}
          onClosed={toList}
        />
        {article.parts && <ImportParts parts={article.parts} preview={handle} />}
        <RemotePicturesNotice pictures={preview.pictures} onPressed={toList} />
        {(accept.problem || nothing) && (
          <div className="import-notice">
            <Notice look="trouble">{accept.problem ?? words.importing.nothingKept}</Notice>
          </div>
        )}
        {already && (
          <div className="import-notice">
            <Notice
              actions={
                <Button size="small" onPress={() => go({ screen: 'brief', brief: already.brief })}>
                  {words.importing.alreadyOpen}
                </Button>
              }
            >
              {words.importing.already(already.title)}
            </Notice>
          </div>
        )}
        <div className="screen-middle">
          <section className="import-side" aria-label={words.importing.list}>
            <BlockList
              preview={preview}
              listRef={list}
              onMenu={() => openMenu(document.getElementById(optionId(selected)))}
            />
            <TypePalette preview={preview} onPressed={toList} />
          </section>
          <ArticlePreview article={article} preview={preview} onMenu={openMenu} onChosen={toList} />
        </div>
      </main>
      <footer className="screen-foot">
        <span className="import-keys" aria-hidden>
          <Keys keys="↑ ↓" /> {words.importing.keyMove}
          <Keys keys="Enter" /> {words.importing.keyMenu}
          <Keys keys="Ctrl Enter" /> {words.importing.keyAccept}
          <Keys keys="Esc" /> {words.importing.keyCancel}
        </span>
      </footer>
      <TypeMenu
        preview={preview}
        beside={beside}
        isOpen={menuOpen}
        onClose={() => {
          setMenuOpen(false);
          // After the menu has given focus back to where it was, which may be a label that is no stop for Tab.
          requestAnimationFrame(toList);
        }}
      />
      <Dialog
        role="alertdialog"
        size="small"
        title={words.importing.cancelTitle}
        isOpen={asking}
        onOpenChange={setAsking}
        actions={
          <>
            <Button autoFocus onPress={() => setAsking(false)}>
              {words.importing.keep}
            </Button>
            <Button look="danger" onPress={leave}>
              {words.importing.discard}
            </Button>
          </>
        }
      >
        <p>{words.importing.cancelWhy(article.name)}</p>
      </Dialog>
    </div>
  );
}
