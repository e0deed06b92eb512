import { useEffect, useState } from 'react';
import type { SyncState, Waiting } from '../../shared/bridge.ts';
import { ChangesList } from '../changes/changes-list.tsx';
import { Notice } from '../controls/notice.tsx';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';

/** What isn't known to be on the relay, in words; it follows what arrives there. */
export function WaitingList({ sync, onOpen }: { sync: SyncState; onOpen(): void }) {
  const { run, problem } = useCall('sync.waiting');
  const [waiting, setWaiting] = useState<Waiting>();
  const { brief, pending, state } = sync;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what waits is another list when its length is another.
  useEffect(() => {
    void run({ brief }).then((found) => found && setWaiting(found));
  }, [run, brief, pending, state]);
  if (problem) return <Notice look="trouble">{problem}</Notice>;
  if (pending === 0 || !waiting) return null;
  const { moments, article, pictures } = waiting;
  return (
    <section className="waiting-list" aria-label={words.sharing.waiting}>
      <h3 className="sharing-heading">{words.sharing.waiting}</h3>
      {moments.length > 0 && <ChangesList label={words.sharing.waiting} moments={moments} onOpen={onOpen} />}
      {article && <p>{words.sharing.waitingArticle}</p>}
      {pictures > 0 && <p>{words.sharing.waitingPictures(pictures)}</p>}
    </section>
  );
}
