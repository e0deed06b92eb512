import { useCallback, useEffect, useRef, useState } from 'react';
import type { BriefSummary } from '../../shared/bridge.ts';
import { sentenceOf, useBridge, useEvent } from '../services.tsx';

/** All briefs of this computer, kept up to date; undefined until they are read. */
export function useLibrary(): { briefs: BriefSummary[] | undefined; problem: string | undefined; reload: () => void } {
  const bridge = useBridge();
  const [briefs, setBriefs] = useState<BriefSummary[]>();
  const [problem, setProblem] = useState<string>();
  const asking = useRef(false);
  const again = useRef(false);

  // One question at a time: where answers take longer than changes, the newest question's would never come.
  const reload = useCallback(() => {
    again.current = true;
    if (asking.current) return;
    const ask = async () => {
      asking.current = true;
      try {
        while (again.current) {
          again.current = false;
          const list = await bridge.call('library.list', {});
          setBriefs((before) => (before ? keepingSame(before, list) : list));
          setProblem(undefined);
        }
      } catch (error) {
        setProblem(sentenceOf(error));
      } finally {
        asking.current = false;
      }
    };
    void ask();
  }, [bridge]);

  useEffect(reload, [reload]);
  useEvent('library.changed', reload);
  return { briefs, problem, reload };
}

/** The list as it is now, with the lines of the one before wherever they say the same: those rows aren't drawn anew. */
function keepingSame(before: readonly BriefSummary[], now: readonly BriefSummary[]): BriefSummary[] {
  const known = new Map(before.map((line) => [line.id, line]));
  return now.map((line) => {
    const kept = known.get(line.id);
    return kept && JSON.stringify(kept) === JSON.stringify(line) ? kept : line;
  });
}
