import { memo, useEffect, useRef } from 'react';
import type { ImportedArticle, ImportedBlock } from '../../shared/importing/imported.ts';
import { words } from '../words/words.ts';
import { blockName } from './block-keys.ts';
import { PreviewBlock } from './preview-block.tsx';
import { RemotePicture } from './remote-pictures.tsx';
import type { Preview } from './use-preview.ts';
import '../article/article.css';
import './article-preview.css';

/** The article as it will look; what is left out stands struck in its place, with the reason. */
export function ArticlePreview({
  article,
  preview,
  onMenu,
  onChosen,
}: {
  article: ImportedArticle;
  preview: Preview;
  /** Opens the menu of types beside an element. */
  onMenu: (beside: HTMLElement) => void;
  /** A block was chosen here, and the keyboard should go to the list. */
  onChosen: () => void;
}) {
  const { blocks, selected, choices } = preview;
  const frame = useRef<HTMLElement>(null);
  // One set of functions for all blocks for ever, so that a block is drawn again only when it changes itself.
  const newest = useRef({ preview, onMenu, onChosen });
  useEffect(() => {
    newest.current = { preview, onMenu, onChosen };
  });
  const actions = useRef({
    select: (index: number) => {
      newest.current.preview.select(index);
      newest.current.onChosen();
    },
    menu: (index: number, beside: HTMLElement) => {
      newest.current.preview.select(index);
      newest.current.onMenu(beside);
    },
    fetch: (index: number) => {
      newest.current.preview.fetchPicture(index);
      newest.current.onChosen();
    },
    bringBack: (index: number) => {
      newest.current.preview.select(index);
      newest.current.preview.toggle(index);
      newest.current.onChosen();
    },
  });

  useEffect(() => {
    frame.current?.querySelector(`[data-block="${selected}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [selected]);

  const ordinals = ordinalsOf(blocks);
  return (
    <section
      ref={frame}
      className="article-preview"
      aria-label={words.importing.article}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
      tabIndex={0}
    >
      <article
        className="article-preview-page"
        lang={article.language === 'und' ? '' : article.language}
        dir={article.direction}
      >
        {blocks.map((block, index) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: a block is named by its place in the source, which never changes
            key={index}
            index={index}
            block={block}
            ordinal={ordinals[index]}
            selected={index === selected}
            changed={choices.byIndex.has(index)}
            fetching={block.remote !== undefined && preview.pictures.fetching.has(block.remote)}
            actions={actions.current}
          />
        ))}
      </article>
    </section>
  );
}

/** The number of each item of a numbered list. */
function ordinalsOf(blocks: readonly ImportedBlock[]): (number | undefined)[] {
  let last = 0;
  const counted = new Map<number, number>();
  return blocks.map((block) => {
    if (block.leftOut !== undefined) return undefined;
    const list = block.type === 'list' ? block.within?.findLast(({ kind }) => kind === 'list') : undefined;
    if (list) {
      const number = (counted.get(list.id) ?? (list.start ?? 1) - 1) + 1;
      counted.set(list.id, number);
      return list.ordered ? number : undefined;
    }
    last = block.type === 'list' && block.ordered ? last + 1 : 0;
    return last || undefined;
  });
}

interface Actions {
  select: (index: number) => void;
  menu: (index: number, beside: HTMLElement) => void;
  bringBack: (index: number) => void;
  fetch: (index: number) => void;
}

const Row = memo(function Row({
  block,
  index,
  ordinal,
  selected,
  changed,
  fetching,
  actions,
}: {
  block: ImportedBlock;
  index: number;
  ordinal: number | undefined;
  selected: boolean;
  changed: boolean;
  fetching: boolean;
  actions: Actions;
}) {
  const out = block.leftOut !== undefined;
  return (
    // The list beside it does the same for the keyboard.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <div
      className="preview-row"
      data-block={index}
      data-type={block.type}
      data-out={out || undefined}
      data-selected={selected || undefined}
      data-changed={changed || undefined}
      onClick={() => actions.select(index)}
    >
      <button
        type="button"
        className="preview-row-label"
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation();
          actions.menu(index, event.currentTarget);
        }}
      >
        {out ? words.importing.leftOut : blockName(block)}
      </button>
      <div className="preview-row-block">
        {out && (
          <p className="preview-row-reason">
            <span>{block.leftOut}</span>
            <button
              type="button"
              onClick={(event) => {
                event.stopPropagation();
                actions.bringBack(index);
              }}
            >
              {words.importing.bringBack}
            </button>
          </p>
        )}
        <div className="article preview-article">
          {block.remote ? (
            <RemotePicture
              address={block.remote}
              alt={block.text}
              isFetching={fetching}
              onFetch={() => actions.fetch(index)}
            />
          ) : (
            <PreviewBlock block={block} ordinal={ordinal} />
          )}
        </div>
      </div>
    </div>
  );
});
