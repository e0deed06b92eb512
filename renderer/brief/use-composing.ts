import { useMemo, useRef, useState } from 'react';
import type { TextIndex, TextRange } from '../../shared/anchors/text-index.ts';
import type { Draft } from '../../shared/bridge.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import { sameList, useSame } from '../use-same.ts';
import type { BriefActions } from './brief-actions.ts';
import type { BriefState, BriefStore } from './brief-store.ts';

/** The annotations that are being written, of which one at most is open. */
export interface Composing {
  drafts: readonly { key: string; draft: Draft; offset: number | undefined }[];
  byKey: ReadonlyMap<string, { draft: Draft }>;
  /** The one that is being written now. */
  open: string | undefined;
  /** The passages of the one that is open, for the article to show. */
  ranges: readonly TextRange[];
  begin(passages: readonly TextRange[], privately: boolean): void;
  change(draft: Draft): void;
  continue(key: string): void;
  leave(): void;
  send(draft: Draft): Promise<boolean>;
  discard(key: string): void;
}

/** The same each time: the margin is laid out anew for others. */
const NONE: Composing['drafts'] = [];

/** Whether a draft is an annotation's first comment, and not a reply or an edit. */
function isNew(key: string): boolean {
  return key === 'whole' || key === 'new' || key.startsWith('new:');
}

/**
 * What is written but not yet sent as a new annotation. Several may wait at once, each at its passage: beginning
 * another never throws one away.
 */
export function useComposing(
  store: BriefStore,
  state: BriefState,
  actions: BriefActions,
  onEnd: (made: EntryId | undefined) => void,
): Composing {
  // The one that is open, also while nothing is written that would make it a draft.
  const [current, setCurrent] = useState<Draft>();
  const newest = useRef({ current, onEnd });
  newest.current = { current, onEnd };
  const { drafts: kept, text } = state;
  const draftsNow = useMemo(() => {
    const all = new Map<string, Draft>();
    for (const key of kept) {
      const draft = isNew(key) && store.draft(key);
      if (draft) all.set(key, draft);
    }
    if (current) all.set(current.key, current);
    if (all.size === 0) return NONE;
    return [...all].map(([key, draft]) => ({ key, draft, offset: locate(draft, text)[0]?.from }));
  }, [kept, current, text, store]);
  // A reply that is begun is none of them.
  const drafts = useSame(draftsNow, sameDrafts);

  // The same object for as long as nothing in it changed: the margin is drawn from it.
  return useMemo(() => {
    const end = (made: EntryId | undefined) => {
      setCurrent(undefined);
      newest.current.onEnd(made);
    };
    return {
      drafts,
      byKey: new Map(drafts.map((each) => [each.key, each])),
      open: current?.key,
      ranges: current ? locate(current, store.text) : [],
      begin: (passages, privately) => {
        const ranges = passages.map((range) => ({ ...range, words: store.text.slice(range) }));
        const [first] = ranges;
        const key = first ? `new:${first.from}-${first.to}` : 'whole';
        setCurrent(
          store.draft(key) ?? {
            key,
            body: '',
            kind: 'note',
            passages: ranges,
            ...(privately ? { private: true } : {}),
          },
        );
      },
      change: (draft) => {
        setCurrent(draft);
        store.keepDraft(draft);
      },
      continue: (key) => setCurrent(store.draft(key)),
      leave: () => {
        store.flushDrafts();
        end(undefined);
      },
      send: async (draft) => {
        const passages = locate(draft, store.text).map((range) => ({ ...range, words: store.text.slice(range) }));
        const made = await actions.annotate(passages, draft.kind ?? 'note', {
          body: draft.body,
          privately: draft.private === true,
        });
        if (!made) return false;
        store.dropDraft(draft.key);
        // Whoever went on to something else while it was being saved stays there.
        if (newest.current.current?.key !== draft.key) return true;
        end(made);
        return true;
      },
      discard: (key) => {
        store.dropDraft(key);
        if (current?.key === key) end(undefined);
      },
    };
  }, [drafts, current, store, actions]);
}

function sameDrafts(before: Composing['drafts'], now: Composing['drafts']): boolean {
  return sameList(before, now, (a, b) => a.draft === b.draft && a.offset === b.offset);
}

/** Where a draft's passages are now: the article may have changed since it was begun. */
export function locate(draft: Draft, text: TextIndex): TextRange[] {
  return (draft.passages ?? []).map(({ from, to, words }) => {
    if (text.slice({ from, to }) === words) return { from, to };
    const first = text.text.indexOf(words);
    const found = first !== -1 && text.text.indexOf(words, first + 1) === -1;
    // Where the words can't be found for certain the services say so when it is sent.
    return found ? { from: first, to: first + words.length } : { from, to };
  });
}
