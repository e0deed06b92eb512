import { Library, X } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { BriefId } from '../../shared/model/ids.ts';
import { useCommands } from '../commands/commands.tsx';
import { useUnread } from '../use-unread.ts';
import { words } from '../words/words.ts';
import { tabCommands } from './tab-commands.ts';
import type { Tab } from './tabs.ts';
import { useTabs } from './tabs-context.tsx';
import { useOwnWindow } from './use-own-window.ts';
import './tab-strip.css';

/** With fewer briefs open there is nothing to choose between: the way back to the library stands in the brief's bar. */
const SHOWN_FROM = 2;
/** A pointer that moves less far has pressed a tab, and drags none. */
const DRAG_FROM = 6;

/** The briefs that are open, above the screen: each a tab, which can be shown, closed and moved. */
export function TabStrip() {
  const tabs = useTabs();
  const openAlone = useOwnWindow();
  useCommands(() => tabCommands(tabs, openAlone));
  return tabs.tabs.length < SHOWN_FROM ? null : <Strip />;
}

function Strip() {
  const { tabs, shown, show, close, move } = useTabs();
  const unread = useUnread(shown);
  const list = useRef<HTMLDivElement>(null);
  const drag = useDragging(list, move);

  const focusBeside = (by: number) => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>('[role="tab"]') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (at !== -1) all[(at + by + all.length) % all.length]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, index: number, tab: Tab | undefined) => {
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
    const by = event.key === 'ArrowRight' ? forward : event.key === 'ArrowLeft' ? -forward : 0;
    if (by !== 0 && (event.ctrlKey || event.metaKey) && tab) move(tab.brief, index + by);
    else if (by !== 0) focusBeside(by);
    else if (event.key === 'Delete' && tab) {
      focusBeside(1);
      close(tab.brief);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <nav className="tab-strip" aria-label={words.tabs.strip}>
      <div ref={list} role="tablist" aria-label={words.tabs.strip}>
        <div
          role="tab"
          className="tab tab-library"
          tabIndex={shown === undefined ? 0 : -1}
          aria-selected={shown === undefined}
          onClick={() => show(undefined)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === ' ') show(undefined);
            else onKeyDown(event, -1, undefined);
          }}
        >
          <Library aria-hidden />
          <span className="tab-title">{words.library.title}</span>
        </div>
        {tabs.map((tab, index) => {
          const { brief } = tab;
          const title = tab.title || words.tabs.untitled;
          const news = unread[brief] ?? 0;
          return (
            <div key={brief} role="presentation" className="tab-place" data-selected={brief === shown || undefined}>
              <div
                role="tab"
                data-brief={brief}
                className="tab"
                title={title}
                tabIndex={brief === shown ? 0 : -1}
                aria-selected={brief === shown}
                aria-keyshortcuts="Delete Control+ArrowRight Control+ArrowLeft"
                onClick={() => show(brief)}
                onAuxClick={(event) => event.button === 1 && close(brief)}
                onMouseDown={(event) => event.button === 1 && event.preventDefault()}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' || event.key === ' ') show(brief);
                  else onKeyDown(event, index, tab);
                }}
                {...drag(brief)}
              >
                <span className="tab-title" dir="auto">
                  {title}
                </span>
                {news > 0 && (
                  <span className="tab-unread">
                    <span aria-hidden>{news}</span>
                    <span className="visually-hidden">{words.sharing.newThreads(news)}</span>
                  </span>
                )}
              </div>
              {/* By keyboard and for screen readers a tab is closed by a key. */}
              <button
                type="button"
                className="tab-close"
                tabIndex={-1}
                aria-hidden
                title={words.tabs.close(title)}
                onClick={() => close(brief)}
              >
                <X aria-hidden />
              </button>
            </div>
          );
        })}
      </div>
    </nav>
  );
}

/** Moves tabs by dragging them: one that is held takes the place of the one that it is held over. */
function useDragging(list: React.RefObject<HTMLElement | null>, move: (brief: BriefId, to: number) => void) {
  const held = useRef<{ brief: BriefId; from: number; moving: boolean }>(undefined);
  const over = (x: number) =>
    [...(list.current?.querySelectorAll('.tab-place') ?? [])].findIndex((place) => {
      const { left, right } = place.getBoundingClientRect();
      return x >= left && x < right;
    });
  return (brief: BriefId) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      held.current = { brief, from: event.clientX, moving: false };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: ({ clientX }: PointerEvent<HTMLElement>) => {
      const { current } = held;
      if (!current) return;
      current.moving ||= Math.abs(clientX - current.from) > DRAG_FROM;
      const to = current.moving ? over(clientX) : -1;
      if (to !== -1) move(current.brief, to);
    },
    onLostPointerCapture: () => {
      held.current = undefined;
    },
  });
}
