import { Bold, ImagePlus, Italic, List, ListOrdered, Quote, Table } from 'lucide-react';
import type { Command } from 'prosemirror-state';
import { isInTable } from 'prosemirror-tables';
import { memo, useSyncExternalStore } from 'react';
import { Button } from '../controls/button.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { Menu, MenuItem, MenuSection } from '../controls/menu.tsx';
import { choosePicture } from '../images/picture-files.ts';
import { words } from '../words/words.ts';
import { setType, TEXT_TYPES, type TextType, type Toggle, toggles } from './edit-commands.ts';
import type { EditSession } from './edit-session.ts';
import { FigureWords } from './figure-words.tsx';
import './edit-bar.css';

/** What says, for as long as the article is being changed, that it is; with what can be done to the caret's block. */
export const EditBar = memo(function EditBar({ session }: { session: EditSession }) {
  useSyncExternalStore(session.subscribe, session.caretIn);
  const { view } = session.page;
  const { state } = view;
  const run = (command: Command) => {
    command(view.state, view.dispatch, view);
    view.focus();
  };
  const type = typeAt(state.selection.$from.parent);
  const inTable = isInTable(state);
  const button = (name: Toggle, label: string, icon: React.ReactNode, shortcut?: string) => (
    <IconButton label={label} {...(shortcut ? { shortcut } : {})} onPress={() => run(toggles[name])}>
      {icon}
    </IconButton>
  );
  return (
    <div className="edit-bar">
      <p className="edit-bar-on">{words.editing.on}</p>
      <div className="edit-bar-tools" role="toolbar" aria-label={words.editing.bar}>
        <Menu
          trigger={<Button size="small">{type ? words.editing.types[type] : words.editing.otherType}</Button>}
          aria-label={words.editing.type}
          onAction={(key) => run(setType(key as TextType))}
        >
          {TEXT_TYPES.map((each) => (
            <MenuItem key={each} id={each} label={words.editing.types[each]} />
          ))}
        </Menu>
        {button('bold', words.editing.bold, <Bold aria-hidden />, 'Ctrl B')}
        {button('italic', words.editing.italic, <Italic aria-hidden />, 'Ctrl I')}
        {button('bullets', words.editing.bullets, <List aria-hidden />, 'Ctrl Shift 8')}
        {button('numbers', words.editing.numbers, <ListOrdered aria-hidden />, 'Ctrl Shift 7')}
        {button('quote', words.editing.quote, <Quote aria-hidden />, 'Ctrl Shift 9')}
        {inTable ? (
          <Menu
            trigger={
              <Button size="small" aria-label={words.editing.table}>
                <Table aria-hidden />
              </Button>
            }
            aria-label={words.editing.table}
            onAction={(key) => run(toggles[key as Toggle])}
          >
            <MenuSection title={words.editing.table}>
              {(['rowAfter', 'columnAfter', 'deleteRow', 'deleteColumn', 'deleteTable'] as const).map((each) => (
                <MenuItem key={each} id={each} label={words.editing[each]} />
              ))}
            </MenuSection>
          </Menu>
        ) : (
          button('table', words.editing.table, <Table aria-hidden />)
        )}
        <IconButton
          label={words.editing.picture}
          onPress={async () => {
            const file = await choosePicture();
            if (file) await session.addPicture(file);
          }}
        >
          <ImagePlus aria-hidden />
        </IconButton>
        <FigureWords view={view} />
      </div>
    </div>
  );
});

/** What a text block is called in the menu; undefined for those that only stand within others. */
function typeAt({ type, attrs }: { type: { name: string }; attrs: Record<string, unknown> }): TextType | undefined {
  const name = type.name === 'heading' ? `heading${Math.min(4, Math.max(2, Number(attrs.level)))}` : type.name;
  return TEXT_TYPES.find((each) => each === name);
}
