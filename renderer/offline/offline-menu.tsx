import { Ellipsis, History, Package, Replace } from 'lucide-react';
import { useState } from 'react';
import { useBrief } from '../brief/brief-context.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { Menu, MenuItem } from '../controls/menu.tsx';
import { words } from '../words/words.ts';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { ReplaceDialog } from './replace-dialog.tsx';
import { TimelineDialog } from './timeline-dialog.tsx';

type Opened = 'hand-over' | 'replace' | 'timeline';

/** What a brief is carried, replaced and looked back at with: a menu in its bar. */
export function OfflineMenu() {
  const { store, actions } = useBrief();
  const { id } = store.opened;
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  return (
    <>
      <Menu
        placement="bottom end"
        aria-label={words.offline.menu}
        trigger={
          <IconButton label={words.offline.menu}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
        onAction={(key) => setOpened(key as Opened)}
      >
        <MenuItem id="hand-over" label={words.offline.handOver} icon={<Package aria-hidden />} />
        <MenuItem
          id="replace"
          label={words.offline.replace}
          icon={<Replace aria-hidden />}
          isDisabled={!actions.may('version')}
        />
        <MenuItem id="timeline" label={words.offline.timeline} icon={<History aria-hidden />} />
      </Menu>
      {opened === 'hand-over' && <HandOverDialog brief={id} onClose={close} />}
      {opened === 'replace' && <ReplaceDialog brief={id} onClose={close} />}
      {opened === 'timeline' && <TimelineDialog brief={id} onClose={close} />}
    </>
  );
}
