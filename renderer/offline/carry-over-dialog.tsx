import { useEffect, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { BriefId } from '../../shared/model/ids.ts';
import type { CarryOverReceipt } from '../../shared/offline/carrying-over.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { showToast } from '../controls/toast.tsx';
import { sentenceOf, useBridge, useCall } from '../services.tsx';
import { words } from '../words/words.ts';
import { sendPackage } from './send-package.ts';
import './offline.css';

/** Brings the annotations of another brief's file here, after a look at what would come. */
export function CarryOverDialog({ brief, onClose }: { brief: BriefId; onClose(): void }) {
  const bridge = useBridge();
  const [other, setOther] = useState<{ opened: string; title: string }>();
  const [reading, setReading] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { offline } = words;
  const opened = other?.opened;
  useEffect(
    () => () => {
      if (opened !== undefined) void bridge.call('offline.drop', { opened }).catch(() => {});
    },
    [bridge, opened],
  );

  async function choose(file: File) {
    setProblem(undefined);
    setReading(true);
    try {
      const sent = await sendPackage(bridge, file);
      const found = await bridge.call('offline.open', sent).finally(() => bridge.call('offline.putAway', sent));
      if (found.locked) setProblem(offline.lockedWhy(file.name));
      else if (found.brief === brief) setProblem(offline.carryOverSame);
      else setOther(found);
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setReading(false);
    }
  }

  return (
    <Dialog title={offline.carryOverTitle} isOpen onOpenChange={(open) => !open && onClose()}>
      {problem && <Notice look="trouble">{problem}</Notice>}
      {!other && <p>{offline.carryOverWhy}</p>}
      {reading && <p role="status">{offline.openReading}</p>}
      {other && <CarryOver brief={brief} from={other} onClose={onClose} />}
      {!other && (
        <div className="dialog-actions">
          <Button onPress={onClose}>{words.everywhere.cancel}</Button>
          <FileTrigger acceptedFileTypes={['.brief']} onSelect={(files) => files?.[0] && void choose(files[0])}>
            <Button look="primary" isPending={reading}>
              {offline.carryOverFile}
            </Button>
          </FileTrigger>
        </div>
      )}
    </Dialog>
  );
}

/** What carrying over would bring into a brief, and the button that does it. */
export function CarryOver({
  brief,
  from: { opened, title },
  onClose,
}: {
  brief: BriefId;
  /** A file that was opened. */
  from: { opened: string; title: string };
  onClose(): void;
}) {
  const { run, busy, problem } = useCall('offline.carryOver');
  const [receipt, setReceipt] = useState<CarryOverReceipt>();
  const { offline } = words;
  useEffect(() => {
    void run({ brief, opened, preview: true }).then(setReceipt);
  }, [run, brief, opened]);
  async function carry() {
    const done = await run({ brief, opened, preview: false });
    if (!done) return;
    showToast({ text: offline.carriedOver(done.annotations) });
    onClose();
  }
  const nothing = receipt?.annotations === 0 && receipt.comments === 0;
  return (
    <>
      {problem && <Notice look="trouble">{problem}</Notice>}
      {receipt && (
        <div className="offline-lines">
          <p dir="auto">{offline.carryOverFrom(title)}</p>
          <p>{nothing ? offline.carryOverNothing : offline.carryOverPlan(receipt)}</p>
          {receipt.orphaned > 0 && <p>{offline.carryOverOrphaned(receipt.orphaned)}</p>}
          {receipt.already > 0 && <p>{offline.carryOverAlready(receipt.already)}</p>}
          {receipt.setAside.length > 0 && (
            <details>
              <summary>{offline.setAside(receipt.setAside.length)}</summary>
              <ul>
                {receipt.setAside.map(({ id, reason }) => (
                  <li key={id}>{reason}</li>
                ))}
              </ul>
            </details>
          )}
        </div>
      )}
      <div className="dialog-actions">
        <Button onPress={onClose}>{words.everywhere.cancel}</Button>
        <Button look="primary" autoFocus isPending={busy} isDisabled={!receipt || nothing} onPress={() => void carry()}>
          {offline.carryOverYes}
        </Button>
      </div>
    </>
  );
}
