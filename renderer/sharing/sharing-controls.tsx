import { Share2 } from 'lucide-react';
import { useState } from 'react';
import { useBrief } from '../brief/brief-context.tsx';
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
  return (
    <>
      <Here here={here} />
      <Button look="primary" isDisabled={sync === undefined} onPress={() => setOpen(true)}>
        <Share2 aria-hidden />
        {words.sharing.share}
      </Button>
      {open && sync !== undefined && (
        <ShareDialog brief={store.opened.id} sync={sync} isOpen onClose={() => setOpen(false)} />
      )}
    </>
  );
}
