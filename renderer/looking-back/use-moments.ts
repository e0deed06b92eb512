import { useEffect, useMemo, useState } from 'react';
import { type Moment, timelineOf } from '../../shared/offline/timeline.ts';
import { useBrief, useBriefState } from '../brief/brief-context.tsx';
import { useCall } from '../services.tsx';

/**
 * What happened to the brief that is open, newest first. What its entries tell is here already; what happened to the
 * article is asked for, and comes a moment later.
 */
export function useMoments(): { moments: readonly Moment[]; reading: boolean; problem: string | undefined } {
  const { store } = useBrief();
  const { text, complete } = useBriefState();
  const { run, problem } = useCall('offline.articleHistory');
  const [edits, setEdits] = useState<Moment[]>();
  const brief = store.opened.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has another history.
  useEffect(() => {
    void run({ brief }).then((told) => setEdits((before) => told ?? before ?? []));
  }, [run, brief, text]);
  const { entries } = store.notes;
  const { size } = entries;
  // biome-ignore lint/correctness/useExhaustiveDependencies: entries come and go; none of them changes.
  const moments = useMemo(() => timelineOf(store.notes, edits ?? []), [store, size, text, edits]);
  return { moments, reading: edits === undefined || !complete, problem };
}
