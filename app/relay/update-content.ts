import * as Y from 'yjs';
import { countUpdate } from '../services/package/update-count.ts';
import { ValueCount } from '../services/value-count.ts';
import { MAX_UPDATE_VALUES } from './limits.ts';

/** Far more than one client writes in its life, and far from where numbers stop being exact. */
const MAX_CLOCK = 2 ** 40;

/** What of an update a document lacks. */
export interface NewContent {
  /** The structs that are new, some of them perhaps in part. */
  structs: (Y.Item | Y.GC)[];
  /** Whether something that is in the document would be deleted. */
  deletes: boolean;
  /** Whether structs or deletions build on what neither the document nor the update has. */
  missing: boolean;
}

/**
 * Reads what an update would bring to a document, without changing it.
 *
 * @throws {Error} where the update can't be read, or is of a kind that no Yjs writes
 */
export function newContent(update: Uint8Array, doc: Y.Doc): NewContent {
  countUpdate(update, new ValueCount(MAX_UPDATE_VALUES));
  const { structs, ds } = Y.decodeUpdate(update);
  const ends = new Map<number, number>();
  const end = (client: number) => ends.get(client) ?? Y.getState(doc.store, client);
  const fresh: (Y.Item | Y.GC)[] = [];
  let missing = false;
  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (struct instanceof Y.Skip || clock + struct.length <= end(client)) continue;
    if (clock > end(client)) missing = true;
    if (clock + struct.length > MAX_CLOCK) throw new RangeError('It counts further than anybody writes.');
    ends.set(client, clock + struct.length);
    fresh.push(struct);
  }
  const isHere = (id: Y.ID | null) => id === null || id.clock < end(id.client);
  if (!missing) missing = fresh.some((struct) => struct instanceof Y.Item && !buildsOn(struct).every(isHere));
  let deletes = false;
  for (const [client, ranges] of ds.clients) {
    let last = 0;
    for (const { clock, len } of ranges) {
      // Yjs writes them sorted and apart; those that overlap would make it walk the same structs over and over.
      if (clock < last) throw new RangeError('Its deletions overlap.');
      last = clock + len;
    }
    if (last > end(client)) missing = true;
    deletes ||= ranges.some((range) => hasLiving(doc, client, range));
  }
  return { structs: fresh, deletes, missing };
}

/** What must be there before an item. */
function buildsOn({ origin, rightOrigin, parent }: Y.Item): (Y.ID | null)[] {
  return [origin, rightOrigin, parent instanceof Y.ID ? parent : null];
}

/** Whether something in a range of a client's structs is in the document and not deleted. */
function hasLiving(doc: Y.Doc, client: number, { clock, len }: { clock: number; len: number }): boolean {
  const structs = doc.store.clients.get(client);
  const until = Math.min(clock + len, Y.getState(doc.store, client));
  if (!structs || clock >= until) return false;
  for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
    const struct = structs[i] as Y.Item | Y.GC;
    if (struct.id.clock >= until) return false;
    if (!struct.deleted) return true;
  }
  return false;
}
