import type { RefObject } from 'react';
import { Menu, Popover } from 'react-aria-components';
import { BLOCK_TYPES } from '../../shared/article/block-types.ts';
import { MenuItem, MenuSection, MenuSeparator } from '../controls/menu.tsx';
import { words } from '../words/words.ts';
import { blockName } from './block-keys.ts';
import type { Preview } from './use-preview.ts';

const LEVELS = [1, 2, 3, 4, 5, 6];

/** All types as a menu beside the block that is chosen. */
export function TypeMenu({
  preview,
  beside,
  isOpen,
  onClose,
}: {
  preview: Preview;
  beside: RefObject<HTMLElement | null>;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { blocks, selected } = preview;
  const block = blocks[selected];
  if (!block) return null;
  const out = block.leftOut !== undefined;
  return (
    <Popover
      className="menu-popover"
      aria-label={words.importing.chooseType}
      triggerRef={beside}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      placement="bottom start"
      offset={4}
    >
      <Menu className="menu" aria-label={words.importing.chooseType} autoFocus="first" onClose={onClose}>
        <MenuSection title={words.importing.chooseType}>
          {BLOCK_TYPES.filter((type) => type !== 'heading').map((type) => (
            <MenuItem
              key={type}
              id={type}
              label={words.importing.types[type].name}
              shortcut={words.importing.types[type].key}
              onAction={() => preview.setType(selected, type)}
            />
          ))}
        </MenuSection>
        <MenuSection title={words.importing.types.heading.name}>
          {LEVELS.map((level) => (
            <MenuItem
              key={level}
              id={`heading-${level}`}
              label={blockName({ type: 'heading', level })}
              shortcut={String(level)}
              onAction={() => preview.setType(selected, 'heading', level)}
            />
          ))}
        </MenuSection>
        <MenuSeparator />
        <MenuItem
          id="out"
          label={out ? words.importing.bringBack : words.importing.leaveOut}
          shortcut={words.importing.leaveOutKey}
          onAction={() => preview.toggle(selected)}
        />
      </Menu>
    </Popover>
  );
}
