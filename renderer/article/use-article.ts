import { type RefObject, startTransition, useEffect, useRef, useState } from 'react';
import type { TextRange } from '../../shared/anchors/text-index.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import { afterFrame } from '../after-frame.ts';
import { useBrief } from '../brief/brief-context.tsx';
import type { BriefStore } from '../brief/brief-store.ts';
import { whoOf } from '../brief/people-of.ts';
import { words } from '../words/words.ts';
import { type ArticleEvents, ArticlePage } from './article-page.ts';
import type { Highlight, HighlightLook } from './highlight.ts';

/** Puts the article of the open brief into an element, and keeps its highlights in step with the store. */
export function useArticle(
  place: RefObject<HTMLElement | null>,
  describedBy: string,
  look: HighlightLook,
  events: ArticleEvents,
): ArticlePage | undefined {
  const { store } = useBrief();
  const [page, setPage] = useState<ArticlePage>();
  const newest = useRef(events);
  newest.current = events;
  const newestLook = useRef(look);
  newestLook.current = look;

  useEffect(() => {
    if (!place.current) return;
    const made = new ArticlePage(
      place.current,
      store.snapshot().article,
      store.text,
      {
        selected: (range) => newest.current.selected(range),
        picked: (ids) => newest.current.picked(ids),
        key: (event) => newest.current.key(event),
        hovered: (ids) => newest.current.hovered(ids),
        laidOut: () => newest.current.laidOut(),
      },
      {
        label: words.brief.article,
        describedBy,
        language: store.opened.language,
        direction: store.opened.direction,
        pictures: store.pictures,
      },
    );
    made.setLook(newestLook.current);
    made.showFirst((range) => highlightsIn(store, range));
    // ProseMirror looks through the whole article for each change: what was done is on screen in its thread before.
    const waiting = new Set<EntryId>();
    const selecting = whileSelecting(place.current);
    let takeBack: (() => void) | undefined;
    const drawSoon = () => {
      takeBack ??= afterFrame(() => {
        takeBack = undefined;
        // Words that are being selected stay the elements that they are.
        if (selecting.isUnderWay()) {
          drawSoon();
          return;
        }
        const ids = [...waiting].slice(0, A_FRAMES_WORTH);
        for (const id of ids) waiting.delete(id);
        made.updateHighlights(some(store, ids));
        if (waiting.size > 0) drawSoon();
      });
    };
    /** Those that wait: what follows draws them. */
    const takeWaiting = () => {
      takeBack?.();
      takeBack = undefined;
      const ids = [...waiting];
      waiting.clear();
      return ids;
    };
    const end = store.onChange(({ annotations, article }) => {
      for (const id of annotations ?? []) waiting.add(id);
      if (annotations && !article) {
        drawSoon();
        return;
      }
      const ids = takeWaiting();
      const all = !annotations || ids.length > A_FRAMES_WORTH;
      const { article: doc, text } = store.snapshot();
      // What stands beside the article is laid out anew with what is listed, a slice of time after another.
      if (article) startTransition(() => made.follow(doc, text, article, some(store, all ? [] : ids)));
      if (all) made.showHighlights(allHighlights(store));
    });
    const endAhead = store.putOff.onAhead((article) => made.showAhead(article));
    setPage(made);
    return () => {
      takeBack?.();
      end();
      endAhead();
      selecting.end();
      made.destroy();
      setPage(undefined);
    };
  }, [place, store, describedBy]);
  useEffect(() => page?.setLook(look), [page, look]);
  return page;
}

/** Knows whether the mouse is pressed that went down within an element. */
function whileSelecting(within: HTMLElement): { isUnderWay(): boolean; end(): void } {
  let pressed = false;
  const begin = () => {
    pressed = true;
  };
  const stop = () => {
    pressed = false;
  };
  const stops = ['mouseup', 'dragend', 'blur'] as const;
  within.addEventListener('mousedown', begin);
  for (const each of stops) addEventListener(each, stop);
  return {
    isUnderWay: () => pressed,
    end: () => {
      within.removeEventListener('mousedown', begin);
      for (const each of stops) removeEventListener(each, stop);
    },
  };
}

/** So many annotations are looked at again in a few milliseconds. */
const A_FRAMES_WORTH = 500;

function some(store: BriefStore, ids: Iterable<EntryId>): Map<EntryId, Highlight | undefined> {
  return new Map([...ids].map((id) => [id, highlightOf(store, id)] as const));
}

function allHighlights(store: BriefStore): Highlight[] {
  return store.shownIds().flatMap((id) => highlightOf(store, id) ?? []);
}

/** The highlights that begin in a stretch of the text. */
function highlightsIn(store: BriefStore, { from, to }: TextRange): Highlight[] {
  return store.shownIds().flatMap((id) => {
    const begins = store.glance(id)?.ranges.some((range) => range.from >= from && range.from < to);
    return (begins && highlightOf(store, id)) || [];
  });
}

/** What was said of highlights: a few sentences for thousands, and each takes the rules of a language. */
const sentences = new Map<string, string>();
const MOST_SENTENCES = 10_000;

function sentenceFor(...about: Parameters<typeof words.brief.saidInArticle>): string {
  const key = about.join('\n');
  let sentence = sentences.get(key);
  if (sentence === undefined) {
    sentence = words.brief.saidInArticle(...about);
    if (sentences.size >= MOST_SENTENCES) sentences.clear();
    sentences.set(key, sentence);
  }
  return sentence;
}

/** An annotation as the article shows it; undefined where it has no passage there, or was withdrawn. */
function highlightOf(store: BriefStore, id: EntryId): Highlight | undefined {
  const glance = store.glance(id);
  if (!glance) return undefined;
  const { kind, status, at, tags, comments, ranges } = glance;
  const { name } = whoOf(store.notes, glance);
  const reason = status.state === 'resolved' ? status.reason : undefined;
  const said = sentenceFor(kind, name, reason, comments);
  const isPrivate = store.isPrivate(id);
  return {
    id,
    ranges,
    kind,
    resolved: reason !== undefined,
    said: isPrivate ? words.brief.saidPrivate(said) : said,
    private: isPrivate,
    marks: `${reason ?? ''} ${tags[0] ?? ''}`,
    at,
  };
}
