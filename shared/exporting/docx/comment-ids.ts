/** Word wants ids that are not 0 and below this. */
const LIMIT = 0x7fffffff;

/**
 * The ids by which Word may know the comment of an annotation or comment, the likeliest first.
 *
 * Word keeps a comment's `durableId` through every edit, so that a reviewed copy can be matched. Two of 15,000 ids of
 * 31 bits are the same in one brief of twenty; then the next of these serves.
 *
 * @param id an entry's id, of 64 hexadecimal digits
 * @param passage for the comment that stands on a further passage of an annotation: its number there, from 1
 */
export function durableIdsOf(id: string, passage = 0): string[] {
  const ids: string[] = [];
  for (let at = 0; at + 8 <= id.length; at += 8) {
    // Mixed by a multiplication, so that no piece of the entry's id can be found in the file.
    const mixed = Math.imul(Number.parseInt(id.slice(at, at + 8), 16) ^ (passage * 0x9e3779b1), 0x85ebca6b) >>> 1;
    const number = mixed === 0 || mixed >= LIMIT ? 1 : mixed;
    ids.push(number.toString(16).toUpperCase().padStart(8, '0'));
  }
  return ids;
}

/** Gives each comment of one file an id of its own. */
export class DurableIds {
  private readonly taken = new Set<string>();

  take(id: string, passage = 0): string {
    const free = durableIdsOf(id, passage).find((each) => !this.taken.has(each));
    if (free === undefined) throw new Error('Eight ids of one comment are all taken.');
    this.taken.add(free);
    return free;
  }
}
