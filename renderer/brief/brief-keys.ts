import type { KeyboardEvent } from 'react';
import type { TextRange } from '../../shared/anchors/text-index.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import type { OpenHow } from './brief-context.tsx';
import { type Placed, rangesOf, startOf } from './placed.ts';

/** What the keys of the whole screen need. */
export interface BriefKeys {
  /** In place order. */
  threads: readonly Placed[];
  open: EntryId | undefined;
  /** Where the caret stands in the article's text. */
  caret(): number | undefined;
  onOpen(id: EntryId, how: OpenHow): void;
  onClose(): void;
  onUndo(direction: 'undo' | 'redo'): void;
  /** The caret goes where the annotation is that was gone to. */
  onPlace(range: TextRange): void;
  canReply: boolean;
}

/** Whoever types into one of these means its letters, and has an undo of their own. */
const FIELDS = '.composer, input, textarea, select, [role="dialog"], [role="alertdialog"], [role="menu"]';

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The keys that work anywhere on the screen of a brief but in a field. */
export function onBriefKey(event: KeyboardEvent, keys: BriefKeys): void {
  if (event.defaultPrevented || event.nativeEvent.isComposing) return;
  if (event.target instanceof Element && event.target.closest(FIELDS)) return;
  if (handleBriefKey(event, keys)) event.preventDefault();
}

/**
 * Does what a key means on this screen; false where it means nothing. The article asks by itself, since ProseMirror
 * takes Escape and Ctrl Z before they get to the screen.
 */
export function handleBriefKey(event: Key, keys: BriefKeys): boolean {
  const command = event.ctrlKey || event.metaKey;
  const letter = event.key.toLowerCase();
  if (command && !event.altKey && (letter === 'z' || letter === 'y')) {
    keys.onUndo(letter === 'y' || event.shiftKey ? 'redo' : 'undo');
    return true;
  }
  if (event.altKey && !command && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    const to = neighbour(keys, event.key === 'ArrowDown' ? 1 : -1);
    if (to) {
      keys.onOpen(to.annotation.id, { scroll: true });
      const [range] = rangesOf(to);
      if (range) keys.onPlace(range);
    }
    return true;
  }
  if (command || event.altKey) return false;
  if (event.key === 'Escape' && keys.open !== undefined) {
    keys.onClose();
    return true;
  }
  if (letter === 'r' && keys.open !== undefined && keys.canReply) {
    keys.onOpen(keys.open, { reply: true });
    return true;
  }
  return false;
}

/** The annotation before or behind the open one, or the caret where none is open; it goes round at the ends. */
function neighbour({ threads, open, caret }: BriefKeys, step: 1 | -1): Placed | undefined {
  if (threads.length === 0) return undefined;
  const at = threads.findIndex(({ annotation }) => annotation.id === open);
  if (at !== -1) return threads[(at + step + threads.length) % threads.length];
  const here = caret() ?? 0;
  const behind = threads.findIndex((placed) => startOf(placed) >= here);
  if (step === 1) return threads[behind === -1 ? 0 : behind];
  return threads[behind === -1 ? threads.length - 1 : (behind - 1 + threads.length) % threads.length];
}
