import { useState } from 'react';
import type { TextRange } from '../../shared/anchors/text-index.ts';
import type { PassageOrKept } from '../../shared/model/action.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import type { ArticlePage } from '../article/article-page.ts';
import { words } from '../words/words.ts';
import type { BriefActions } from './brief-actions.ts';
import type { BriefStore } from './brief-store.ts';
import type { Placed } from './placed.ts';

/** What is done to an annotation's passages: one of them is chosen anew, or a further one is added. */
export type PassageChange = { replace: number } | 'add';

/** A change of passages that is under way: it ends with the words that are selected, or with Escape. */
export interface Passages {
  changing: { id: EntryId; change: PassageChange } | undefined;
  begin(id: EntryId, change: PassageChange): void;
  /** Takes the words that are selected. */
  save(range: TextRange): Promise<void>;
  cancel(): void;
  /** Takes one of several passages away. */
  remove(id: EntryId, index: number): Promise<void>;
  /** Puts one of the passages elsewhere at once: one of its ends was dragged. */
  move(id: EntryId, index: number, range: TextRange): Promise<void>;
}

/**
 * Changes the passages of annotations. The article itself is the tool: its selection, by mouse or word by word with
 * Control, Shift and the arrows, says which words.
 */
export function usePassages(
  store: BriefStore,
  actions: BriefActions,
  page: ArticlePage | undefined,
  announce: (sentence: string) => void,
): Passages {
  const [changing, setChanging] = useState<Passages['changing']>();

  const place = (id: EntryId, passages: PassageOrKept[]) => actions.place(id, passages);
  const move = async (id: EntryId, index: number, range: TextRange) => {
    const placed = store.placed(id);
    if (placed) await place(id, withPassage(store, placed, { replace: index }, range));
  };
  return {
    changing,
    begin: (id, change) => {
      const placed = store.placed(id);
      if (!placed || !page) return;
      setChanging({ id, change });
      const range = change === 'add' ? undefined : rangeAt(placed, change.replace);
      if (range) page.select(range);
      else page.collapse();
      page.focus();
      announce(change === 'add' ? words.brief.selectFurther : words.brief.selectNew);
    },
    save: async (range) => {
      const placed = changing && store.placed(changing.id);
      if (!changing || !placed) return;
      const taken = await place(changing.id, withPassage(store, placed, changing.change, range));
      if (!taken) return;
      setChanging(undefined);
      page?.collapse();
    },
    cancel: () => {
      setChanging(undefined);
      page?.collapse();
      announce(words.brief.passageKept);
    },
    remove: async (id, index) => {
      const placed = store.placed(id);
      const kept = placed?.annotation.anchors.flatMap((_, at) => (at === index ? [] : [{ keep: at }])) ?? [];
      if (kept.length > 0) await place(id, kept);
    },
    move,
  };
}

/** One of an annotation's passages, where it stands now. */
export function rangeAt({ placement }: Placed, index: number): TextRange | undefined {
  return ('ranges' in placement ? placement.ranges[index] : undefined) ?? undefined;
}

function withPassage(store: BriefStore, placed: Placed, change: PassageChange, range: TextRange): PassageOrKept[] {
  const passage = { ...range, words: store.text.slice(range) };
  const kept = placed.annotation.anchors.map((_, keep): PassageOrKept => ({ keep }));
  return change === 'add' ? [...kept, passage] : kept.length === 0 ? [passage] : kept.with(change.replace, passage);
}
