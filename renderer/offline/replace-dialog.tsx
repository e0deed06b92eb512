import { useEffect, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { BriefId } from '../../shared/model/ids.ts';
import type { Fate, UpdateReport } from '../../shared/offline/updating.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { showToast } from '../controls/toast.tsx';
import { readFile } from '../files.ts';
import { VisibleText } from '../hidden-characters/visible-text.tsx';
import { sentenceOf, useBridge, useCall } from '../services.tsx';
import { words } from '../words/words.ts';
import { BlockList, ChangedWords } from './block-list.tsx';
import './offline.css';

/** Puts a new version of the article in the place of the old one, after a look at what that does. */
export function ReplaceDialog({ brief, onClose }: { brief: BriefId; onClose(): void }) {
  const bridge = useBridge();
  const update = useCall('offline.update');
  const [planned, setPlanned] = useState<{ preview: string; report: UpdateReport }>();
  const [reading, setReading] = useState(false);
  const [problem, setProblem] = useState<string>();
  const preview = planned?.preview;
  useEffect(
    () => () => {
      if (preview !== undefined) void bridge.call('import.drop', { preview }).catch(() => {});
    },
    [bridge, preview],
  );

  async function choose(file: File) {
    setProblem(undefined);
    setReading(true);
    try {
      const read = await bridge.call('import.preview', await readFile(file));
      const report = await bridge.call('offline.updatePreview', { brief, preview: read.preview, decisions: [] });
      setPlanned({ preview: read.preview, report });
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setReading(false);
    }
  }

  async function replace() {
    if (!planned || !(await update.run({ brief, preview: planned.preview, decisions: [] }))) return;
    showToast({ text: words.offline.replaced });
    onClose();
  }

  const isSame = planned?.report.blocks.every(({ kind }) => kind === 'same') ?? false;
  const trouble = problem ?? update.problem;
  return (
    <Dialog
      title={words.offline.replaceTitle}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      size={planned ? 'screen' : 'normal'}
      actions={
        <>
          <Button onPress={onClose}>{words.everywhere.cancel}</Button>
          <FileTrigger onSelect={(files) => files?.[0] && void choose(files[0])}>
            <Button look={planned ? 'plain' : 'primary'} isPending={reading}>
              {words.offline.chooseFile}
            </Button>
          </FileTrigger>
          {planned && !isSame && (
            <Button look="primary" isPending={update.busy} onPress={() => void replace()}>
              {words.offline.replaceButton}
            </Button>
          )}
        </>
      }
    >
      {trouble && <Notice look="trouble">{trouble}</Notice>}
      {!planned && <p>{reading ? words.offline.reading : words.offline.replaceWhy}</p>}
      {planned && isSame && <p>{words.offline.sameArticle}</p>}
      {planned && !isSame && <Plan report={planned.report} />}
    </Dialog>
  );
}

function Plan({ report }: { report: UpdateReport }) {
  const { placed, moved, orphaned, annotations, blocks } = report;
  const order = { orphaned: 0, moved: 1, pending: 2, placed: 3, whole: 4 };
  const sorted = [...annotations].sort(
    (a, b) => order[a.after.placement] - order[b.after.placement] || (a.before.offset ?? 0) - (b.before.offset ?? 0),
  );
  return (
    <>
      <p>{words.offline.fates(placed, moved, orphaned)}</p>
      <div className="offline-plan">
        <div>
          <h3>{words.offline.articleTab}</h3>
          <BlockList blocks={blocks} label={words.offline.articleTab} />
        </div>
        <div>
          <h3>{words.offline.annotationsTab}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
          <section className="offline-scroll" tabIndex={0} aria-label={words.offline.annotationsTab}>
            <ul className="offline-blocks">
              {sorted.map((fate) => (
                <FateLine key={fate.id} fate={fate} />
              ))}
            </ul>
          </section>
        </div>
      </div>
    </>
  );
}

function FateLine({ fate: { before, after, distance } }: { fate: Fate }) {
  const isChanged = after.quote !== null && after.quote !== before.quote;
  return (
    <li data-kind={after.placement}>
      <span className="offline-label">
        {words.offline.fateKinds[after.placement]}
        {distance !== 0 && <small>{words.offline.distance(distance)}</small>}
      </span>
      <div dir="auto">
        {isChanged ? (
          <ChangedWords before={before.quote ?? ''} after={after.quote ?? ''} />
        ) : (
          <VisibleText text={after.quote ?? before.quote ?? words.offline.fateKinds.whole} />
        )}
      </div>
    </li>
  );
}
