import { Share2 } from 'lucide-react';
import { useState } from 'react';
import { useBrief, useBriefPart } from '../brief/brief-context.tsx';
import { Button } from '../controls/button.tsx';
import { words } from '../words/words.ts';
import { Here } from './here.tsx';
import { ShareDialog } from './share-dialog.tsx';
import { useSharing } from './sharing-context.tsx';

/** Who else is here, and the way to share: what the bar of a brief shows of working together. */
export function SharingControls() {
  const { store } = useBrief();
  const { sync, here } = useSharing();
  const [open, setOpen] = useState(false);
  const role = useBriefPart(() => store.role);
  // Who brings it to a relay says who has which part in it.
  const denied = sync === null && role !== 'owner' ? words.sharing.shareDenied : undefined;
  return (
    <>
      <Here here={here} />
      <span title={denied}>
        <Button
          look="primary"
          isDisabled={sync === undefined || denied !== undefined}
          {...(denied ? { 'aria-label': `${words.sharing.share}: ${denied}` } : {})}
          onPress={() => setOpen(true)}
        >
          <Share2 aria-hidden />
          {words.sharing.share}
        </Button>
      </span>
      {open && sync !== undefined && (
        <ShareDialog brief={store.opened.id} sync={sync} isOpen onClose={() => setOpen(false)} />
      )}
    </>
  );
}
