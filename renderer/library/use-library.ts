import { useCallback, useEffect, useRef, useState } from 'react';
import type { BriefSummary } from '../../shared/bridge.ts';
import { sentenceOf, useBridge, useEvent } from '../services.tsx';

/** All briefs of this computer, kept up to date; undefined until they are read. */
export function useLibrary(): { briefs: BriefSummary[] | undefined; problem: string | undefined; reload: () => void } {
  const bridge = useBridge();
  const [briefs, setBriefs] = useState<BriefSummary[]>();
  const [problem, setProblem] = useState<string>();
  const asked = useRef(0);

  const reload = useCallback(() => {
    const mine = ++asked.current;
    bridge.call('library.list', {}).then(
      (list) => {
        // Answers may overtake each other; only the newest question's counts.
        if (mine !== asked.current) return;
        setBriefs(list);
        setProblem(undefined);
      },
      (error) => mine === asked.current && setProblem(sentenceOf(error)),
    );
  }, [bridge]);

  useEffect(reload, [reload]);
  useEvent('library.changed', reload);
  return { briefs, problem, reload };
}
