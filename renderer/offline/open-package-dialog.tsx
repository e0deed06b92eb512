import { useEffect, useState } from 'react';
import type { BriefId } from '../../shared/model/ids.ts';
import type { MergeReport } from '../../shared/offline/merging.ts';
import type { OpenedPackage } from '../../shared/offline/opened-package.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { TextField } from '../controls/text-field.tsx';
import { showToast } from '../controls/toast.tsx';
import type { FileIn } from '../files.ts';
import { go } from '../route.ts';
import { useBridge, useCall } from '../services.tsx';
import { words } from '../words/words.ts';
import { LookAt } from './look-at.tsx';
import { MergeReportView } from './merge-report.tsx';
import './offline.css';

type Unlocked = Extract<OpenedPackage, { locked: false }>;

/** What shall become of a `.brief` file: into the library, into the brief that is there, or only looked at. */
export function OpenPackageDialog({
  name,
  file,
  onClose,
}: {
  name: string;
  /** As the person chose it, or as it was handed in. */
  file: FileIn | { handedIn: string };
  onClose(): void;
}) {
  const bridge = useBridge();
  const { run, busy, problem } = useCall('offline.open');
  const [found, setFound] = useState<OpenedPackage>();
  useEffect(() => {
    void run(file).then(setFound);
  }, [run, file]);
  const leave = () => {
    if (found && !found.locked) void bridge.call('offline.drop', { opened: found.opened }).catch(() => {});
    onClose();
  };
  const title = found && !found.locked ? found.title : words.offline.openTitle;
  return (
    <Dialog title={title} isOpen onOpenChange={(open) => !open && leave()} size="wide">
      {problem && <Notice look="trouble">{problem}</Notice>}
      {!found && busy && <p role="status">{words.offline.openReading}</p>}
      {!found && !busy && (
        <div className="dialog-actions">
          <Button onPress={onClose}>{words.common.back}</Button>
        </div>
      )}
      {found?.locked && (
        <Locked
          name={name}
          busy={busy}
          onCancel={onClose}
          onUnlock={(passphrase) => void run({ ...file, passphrase }).then((opened) => opened && setFound(opened))}
        />
      )}
      {found && !found.locked && <Opened found={found} onClose={onClose} onCancel={leave} />}
    </Dialog>
  );
}

function Locked({
  name,
  busy,
  onUnlock,
  onCancel,
}: {
  name: string;
  busy: boolean;
  onUnlock(passphrase: string): void;
  onCancel(): void;
}) {
  const [passphrase, setPassphrase] = useState('');
  return (
    <form
      className="offline-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (passphrase !== '' && !busy) onUnlock(passphrase);
      }}
    >
      <p dir="auto">{words.offline.lockedWhy(name)}</p>
      <TextField
        type="password"
        label={words.offline.passphrase}
        value={passphrase}
        onChange={setPassphrase}
        autoFocus
      />
      <div className="dialog-actions">
        <Button onPress={onCancel}>{words.common.cancel}</Button>
        <Button look="primary" type="submit" isPending={busy} isDisabled={passphrase === ''}>
          {words.offline.unlock}
        </Button>
      </div>
    </form>
  );
}

function Opened({ found, onClose, onCancel }: { found: Unlocked; onClose(): void; onCancel(): void }) {
  const add = useCall('offline.add');
  const merge = useCall('offline.merge');
  const [looking, setLooking] = useState(false);
  const [done, setDone] = useState<{ report: MergeReport; back: boolean }>();
  const { here, opened, brief } = found;
  if (looking) return <LookAt shown={found.shown} onBack={() => setLooking(false)} />;
  if (done) return <Merged brief={brief} {...done} onClose={onClose} />;

  async function addIt() {
    const added = await add.run({ opened });
    if (!added) return;
    showToast({ text: words.library.added });
    onClose();
    go({ screen: 'brief', brief: added.brief });
  }

  async function mergeIt() {
    const merged = await merge.run({ opened });
    if (merged) setDone(merged);
  }

  const nothing = here?.merge?.added === 0 && here.merge.from.every(({ edits }) => edits === 0);
  return (
    <>
      <Signatures found={found} />
      {!here && <p>{words.offline.newHere}</p>}
      {here?.binned && <Notice>{words.offline.inBin}</Notice>}
      {here?.trouble && <Notice look="trouble">{here.trouble}</Notice>}
      {here?.merge && (
        <>
          <p>{nothing ? words.offline.mergeNothing : words.offline.alreadyHere}</p>
          <MergeReportView report={here.merge} />
        </>
      )}
      {(add.problem ?? merge.problem) && <Notice look="trouble">{add.problem ?? merge.problem}</Notice>}
      <div className="dialog-actions">
        <Button onPress={onCancel}>{words.common.cancel}</Button>
        <Button onPress={() => setLooking(true)}>{words.offline.look}</Button>
        {!here && (
          <Button look="primary" autoFocus isPending={add.busy} onPress={() => void addIt()}>
            {words.offline.add}
          </Button>
        )}
        {here?.merge && !here.binned && !nothing && (
          <Button look="primary" autoFocus isPending={merge.busy} onPress={() => void mergeIt()}>
            {words.offline.merge}
          </Button>
        )}
      </div>
    </>
  );
}

function Signatures({ found: { verification } }: { found: Unlocked }) {
  const { verified, notYet, bad, people, removed } = verification;
  return (
    <div className="offline-lines">
      <p>{words.offline.signed(verified, people.length)}</p>
      {notYet > 0 && <p>{words.offline.notYet(notYet)}</p>}
      {bad.length > 0 && <Notice look="trouble">{words.offline.bad(bad.length)}</Notice>}
      {removed !== null && removed > 0 && <p>{words.offline.removed(removed)}</p>}
    </div>
  );
}

function Merged({
  brief,
  report,
  back,
  onClose,
}: {
  brief: BriefId;
  report: MergeReport;
  back: boolean;
  onClose(): void;
}) {
  const unmerge = useCall('offline.unmerge');
  async function takeBack() {
    if ((await unmerge.run({ brief })) === undefined) return;
    showToast({ text: words.offline.takenBack });
    onClose();
  }
  return (
    <>
      <p>{words.offline.merged(report.added, report.already)}</p>
      <MergeReportView report={report} />
      {!back && <p>{words.offline.cannotTakeBack}</p>}
      {unmerge.problem && <Notice look="trouble">{unmerge.problem}</Notice>}
      <div className="dialog-actions">
        {back && (
          <Button isPending={unmerge.busy} onPress={() => void takeBack()}>
            {words.offline.takeBack}
          </Button>
        )}
        <Button
          look="primary"
          autoFocus
          onPress={() => {
            onClose();
            go({ screen: 'brief', brief });
          }}
        >
          {words.offline.openBrief}
        </Button>
      </div>
    </>
  );
}
