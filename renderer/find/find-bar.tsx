import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { TextRange } from '../../shared/anchors/text-index.ts';
import { findFolded } from '../../shared/folding.ts';
import type { ArticlePage } from '../article/article-page.ts';
import { useBrief, useBriefState } from '../brief/brief-context.tsx';
import { startOf } from '../brief/placed.ts';
import { IconButton } from '../controls/icon-button.tsx';
import { searchable } from '../list/filter.ts';
import { words } from '../words/words.ts';
import { markInComments } from './mark-in-comments.ts';
import './find-bar.css';
import type { EntryId } from '../../shared/model/ids.ts';
import { whoOf } from '../brief/people-of.ts';

/** More than anybody steps through; the count then says that there are more. */
const MOST = 1_000;

/** A place where the words stand: in the article, or in what is said under an annotation. */
type Hit = { at: number; range: TextRange; id?: undefined } | { at: number; range?: undefined; id: EntryId };

/**
 * Finds words in the article and in the comments, whatever their case and accents, in the order of the page. Enter goes
 * to the next place, Shift Enter to the one before, Escape back to the article with the words selected.
 */
export function FindBar({
  page,
  onShow,
  onClose,
}: {
  page: ArticlePage;
  /** Brings words of the article on screen. */
  onShow(range: TextRange): void;
  onClose(): void;
}) {
  const { store, open } = useBrief();
  const { placed, text } = useBriefState();
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const [index, setIndex] = useState(-1);

  const hits = useMemo(() => {
    if (query.trim() === '') return [];
    const nameOf = (annotation: (typeof placed)[number]['annotation']) => whoOf(store.notes, annotation).name;
    const found: Hit[] = findFolded(text.text, query, MOST).map((range) => ({ at: range.from, range }));
    for (const each of placed) {
      if (found.length >= MOST) break;
      if (findFolded(searchable(each.annotation, { nameOf }), query, 1).length === 0) continue;
      found.push({ at: startOf(each), id: each.annotation.id });
    }
    return found.sort((a, b) => a.at - b.at);
  }, [query, text, placed, store]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other words begin again from the caret.
  useEffect(() => {
    const caret = page.caret();
    setIndex(
      hits.length === 0
        ? -1
        : Math.max(
            0,
            hits.findIndex(({ at }) => at >= caret),
          ),
    );
  }, [query, page]);

  const now = hits[index];
  useEffect(() => {
    page.mark(
      'found',
      hits.flatMap(({ range }) => range ?? []),
    );
    page.mark('found-now', now?.range ? [now.range] : []);
    return () => {
      page.mark('found', []);
      page.mark('found-now', []);
    };
  }, [page, hits, now]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each place is gone to once.
  useEffect(() => {
    if (now?.range) onShow(now.range);
    else if (now?.id) {
      open(now.id, { scroll: true });
      return markInComments(query);
    }
    return undefined;
  }, [now]);

  const step = (by: 1 | -1) => hits.length > 0 && setIndex((index + by + hits.length) % hits.length);
  const leave = () => {
    if (now?.range) page.select(now.range);
    onClose();
    page.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') leave();
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f') field.current?.select();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const inComments = hits.filter(({ id }) => id !== undefined).length;
  return (
    <search className="find-bar" onKeyDown={onKeyDown}>
      <input
        ref={field}
        type="text"
        aria-label={words.find.field}
        placeholder={words.find.field}
        dir="auto"
        // biome-ignore lint/a11y/noAutofocus: whoever asks to find types what.
        autoFocus
        value={query}
        onChange={({ currentTarget }) => setQuery(currentTarget.value)}
      />
      <span className="find-count" role="status">
        {query.trim() === '' ? '' : words.find.count(index + 1, hits.length, inComments)}
      </span>
      <IconButton label={words.find.previous} shortcut="Shift Enter" onPress={() => step(-1)}>
        <ChevronUp aria-hidden />
      </IconButton>
      <IconButton label={words.find.next} shortcut="Enter" onPress={() => step(1)}>
        <ChevronDown aria-hidden />
      </IconButton>
      <IconButton label={words.find.close} shortcut="Esc" onPress={leave}>
        <X aria-hidden />
      </IconButton>
    </search>
  );
}
