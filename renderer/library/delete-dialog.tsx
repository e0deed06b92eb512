import type { BriefSummary } from '../../shared/bridge.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { showToast } from '../controls/toast.tsx';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';

/** Asks before briefs of the bin are deleted for good. */
export function DeleteDialog({ briefs, onClose }: { briefs: readonly BriefSummary[]; onClose: () => void }) {
  const call = useCall('library.emptyBin');
  const [only] = briefs;

  async function destroy() {
    const done = await call.run({ briefs: briefs.map(({ id }) => id) });
    if (!done) return;
    showToast({ text: words.library.deletedToast(done.deleted) });
    onClose();
  }

  return (
    <Dialog
      role="alertdialog"
      title={words.library.deleteTitle}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {words.everywhere.cancel}
          </Button>
          <Button look="danger" onPress={() => void destroy()} isPending={call.busy}>
            {words.library.deleteButton}
          </Button>
        </>
      }
    >
      {call.problem && <Notice look="trouble">{call.problem}</Notice>}
      <p dir="auto">
        {briefs.length === 1 && only ? words.library.deleteOne(only.title) : words.library.deleteAll(briefs.length)}
      </p>
      <p>{words.library.deleteWhy}</p>
    </Dialog>
  );
}
