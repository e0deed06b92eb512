import { words } from '../words/words.ts';
import { blockKey } from './block-keys.ts';
import type { Preview } from './use-preview.ts';

/** Does to the chosen block what a key means; false where it means nothing here. */
export function actOnKey(preview: Preview, key: string): boolean {
  const meant = blockKey(key === 'Delete' || key === 'Backspace' ? words.importing.leaveOutKey : key);
  if (!meant) return false;
  if (meant.does === 'type') preview.setType(preview.selected, meant.type, meant.level);
  else if (meant.does === 'toggle') preview.toggle(preview.selected);
  else if (meant.does === 'fetch') preview.fetchPicture(preview.selected);
  else preview.nextLeftOut();
  return true;
}
