import { useEffect, useState } from 'react';
import type { BackedUpBrief, KeptBackup } from '../../shared/offline/backups.ts';
import type { OpenedPackage } from '../../shared/offline/opened-package.ts';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { showToast } from '../controls/toast.tsx';
import { saveFile } from '../files.ts';
import { ShownPages } from '../offline/look-at.tsx';
import { MergeReportView } from '../offline/merge-report.tsx';
import { go } from '../route.ts';
import { useBridge, useCall } from '../services.tsx';
import { formatting, words } from '../words/words.ts';

type Unlocked = Extract<OpenedPackage, { locked: false }>;

/** A backup, looked at: its article and threads as they were; then ways to bring it back, none of them over anything. */
export function BackupLook({
  brief: { brief },
  backup,
  onBack,
  onClose,
}: {
  brief: BackedUpBrief;
  backup: KeptBackup;
  onBack(): void;
  onClose(): void;
}) {
  const bridge = useBridge();
  const { run, busy, problem } = useCall('offline.openBackup');
  const file = useCall('offline.backupFile');
  const add = useCall('offline.add');
  const merge = useCall('offline.merge');
  const [found, setFound] = useState<Unlocked>();
  const { backups } = words;
  const { name } = backup;
  const opened = found?.opened;
  useEffect(() => {
    void run({ brief, name }).then((answer) => answer && !answer.locked && setFound(answer));
  }, [run, brief, name]);
  useEffect(
    () => () => {
      if (opened !== undefined) void bridge.call('offline.drop', { opened }).catch(() => {});
    },
    [bridge, opened],
  );

  async function saveBeside() {
    const saved = await file.run({ brief, name });
    if (!saved) return;
    const called = `${found?.title ?? ''} ${formatting.whenInFull(backup.at)}`.replace(/[<>:"/\\|?*]/g, ' ').trim();
    await saveFile({ ...saved, name: `${called.slice(0, 120)}.brief` });
    showToast({ text: backups.saved(called) });
  }
  async function bringBack(call: typeof add | typeof merge) {
    if (opened === undefined || !(await call.run({ opened }))) return;
    showToast({ text: backups.broughtBack });
    onClose();
    go({ screen: 'brief', brief });
  }

  const report = found?.here?.merge;
  const missing = report && (report.added > 0 || (report.from[1]?.edits ?? 0) > 0);
  const trouble = problem ?? file.problem ?? add.problem ?? merge.problem ?? found?.here?.trouble;
  return (
    <>
      {trouble && <Notice look="trouble">{trouble}</Notice>}
      {busy && <p role="status">{words.offline.openReading}</p>}
      {found?.here?.binned && <Notice>{backups.inBin}</Notice>}
      {report && !missing && <p>{backups.nothingMissing}</p>}
      {report && missing && (
        <>
          <p>{backups.wouldBring}</p>
          <MergeReportView report={report} />
        </>
      )}
      {found && <ShownPages shown={found.shown} />}
      <div className="dialog-actions">
        <Button autoFocus onPress={onBack}>
          {words.everywhere.back}
        </Button>
        {found && (
          <Button isPending={file.busy} onPress={() => void saveBeside()}>
            {backups.beside}
          </Button>
        )}
        {found && !found.here && (
          <Button look="primary" isPending={add.busy} onPress={() => void bringBack(add)}>
            {backups.bringBack}
          </Button>
        )}
        {missing && !found?.here?.binned && (
          <Button look="primary" isPending={merge.busy} onPress={() => void bringBack(merge)}>
            {backups.mergeMissing}
          </Button>
        )}
      </div>
    </>
  );
}
