import { useState } from 'react';
import type { SyncState } from '../../shared/bridge.ts';
import { Dialog } from '../controls/dialog.tsx';
import { words } from '../words/words.ts';
import { sentenceFor } from './sentence.ts';
import { SyncDetails } from './sync-details.tsx';
import './indicator.css';

/** How far everything has got, always in sight; pressed, it shows the list behind it. */
export function Indicator({ sync }: { sync: SyncState }) {
  const [shown, setShown] = useState(false);
  const { text, look } = sentenceFor(sync);
  return (
    <>
      <span className="visually-hidden" role="status">
        {text}
      </span>
      <button type="button" className="sync-indicator" data-look={look} onClick={() => setShown(true)}>
        {text}
      </button>
      <Dialog title={words.sharing.state} isOpen={shown} onOpenChange={setShown} size="wide">
        <SyncDetails sync={sync} onClose={() => setShown(false)} />
      </Dialog>
    </>
  );
}
