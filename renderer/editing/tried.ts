import type { Node } from 'prosemirror-model';
import { MAX_COMMENT_LENGTH } from '../../shared/model/entry.ts';
import type { BriefStore } from '../brief/brief-store.ts';

/** The drafts that keep what somebody tried in edit mode and could not be saved. */
const KEY = 'tried:';

/** The blocks of an article that are not those of another: what was written last, in words, a line a block. */
export function triedWords(tried: Node, stands: Node): string {
  const [mine, theirs] = [tried.children, stands.children];
  const most = Math.min(mine.length, theirs.length);
  let start = 0;
  while (start < most && same(mine[start], theirs[start])) start++;
  let end = 0;
  while (end < most - start && same(mine.at(-1 - end), theirs.at(-1 - end))) end++;
  return mine
    .slice(start, mine.length - end)
    .map((block) => block.textBetween(0, block.content.size, '\n', (leaf) => (leaf.isInline ? '\n' : '')))
    .filter((words) => words.trim() !== '')
    .join('\n\n');
}

function same(a: Node | undefined, b: Node | undefined): boolean {
  return a !== undefined && b !== undefined && a.eq(b);
}

/**
 * Keeps words beside the brief, on the disk, until the person puts them away.
 *
 * @param before the drafts in which what they began with is kept
 * @returns the drafts in which they are kept
 */
export function keepTried(store: BriefStore, words: string, before: readonly string[] = []): string[] {
  const keys: string[] = [];
  for (let from = 0; from < words.length; from += MAX_COMMENT_LENGTH) {
    const key = before[keys.length] ?? freeKey(store);
    store.keepDraft({ key, body: words.slice(from, from + MAX_COMMENT_LENGTH) });
    keys.push(key);
  }
  for (const key of before.slice(keys.length)) store.dropDraft(key);
  store.flushDrafts();
  return keys;
}

function freeKey(store: BriefStore): string {
  let count = 1;
  while (store.draft(KEY + count)) count++;
  return KEY + count;
}

/** What is kept of what was tried. */
export function keptTried(
  store: BriefStore,
  drafts: ReadonlySet<string>,
): { words: string; forget(): void } | undefined {
  const keys = [...drafts].filter((key) => key.startsWith(KEY));
  if (keys.length === 0) return undefined;
  return {
    words: keys.map((key) => store.draft(key)?.body ?? '').join('\n\n'),
    forget: () => {
      for (const key of keys) store.dropDraft(key);
    },
  };
}
