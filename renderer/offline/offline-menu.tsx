import {
  ArchiveRestore,
  Ellipsis,
  Highlighter,
  History,
  Import,
  ListChecks,
  Package,
  Replace,
  ShieldCheck,
  Tag,
} from 'lucide-react';
import { useState } from 'react';
import { type BriefDialog, useBrief } from '../brief/brief-context.tsx';
import { ChangesDialog } from '../changes/changes-dialog.tsx';
import { useLooked } from '../changes/use-looked.ts';
import { useCommands } from '../commands/commands.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { Menu, MenuItem, type MenuItemProps, MenuSeparator } from '../controls/menu.tsx';
import { words } from '../words/words.ts';

const DIALOGS = [
  'timeline',
  'name-version',
  'hand-over',
  'carry-over',
  'elsewhere',
  'replace',
  'signatures',
  'backups',
] as const satisfies BriefDialog[];

/**
 * What a brief is carried, replaced, looked back at and kept with: a menu in its bar.
 *
 * @param first what the bar has no room for
 */
export function OfflineMenu({ first }: { first: readonly MenuItemProps[] }) {
  const { store, actions, show } = useBrief();
  const [changesShown, setChangesShown] = useState(false);
  const looked = useLooked(store.opened.id);
  const showChanges = () => setChangesShown(true);
  useCommands(() => [
    { id: 'changes', title: words.changes.open, group: 'brief', keys: ['Ctrl Shift H'], run: showChanges },
  ]);
  const { offline, lookingBack, backups } = words;
  const disabledKeys = actions.may('version') ? [] : ['replace', 'name-version'];
  return (
    <>
      <Menu
        placement="bottom end"
        aria-label={offline.menu}
        trigger={
          <IconButton label={offline.menu}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
        disabledKeys={disabledKeys}
        onAction={(key) => {
          const dialog = DIALOGS.find((each) => each === key);
          if (dialog) show(dialog);
        }}
      >
        {first.map((item) => (
          <MenuItem key={item.label} id={item.label} {...item} />
        ))}
        {first.length > 0 && <MenuSeparator />}
        <MenuItem
          label={words.changes.open}
          icon={<ListChecks aria-hidden />}
          shortcut="Ctrl Shift H"
          onAction={showChanges}
        />
        <MenuItem id="timeline" label={lookingBack.open} shortcut="Shift H" icon={<History aria-hidden />} />
        <MenuItem id="name-version" label={lookingBack.nameVersion} icon={<Tag aria-hidden />} />
        <MenuSeparator />
        <MenuItem id="hand-over" label={offline.handOver} icon={<Package aria-hidden />} />
        <MenuItem id="carry-over" label={offline.carryOver} icon={<Import aria-hidden />} />
        <MenuItem id="elsewhere" label={words.elsewhere.open} icon={<Highlighter aria-hidden />} />
        <MenuItem id="replace" label={offline.replace} icon={<Replace aria-hidden />} />
        <MenuSeparator />
        <MenuItem id="signatures" label={offline.signatures} icon={<ShieldCheck aria-hidden />} />
        <MenuItem id="backups" label={backups.open} icon={<ArchiveRestore aria-hidden />} />
      </Menu>
      {changesShown && <ChangesDialog lookedBefore={looked} onClose={() => setChangesShown(false)} />}
    </>
  );
}
