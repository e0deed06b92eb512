import { Button as AriaButton, Toolbar } from 'react-aria-components';
import { BLOCK_TYPES } from '../../shared/article/block-types.ts';
import { Keys } from '../controls/keys.tsx';
import { words } from '../words/words.ts';
import { blockName } from './block-keys.ts';
import type { Preview } from './use-preview.ts';
import './type-palette.css';

/** The block that is chosen, why it is what it is, and the keys that change it; each can be pressed too. */
export function TypePalette({ preview, onPressed }: { preview: Preview; onPressed: () => void }) {
  const { blocks, selected, choices, problem } = preview;
  const block = blocks[selected];
  if (!block) return null;
  const out = block.leftOut !== undefined;
  const because = choices.byIndex.has(selected)
    ? out
      ? words.importing.leftOutByYou
      : words.importing.changedByYou
    : (block.leftOut ?? block.because);
  return (
    <div className="type-palette">
      <p className="type-palette-now" role="status" data-trouble={problem ? true : undefined}>
        <strong>{out ? words.importing.leftOut : blockName(block)}</strong> {problem ?? because}
      </p>
      <Toolbar className="type-palette-keys" aria-label={words.importing.keys}>
        {BLOCK_TYPES.map((type) => (
          <AriaButton
            key={type}
            className="type-key"
            aria-pressed={!out && block.type === type}
            onPress={() => {
              preview.setType(selected, type);
              onPressed();
            }}
          >
            <Keys keys={words.importing.types[type].key} />
            {words.importing.types[type].name}
          </AriaButton>
        ))}
        <AriaButton
          className="type-key type-key-wide"
          onPress={() => {
            preview.toggle(selected);
            onPressed();
          }}
        >
          <Keys keys={words.importing.leaveOutKey} />
          {out ? words.importing.bringBack : words.importing.leaveOut}
        </AriaButton>
        {block.remote && (
          <AriaButton
            className="type-key type-key-wide"
            onPress={() => {
              preview.fetchPicture(selected);
              onPressed();
            }}
          >
            <Keys keys={words.importing.fetchKey} />
            {words.importing.fetchPicture}
          </AriaButton>
        )}
        <AriaButton
          className="type-key type-key-wide"
          onPress={() => {
            preview.nextLeftOut();
            onPressed();
          }}
        >
          <Keys keys={words.importing.nextLeftOutKey} />
          {words.importing.nextLeftOut}
        </AriaButton>
      </Toolbar>
    </div>
  );
}
