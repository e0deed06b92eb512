import type { RefObject } from 'react';
import { Menu, Popover } from 'react-aria-components';
import { BLOCK_TYPES, type BlockType } from '../../shared/article/block-types.ts';
import { MenuItem, MenuSection, MenuSeparator } from '../controls/menu.tsx';
import { words } from '../words/words.ts';
import { actOnKey } from './act-on-key.ts';
import { blockName } from './block-keys.ts';
import type { Preview } from './use-preview.ts';
import './type-menu.css';

/** The levels that articles use; the digits 1 to 6 give any. */
const LEVELS = [2, 3, 4];

interface Choice {
  type: BlockType;
  level?: number;
}

const CHOICES = BLOCK_TYPES.flatMap<Choice>((type) =>
  type === 'heading' ? LEVELS.map((level) => ({ type, level })) : [{ type }],
);

function keyOf({ type, level }: Choice): string {
  return type === 'heading' ? `${type}-${level}` : type;
}

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
      {/* The letters beside the types do here what they do in the list, rather than look for a name. */}
      <div
        role="presentation"
        onKeyDownCapture={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey || !actOnKey(preview, event.key)) return;
          event.stopPropagation();
          event.preventDefault();
          onClose();
        }}
      >
        <Menu className="menu type-menu" aria-label={words.importing.chooseType} autoFocus="first" onClose={onClose}>
          <MenuSection
            title={words.importing.chooseType}
            selected={out ? '' : keyOf(block)}
            onSelect={(key) => {
              const chosen = CHOICES.find((each) => keyOf(each) === key);
              if (chosen) preview.setType(selected, chosen.type, chosen.level);
            }}
          >
            {CHOICES.map((each) => (
              <MenuItem
                key={keyOf(each)}
                id={keyOf(each)}
                label={blockName(each)}
                shortcut={each.level ? String(each.level) : words.importing.types[each.type].key}
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
      </div>
    </Popover>
  );
}
