import { ArchiveRestore, Bell, Laptop, UserRound } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { BackupsDialog } from '../backups/backups-dialog.tsx';
import { Avatar } from '../controls/avatar.tsx';
import { Menu, MenuItem, MenuSection } from '../controls/menu.tsx';
import { NoticesDialog } from '../notices/notices-dialog.tsx';
import { type Theme, useTheme } from '../theme.ts';
import { words } from '../words/words.ts';
import { ChangeProfileDialog } from './change-profile-dialog.tsx';
import { ExportIdentityDialog } from './export-identity-dialog.tsx';
import { useMe } from './me.tsx';
import './person-menu.css';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** The person's own picture, and under it their profile, their identity, and how the window looks. */
export function PersonMenu() {
  const { person, shell } = useMe();
  const [theme, setTheme] = useTheme();
  const [dialog, setDialog] = useState<'profile' | 'identity' | 'notices' | 'backups'>();
  const close = () => setDialog(undefined);
  return (
    <>
      <Menu
        placement="bottom end"
        trigger={
          <AriaButton className="person-button" aria-label={words.person.menu(person.name, person.initials)}>
            <Avatar person={person} />
          </AriaButton>
        }
        aria-label={words.person.menu(person.name, person.initials)}
      >
        <MenuSection title={person.name}>
          <MenuItem
            id="profile"
            icon={<UserRound aria-hidden />}
            label={words.person.change}
            onAction={() => setDialog('profile')}
          />
          <MenuItem
            id="identity"
            icon={<Laptop aria-hidden />}
            label={words.person.otherComputer}
            onAction={() => setDialog('identity')}
          />
          <MenuItem
            id="notices"
            icon={<Bell aria-hidden />}
            label={words.notices.open}
            onAction={() => setDialog('notices')}
          />
          <MenuItem
            id="backups"
            icon={<ArchiveRestore aria-hidden />}
            label={words.backups.open}
            onAction={() => setDialog('backups')}
          />
        </MenuSection>
        <MenuSection title={words.person.theme} selected={theme} onSelect={(key) => setTheme(key as Theme)}>
          {THEMES.map((each) => (
            <MenuItem key={each} id={each} label={words.person.themes[each]} />
          ))}
        </MenuSection>
      </Menu>
      <ChangeProfileDialog isOpen={dialog === 'profile'} onClose={close} />
      {dialog === 'notices' && <NoticesDialog shell={shell} onClose={close} />}
      {dialog === 'backups' && <BackupsDialog onClose={close} />}
      <ExportIdentityDialog isOpen={dialog === 'identity'} onClose={close} />
    </>
  );
}
