import { type KeyboardEvent, useId, useState } from 'react';
import { folded } from '../../shared/folding.ts';
import { Dialog } from '../controls/dialog.tsx';
import { Keys } from '../controls/keys.tsx';
import { useBriefCommands } from '../tabs/use-brief-commands.ts';
import { words } from '../words/words.ts';
import { type Command, shownKeys } from './command.ts';
import './palette.css';

/** Thousands of briefs may have a word; nobody looks through more lines than this. */
const MOST_SHOWN = 200;

/** Everything that can be done now and every brief, found by its words, with its keys. */
export function Palette({ commands, onClose }: { commands: readonly Command[]; onClose(): void }) {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const list = useId();
  const briefs = useBriefCommands();
  // Before anything is asked for, briefs that were shown a moment ago; all of them by their titles.
  const all = findCommands([...briefs.recent, ...commands, ...(text.trim() ? briefs.others : [])], text);
  const found = all.slice(0, MOST_SHOWN);
  const at = Math.min(active, found.length - 1);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    // After the dialog has given the focus back, so that what takes it keeps it.
    setTimeout(() => command.run(), 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && found.length > 0) setActive((at + step + found.length) % found.length);
    else if (event.key === 'Enter') run(found[at]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Dialog title={words.commands.palette} isOpen onOpenChange={(isOpen) => !isOpen && onClose()} size="normal">
      <div className="palette">
        <input
          className="palette-field"
          role="combobox"
          aria-label={words.commands.paletteField}
          aria-expanded={found.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          {...(found.length > 0 ? { 'aria-activedescendant': `${list}-${at}` } : {})}
          placeholder={words.commands.paletteField}
          autoComplete="off"
          autoFocus
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        {found.length === 0 && <p className="palette-nothing">{words.commands.nothing}</p>}
        <div id={list} role="listbox" aria-label={words.commands.palette} className="palette-list">
          {found.map((command, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys.
            <div
              key={command.id}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              ref={(element) => {
                if (index === at) element?.scrollIntoView({ block: 'nearest' });
              }}
              onPointerMove={() => setActive(index)}
              onClick={() => run(command)}
            >
              <span className="palette-title">{command.title}</span>
              <span className="palette-group">{words.commands.groups[command.group]}</span>
              {command.keys?.[0] && <Keys keys={shownKeys(command.keys[0])} />}
            </div>
          ))}
        </div>
        {all.length > found.length && (
          <p className="palette-nothing">{words.commands.more(all.length - found.length)}</p>
        )}
      </div>
    </Dialog>
  );
}

/** The commands that can be done now and whose titles have all the words, those that begin so first. */
export function findCommands(commands: readonly Command[], text: string): Command[] {
  const wanted = folded(text).split(/\s+/).filter(Boolean);
  return commands
    .filter(({ enabled = true, keyOnly }) => enabled && !keyOnly)
    .map((command) => ({ command, title: foldedTitle(command) }))
    .filter(({ title }) => wanted.every((word) => title.includes(word)))
    .toSorted((a, b) => Number(b.title.startsWith(wanted[0] ?? '')) - Number(a.title.startsWith(wanted[0] ?? '')))
    .map(({ command }) => command);
}

const foldedTitles = new WeakMap<Command, string>();

function foldedTitle(command: Command): string {
  const known = foldedTitles.get(command);
  if (known !== undefined) return known;
  const title = folded(`${command.title} ${words.commands.groups[command.group]}`);
  foldedTitles.set(command, title);
  return title;
}
