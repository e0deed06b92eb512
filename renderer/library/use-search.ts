import { useEffect, useState } from 'react';
import type { FoundWords } from '../../shared/bridge.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { sentenceOf, useBridge, useEvent } from '../services.tsx';

/** Typing goes on this long before anybody searches for half a word, in milliseconds. */
const PAUSE = 120;

/** What a search found, by brief, in the order of the services. */
export interface Found {
  query: string;
  places: ReadonlyMap<BriefId, readonly FoundWords[]>;
}

/** Searches all briefs for what is typed; `found` is that of the query before while a new one is under way. */
export function useSearch(query: string): { found: Found | undefined; problem: string | undefined } {
  const bridge = useBridge();
  const [found, setFound] = useState<Found>();
  const [problem, setProblem] = useState<string>();
  const words = query.trim();
  /** What a colleague says while somebody searches is searched too. */
  const [changes, setChanges] = useState(0);
  useEvent('library.changed', () => setChanges((count) => count + 1));

  // biome-ignore lint/correctness/useExhaustiveDependencies: the same words are found elsewhere when briefs have changed.
  useEffect(() => {
    if (words === '') {
      setFound(undefined);
      setProblem(undefined);
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      bridge.call('library.search', { query: words }).then(
        (briefs) => {
          if (!current) return;
          setProblem(undefined);
          setFound({ query: words, places: new Map(briefs.map(({ brief, places }) => [brief, places])) });
        },
        (error) => current && setProblem(sentenceOf(error)),
      );
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [bridge, words, changes]);

  return { found: words === '' ? undefined : found, problem };
}
