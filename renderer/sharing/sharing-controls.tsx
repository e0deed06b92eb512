import { Share2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useBrief } from '../brief/brief-context.tsx';
import { Button } from '../controls/button.tsx';
import { words } from '../words/words.ts';
import { Here } from './here.tsx';
import { ShareDialog } from './share-dialog.tsx';
import { useHere } from './use-presence.ts';
import { useSync } from './use-sync.ts';

/** Who else is here, and the way to share: what the bar of a brief shows of working together. */
export function SharingControls() {
  const { store } = useBrief();
  const { id } = store.opened;
  const sync = useSync(id);
  const here = useHere(id);
  const [open, setOpen] = useState(false);
  const heldBack = sync?.heldBack;
  useEffect(() => {
    if (heldBack) store.holdBack(heldBack);
  }, [store, heldBack]);
  return (
    <>
      <Here here={here} />
      <Button look="primary" isDisabled={sync === undefined} onPress={() => setOpen(true)}>
        <Share2 aria-hidden />
        {sync ? words.sharing.people : words.sharing.share}
      </Button>
      {open && sync !== undefined && <ShareDialog brief={id} sync={sync} isOpen onClose={() => setOpen(false)} />}
    </>
  );
}
