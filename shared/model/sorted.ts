import { compareEntries, type Entry } from './entry.ts';

/** How many of a list come before the first for which something no longer holds; for all behind it, it must not. */
export function countWhile<T>(list: readonly T[], holds: (each: T) => boolean): number {
  let from = 0;
  let to = list.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(list[middle] as T)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Adds entries to a list that is in the order of the fold; many at once cost no more than to sort them. */
export function addSorted<E extends Entry>(list: E[], added: readonly E[]): void {
  const [entry, ...more] = added;
  if (entry === undefined) return;
  if (more.length === 0) {
    const at = countWhile(list, (each) => compareEntries(each, entry) < 0);
    if (at === list.length) list.push(entry);
    else list.splice(at, 0, entry);
    return;
  }
  for (const each of added) list.push(each);
  list.sort(compareEntries);
}
