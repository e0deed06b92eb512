import { useMemo } from 'react';
import type { BriefId } from '../../shared/model/ids.ts';
import type { ShownBrief } from '../../shared/shown.ts';
import { Button } from '../controls/button.tsx';
import { VisibleText } from '../hidden-characters/visible-text.tsx';
import { Pictures } from '../images/pictures.ts';
import { PicturesProvider } from '../images/pictures-context.tsx';
import { PastPage } from '../looking-back/past-page.tsx';
import { PastThreads } from '../looking-back/past-threads.tsx';
import { useBridge } from '../services.tsx';
import { words } from '../words/words.ts';
import '../looking-back/looking-back.css';
import './offline.css';

/** A brief to be looked at only. */
export function LookAt({ shown, onBack }: { shown: ShownBrief; onBack(): void }) {
  return (
    <>
      <ShownPages shown={shown} />
      <div className="dialog-actions">
        <Button look="primary" autoFocus onPress={onBack}>
          {words.offline.lookBack}
        </Button>
      </div>
    </>
  );
}

/** A brief that isn't open, as `show` prints it: its article, and beside it its threads. */
export function ShownPages({ shown }: { shown: ShownBrief }) {
  const bridge = useBridge();
  const { id } = shown;
  // Those of a brief that isn't here are in its file still, and missing on screen.
  const pictures = useMemo(
    () => new Pictures((sha256) => bridge.call('images.get', { brief: id as BriefId, sha256 })),
    [bridge, id],
  );
  return (
    <PicturesProvider value={pictures}>
      <div className="timeline-pages">
        <PastPage label={words.lookingBack.article} direction={shown.direction}>
          <div className="offline-article">
            {shown.blocks.map(({ type, text }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other name, and none of them moves.
              <p key={i} data-type={type}>
                <VisibleText text={text} />
              </p>
            ))}
          </div>
        </PastPage>
        <PastThreads annotations={shown.annotations} />
      </div>
    </PicturesProvider>
  );
}
