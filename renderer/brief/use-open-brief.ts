import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { BriefPart, Events, GlancedBrief, OpenedBrief } from '../../shared/bridge.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { sentenceOf, useBridge } from '../services.tsx';
import { BriefStore } from './brief-store.ts';
import { showTrouble } from './show-trouble.ts';

/** So many changes wait for a brief that isn't shown; after more it is quicker to open it anew. */
const MOST_WAITING = 300;

/**
 * A brief that is opened for as long as the component is there, or why it can't be. While it isn't shown, what changes
 * in it waits: it costs nothing beside the one that somebody works in.
 */
export function useOpenBrief(brief: BriefId, isShown: boolean): { store?: BriefStore; problem?: string } {
  const bridge = useBridge();
  const [opened, setOpened] = useState<{ store?: BriefStore; problem?: string }>({});
  const showing = useRef(isShown);
  const catchUp = useRef<() => void>(undefined);
  useLayoutEffect(() => {
    showing.current = isShown;
    if (isShown) catchUp.current?.();
  }, [isShown]);
  useEffect(() => {
    let gone = false;
    let store: BriefStore | undefined;
    let revision = 0;
    // What changes while the brief is on its way comes before its answer does, and is in it or follows it.
    let early: (() => void)[] = [];
    // What changes while it isn't shown; undefined where that was too much.
    let waiting: (() => void)[] | undefined = [];

    const open = async () => {
      store = undefined;
      early = [];
      try {
        const trouble = (error: unknown) => showTrouble(made, error);
        const glance = await bridge.call('brief.glance', { brief });
        if (gone) return;
        let made = new BriefStore(bridge, glance, trouble);
        setOpened({ store: made });
        const answer = await bridge.call('brief.open', { brief });
        if (gone) return;
        if (!made.shows(answer)) {
          made = new BriefStore(bridge, withoutGlance(answer), trouble);
          setOpened({ store: made });
        }
        await addParts(made, answer);
        // Whatever else the page has to do comes in between.
        await scheduler.yield();
        if (gone) return;
        made.complete(answer);
        revision = answer.revision;
        store = made;
        for (const each of early) each();
      } catch (error) {
        if (!gone) setOpened({ problem: sentenceOf(error) });
      }
    };

    /** A part is folded while the next one is on its way. */
    const addParts = async (to: BriefStore, first: BriefPart) => {
      for (let part: BriefPart | undefined = first; part && !gone; ) {
        const next: Promise<BriefPart> | undefined =
          part.more && bridge.call('brief.more', { brief, after: part.more });
        to.addPart(part);
        part = await next;
      }
    };

    const openAnew = () => {
      store?.flushDrafts();
      store?.pictures.forget();
      void bridge.call('brief.close', { brief }).catch(() => {});
      void open();
    };

    const take = (event: Events['brief.changed']) => {
      if (!store) {
        early.push(() => take(event));
        return;
      }
      if (event.article && event.article.revision <= revision) {
        const { article: _, ...rest } = event;
        store.apply(rest);
        return;
      }
      if (event.article && event.article.revision > revision + 1) {
        // A change of the article was missed; nothing but the whole of it tells what.
        openAnew();
        return;
      }
      if (event.article) revision = event.article.revision;
      store.apply(event);
    };

    const arrive = (event: Events['brief.arriving']) => {
      if (store) store.arrive(event);
      else early.push(() => arrive(event));
    };

    const heard = (happens: () => void) => {
      if (showing.current) happens();
      else if (waiting && waiting.push(happens) > MOST_WAITING) waiting = undefined;
    };
    const end = bridge.on('brief.changed', (event) => {
      if (event.brief === brief) heard(() => take(event));
    });
    const endArriving = bridge.on('brief.arriving', (event) => {
      if (event.brief === brief) heard(() => arrive(event));
    });
    catchUp.current = () => {
      const all = waiting;
      waiting = [];
      if (!all) openAnew();
      else for (const each of all) each();
    };
    const leaving = () => store?.flushDrafts();
    addEventListener('pagehide', leaving);
    addEventListener('blur', leaving);
    void open();
    return () => {
      gone = true;
      end();
      endArriving();
      removeEventListener('pagehide', leaving);
      removeEventListener('blur', leaving);
      leaving();
      store?.pictures.forget();
      bridge.call('brief.close', { brief }).catch(() => {});
    };
  }, [bridge, brief]);
  return opened;
}

/** A brief whose article is another than the one that was shown at a glance. */
function withoutGlance({
  entries,
  more: _,
  placements: _places,
  privately: _own,
  unverified: _arriving,
  revision: _number,
  ...head
}: OpenedBrief) {
  return { ...head, people: entries, highlights: { looks: [], ids: '', rows: [] } } satisfies GlancedBrief;
}
