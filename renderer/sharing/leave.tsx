import { useId, useState } from 'react';
import type { BriefId } from '../../shared/model/ids.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { showToast } from '../controls/toast.tsx';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';

/** Ends one's own part in a brief, after asking. */
export function Leave({
  brief,
  denied,
  onLeft,
}: {
  brief: BriefId;
  /** Why they can't, where they can't. */
  denied: string | undefined;
  onLeft(): void;
}) {
  const why = useId();
  const leave = useCall('sharing.leave');
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        look="quiet"
        isDisabled={denied !== undefined}
        {...(denied ? { 'aria-describedby': why } : {})}
        onPress={() => setAsking(true)}
      >
        {words.sharing.leave}
      </Button>
      {denied && (
        <p id={why} className="sharing-hint sharing-denied">
          {denied}
        </p>
      )}
      <Dialog
        role="alertdialog"
        title={words.sharing.leaveTitle}
        isOpen={asking}
        onOpenChange={setAsking}
        actions={
          <>
            <Button autoFocus onPress={() => setAsking(false)}>
              {words.everywhere.cancel}
            </Button>
            <Button
              look="danger"
              isPending={leave.busy}
              onPress={async () => {
                if ((await leave.run({ brief })) !== null) return;
                setAsking(false);
                showToast({ text: words.sharing.left });
                onLeft();
              }}
            >
              {words.sharing.doLeave}
            </Button>
          </>
        }
      >
        <p>{words.sharing.leaveWhy}</p>
        {leave.problem && <Notice look="trouble">{leave.problem}</Notice>}
      </Dialog>
    </>
  );
}
