import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Keys } from '../controls/keys.tsx';
import { words } from '../words/words.ts';
import { type Command, GROUPS, shownKeys } from './command.ts';
import './palette.css';

/** Every key and what it does, also of what can't be done at the moment. */
export function Shortcuts({ commands, onClose }: { commands: readonly Command[]; onClose(): void }) {
  const groups = GROUPS.map((group) => ({
    group,
    // A key that means two things by turns, such as J, is listed with both.
    all: commands.filter((command) => command.group === group && (command.keys?.length ?? 0) > 0),
  })).filter(({ all }) => all.length > 0);
  return (
    <Dialog
      title={words.commands.shortcuts}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="screen"
      actions={
        <Button autoFocus onPress={onClose}>
          {words.everywhere.close}
        </Button>
      }
    >
      <div className="shortcuts">
        {groups.map(({ group, all }) => (
          <section key={group} aria-label={words.commands.groups[group]}>
            <h3>{words.commands.groups[group]}</h3>
            <dl>
              {all.map(({ id, title, keys = [] }) => (
                <div key={id}>
                  <dt>{title}</dt>
                  <dd>
                    {keys.map((each) => (
                      <Keys key={each} keys={shownKeys(each)} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
