import { Ellipsis, History, ListChecks, Package, Replace } from 'lucide-react';
import { useState } from 'react';
import { useBrief } from '../brief/brief-context.tsx';
import { ChangesDialog } from '../changes/changes-dialog.tsx';
import { useLooked } from '../changes/use-looked.ts';
import { useCommands } from '../commands/commands.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { Menu, MenuItem, type MenuItemProps, MenuSeparator } from '../controls/menu.tsx';
import { words } from '../words/words.ts';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { ReplaceDialog } from './replace-dialog.tsx';
import { TimelineDialog } from './timeline-dialog.tsx';

const DIALOGS = ['hand-over', 'replace', 'timeline', 'changes'] as const;

type Opened = (typeof DIALOGS)[number];

/**
 * What a brief is carried, replaced and looked back at with: a menu in its bar.
 *
 * @param first what the bar has no room for
 */
export function OfflineMenu({ first }: { first: readonly MenuItemProps[] }) {
  const { store, actions } = useBrief();
  const { id } = store.opened;
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  const looked = useLooked(id);
  useCommands(() => [
    {
      id: 'changes',
      title: words.changes.open,
      group: 'brief',
      keys: ['Ctrl Shift H'],
      run: () => setOpened('changes'),
    },
  ]);
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
        onAction={(key) => DIALOGS.some((each) => each === key) && setOpened(key as Opened)}
      >
        {first.map((item) => (
          <MenuItem key={item.label} id={item.label} {...item} />
        ))}
        {first.length > 0 && <MenuSeparator />}
        <MenuItem id="hand-over" label={words.offline.handOver} icon={<Package aria-hidden />} />
        <MenuItem
          id="replace"
          label={words.offline.replace}
          icon={<Replace aria-hidden />}
          isDisabled={!actions.may('version')}
        />
        <MenuItem id="changes" label={words.changes.open} icon={<ListChecks aria-hidden />} shortcut="Ctrl Shift H" />
        <MenuItem id="timeline" label={words.offline.timeline} icon={<History aria-hidden />} />
      </Menu>
      {opened === 'hand-over' && <HandOverDialog brief={id} onClose={close} />}
      {opened === 'replace' && <ReplaceDialog brief={id} onClose={close} />}
      {opened === 'changes' && <ChangesDialog looked={looked} onClose={close} />}
      {opened === 'timeline' && <TimelineDialog brief={id} onClose={close} />}
    </>
  );
}
