import { BLOCK_TYPES, type BlockType } from '../../shared/article/block-types.ts';
import { words } from '../words/words.ts';

/** What a key does to the block that is chosen. */
export type BlockKey =
  | { does: 'type'; type: BlockType; level?: number }
  | { does: 'toggle' }
  | { does: 'fetch' }
  | { does: 'next left out' };

/** What a letter or digit means here: a letter gives a type, a digit a heading of that level. */
export function blockKey(key: string): BlockKey | undefined {
  const letter = key.toLocaleUpperCase();
  if (/^[1-6]$/.test(letter)) return { does: 'type', type: 'heading', level: Number(letter) };
  if (letter === words.importing.leaveOutKey) return { does: 'toggle' };
  if (letter === words.importing.fetchKey) return { does: 'fetch' };
  if (letter === words.importing.nextLeftOutKey) return { does: 'next left out' };
  const type = BLOCK_TYPES.find((each) => words.importing.types[each].key === letter);
  return type && { does: 'type', type };
}

/** What a block is called: "Heading 2". */
export function blockName({ type, level }: { type: BlockType; level?: number | undefined }): string {
  const { name } = words.importing.types[type];
  return type === 'heading' ? words.importing.level(name, level ?? 2) : name;
}
