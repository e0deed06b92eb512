import { Activity, memo, useEffect, useMemo, useState } from 'react';
import type { BriefId, EntryId } from '../../shared/model/ids.ts';
import { Button } from '../controls/button.tsx';
import { FullPage } from '../full-page.tsx';
import { words } from '../words/words.ts';
import type { BriefStore } from './brief-store.ts';
import { OpenBriefScreen } from './open-brief.tsx';
import { useOpenBrief } from './use-open-brief.ts';

/** One brief: its article, the threads in its margin, and what is done with them. */
export function BriefScreen({
  brief,
  entry,
  isShown,
  onTitle,
  onLeave,
  onGone,
}: {
  brief: BriefId;
  /** An annotation or comment to open. */
  entry: EntryId | undefined;
  /** Otherwise it keeps what was open and written in it, and costs nothing. */
  isShown: boolean;
  onTitle(brief: BriefId, title: string): void;
  onLeave(): void;
  /** It can't be opened. */
  onGone(brief: BriefId): void;
}) {
  const { store, problem } = useOpenBrief(brief, isShown);
  const title = store?.opened.title;
  useEffect(() => {
    if (title !== undefined) onTitle(brief, title);
  }, [brief, title, onTitle]);
  return (
    <Activity mode={isShown ? 'visible' : 'hidden'}>
      {problem ? (
        <FullPage title={words.brief.cannotOpen}>
          {problem}{' '}
          <Button look="primary" onPress={() => onGone(brief)} autoFocus>
            {words.everywhere.back}
          </Button>
        </FullPage>
      ) : store ? (
        <Opened key={keyOf(store)} store={store} entry={entry} onLeave={onLeave} />
      ) : (
        <FullPage title={words.brief.opening} waiting />
      )}
    </Activity>
  );
}

const keys = new WeakMap<BriefStore, number>();
let count = 0;

/** A brief that had to be opened anew is a new screen. */
function keyOf(store: BriefStore): number {
  const known = keys.get(store);
  if (known !== undefined) return known;
  count++;
  keys.set(store, count);
  return count;
}

const Opened = memo(function Opened({
  store,
  entry,
  onLeave,
}: {
  store: BriefStore;
  entry: EntryId | undefined;
  onLeave(): void;
}) {
  const [said, setSaid] = useState('');
  const announce = useMemo(() => announcer(setSaid), []);
  return (
    <>
      <OpenBriefScreen store={store} entry={entry} announce={announce} onLeave={onLeave} />
      <div className="visually-hidden" role="status" aria-live="polite">
        {said}
      </div>
    </>
  );
});

/** The same sentence twice is said twice: a screen reader speaks only of what changed. */
function announcer(say: (sentence: string) => void): (sentence: string) => void {
  let odd = false;
  return (sentence) => {
    odd = !odd;
    say(odd ? sentence : `${sentence}\u00a0`);
  };
}
