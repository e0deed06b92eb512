import { useEffect, useRef, useState } from 'react';
import { mayEditArticle } from '../../shared/roles.ts';
import type { ArticlePage } from '../article/article-page.ts';
import type { BriefStore } from '../brief/brief-store.ts';
import { showTrouble } from '../brief/show-trouble.ts';
import { showToast } from '../controls/toast.tsx';
import { sentenceOf, useBridge } from '../services.tsx';
import { useSharing } from '../sharing/sharing-context.tsx';
import { words } from '../words/words.ts';
import { EditSession } from './edit-session.ts';

/** Whether the article is being changed, and how that begins and ends. */
export interface Editing {
  /** Whether the person's role lets them. */
  may: boolean;
  session: EditSession | undefined;
  toggle(): void;
}

/** The edit mode of an open brief: off until somebody asks for it. */
export function useEditing(
  store: BriefStore,
  page: ArticlePage | undefined,
  announce: (sentence: string) => void,
  undo: (direction: 'undo' | 'redo') => void,
): Editing {
  const bridge = useBridge();
  const { teller } = useSharing();
  const [session, setSession] = useState<EditSession>();
  const busy = useRef(false);
  const newest = useRef(undo);
  newest.current = undo;
  const current = useRef<EditSession>(undefined);
  current.current = session;

  const goesOn = useRef(false);

  // A page that goes takes its session along; where the same brief comes back on another page, it is edited there again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a page.
  useEffect(() => {
    if (page && !page.view.isDestroyed && goesOn.current) {
      goesOn.current = false;
      void toggle();
    }
    return () => {
      if (!current.current) return;
      goesOn.current = true;
      void current.current.end();
      setSession(undefined);
    };
  }, [page]);

  useOthersCarets(session, store);

  async function begin() {
    if (!page) return;
    const made = await EditSession.begin(bridge, store, page, {
      undo: (direction) => newest.current(direction),
      moved: (caret) => teller.caret(caret),
      ended: (why) => {
        setSession(undefined);
        if (why === undefined) showToast({ text: words.editing.replaced, look: 'trouble' });
        else showTrouble(store, why);
      },
      trouble: (error) => showToast({ text: `${words.editing.notSaved} ${sentenceOf(error)}`, look: 'trouble' }),
    });
    setSession(made);
    announce(words.editing.announced);
  }

  async function toggle() {
    if (busy.current) return;
    busy.current = true;
    try {
      if (session) {
        setSession(undefined);
        await session.end();
        announce(words.editing.ended);
      } else await begin();
    } catch (error) {
      showTrouble(store, error);
    } finally {
      busy.current = false;
    }
  }

  return { may: mayEditArticle(store.role) && !store.opened.newer, session, toggle: () => void toggle() };
}

/** More often than this their carets needn't move: each time the page is drawn. */
const DRAWN_EVERY_MS = 150;

/** Shows the carets of the others while the article is edited, a moment after they say so. */
function useOthersCarets(session: EditSession | undefined, store: BriefStore): void {
  const { here } = useSharing();
  const newest = useRef(here);
  newest.current = here;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever is here now is what is drawn.
  useEffect(() => {
    if (!session) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const carets = newest.current.flatMap(({ window, person, caret }) => {
        const known = store.notes.people.persons.get(person);
        return caret && known ? { window, person: known, caret } : [];
      });
      session.showCarets(carets);
    }, DRAWN_EVERY_MS);
  }, [session, store, here]);
  useEffect(() => {
    if (!session) return;
    return () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [session]);
}
