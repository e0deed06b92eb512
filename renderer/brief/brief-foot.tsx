import { memo, useMemo, useState, useSyncExternalStore } from 'react';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { VisibleText } from '../hidden-characters/visible-text.tsx';
import type { Heading } from '../list/outline.ts';
import { Indicator } from '../sharing/indicator.tsx';
import { SomebodyReading } from '../sharing/reading.tsx';
import { useSharing } from '../sharing/sharing-context.tsx';
import { words } from '../words/words.ts';
import { useBriefPart } from './brief-context.tsx';
import type { BriefStore } from './brief-store.ts';
import { useNotShown } from './use-not-shown.ts';
import { useWordCount } from './use-word-count.ts';
import './brief-foot.css';

/** That somebody has left a brief, or has no part in it for another reason, and what their copy is good for. */
function NoPart({ store }: { store: BriefStore }) {
  const hasNone = useBriefPart(() => store.role === 'removed');
  const left = useMemo(
    () => hasNone && [...store.notes.entries.values()].some(({ type, by }) => type === 'left' && by === store.me.id),
    [store, hasNone],
  );
  if (!hasNone) return null;
  return <span role="status">{left ? words.sharing.youLeft : words.sharing.noPart}</span>;
}

/** The line at the foot: whether everything is on disk, and what is kept with the brief but not shown. */
export const BriefFoot = memo(function BriefFoot({
  store,
  outline,
  onPlace,
}: {
  store: BriefStore;
  outline: readonly Heading[];
  /** Brings a place of the article on screen. */
  onPlace(offset: number): void;
}) {
  const { unsaved, failed } = useSyncExternalStore(store.subscribe, store.saving);
  const unverified = useBriefPart((state) => state.unverified);
  const text = useBriefPart((state) => state.text);
  const { opened } = store;
  const { leftOut } = opened;
  const notShown = useNotShown(opened);
  const length = useWordCount(text.text);
  const { sync } = useSharing();
  const [shown, setShown] = useState(false);
  const saved = unsaved > 0 ? 'saving' : failed ? 'failed' : 'saved';
  return (
    <footer className="brief-foot">
      {sync && <Indicator sync={sync} />}
      {sync === null && <NoPart store={store} />}
      <span className="brief-saved" data-saved={saved} role="status">
        {saved === 'saving' ? words.brief.saving : saved === 'failed' ? words.brief.notSaved : words.brief.saved}
      </span>
      {unverified > 0 && <span role="status">{words.brief.verifying(unverified)}</span>}
      {notShown && notShown.unknown > 0 && <span>{words.brief.unknownEntries(notShown.unknown)}</span>}
      {notShown && notShown.notVerified > 0 && <span>{words.brief.unverifiedEntries(notShown.notVerified)}</span>}
      <span className="brief-foot-end">
        <SomebodyReading outline={outline} onGo={onPlace} />
        {leftOut.length > 0 && (
          <button type="button" className="brief-foot-button" onClick={() => setShown(true)}>
            {words.brief.leftOut(leftOut.length)}
          </button>
        )}
        {length !== undefined && <span className="tabular">{words.brief.words(length)}</span>}
      </span>
      <Dialog
        title={words.brief.leftOutTitle}
        isOpen={shown}
        onOpenChange={setShown}
        size="wide"
        actions={<Button onPress={() => setShown(false)}>{words.everywhere.close}</Button>}
      >
        <p>{words.brief.leftOutWhy}</p>
        <ul className="left-out">
          {leftOut.map(({ text, reason }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces have no other name, and never change
            <li key={index}>
              <p className="left-out-text" dir="auto">
                <VisibleText text={text} />
              </p>
              <p>{reason}</p>
            </li>
          ))}
        </ul>
      </Dialog>
    </footer>
  );
});
