import * as Y from 'yjs';
import { countWhile } from '../../shared/model/sorted.ts';
import { type StructHead, walkUpdate } from '../services/package/update-walk.ts';
import { ValueCount } from '../services/value-count.ts';
import { MAX_UPDATE_VALUES } from './limits.ts';

/** Far more than one client writes in its life, and far from where numbers stop being exact. */
const MAX_CLOCK = 2 ** 40;

/** What of an update a document lacks. */
export interface NewContent {
  /** The structs that are new, some of them perhaps in part. */
  structs: StructHead[];
  /** Whether something that is in the document would be deleted. */
  deletes: boolean;
  /** Whether structs or deletions build on what neither the document nor the update has. */
  missing: boolean;
  /** How many Yjs client ids it brings that the document doesn't know. */
  clients: number;
  /** How many pairs of its items want the same place: what Yjs may do to put them in order. */
  conflicts: number;
}

/**
 * Reads what an update would bring to a document, without changing it. What its structs hold is seen when it is applied
 * to a stage.
 *
 * @throws {Error} where the update can't be read, or is of a kind that no Yjs writes
 */
export function newContent(update: Uint8Array, doc: Y.Doc): NewContent {
  const structs: StructHead[] = [];
  const deletions = new Map<number, { clock: number; length: number }[]>();
  const ends = new Map<number, number>();
  const end = (client: number) => ends.get(client) ?? Y.getState(doc.store, client);
  let missing = false;
  walkUpdate(update, new ValueCount(MAX_UPDATE_VALUES), {
    struct(head) {
      const { client, clock } = head.id;
      if (head.kind === 'skipped' || clock + head.length <= end(client)) return;
      if (clock > end(client)) missing = true;
      if (clock + head.length > MAX_CLOCK) throw new RangeError('It counts further than anybody writes.');
      ends.set(client, clock + head.length);
      structs.push(head);
    },
    deletion(client, clock, length) {
      const ranges = deletions.get(client) ?? [];
      ranges.push({ clock, length });
      deletions.set(client, ranges);
    },
  });
  const isHere = (id: Y.ID | null) => id === null || id.clock < end(id.client);
  missing ||= structs.some(({ origin, rightOrigin, parent }) => ![origin, rightOrigin, parent].every(isHere));
  let deletes = false;
  for (const [client, ranges] of deletions) {
    let last = 0;
    for (const { clock, length } of ranges) {
      // Yjs writes them sorted and apart; those that overlap would make it walk the same structs over and over.
      if (clock < last) throw new RangeError('Its deletions overlap.');
      last = clock + length;
    }
    if (last > end(client)) missing = true;
    deletes ||= ranges.some((range) => hasLiving(doc, client, range));
  }
  // What isn't applied is read all the same: garbage is never taken for something that is known or waited for.
  if (missing || (structs.length === 0 && !deletes)) Y.decodeUpdate(update);
  const clients = structs.filter(({ id }) => id.clock === 0).length;
  return { structs, deletes, missing, clients, conflicts: new Places(doc).conflictsIn(structs) };
}

/** The places of an update's items, as far as items that want the same one are compared with each other by Yjs. */
class Places {
  /** Of each client, in the order of its clock. */
  private readonly parents = new Map<number, { from: number; to: number; parent: string }[]>();

  constructor(private readonly doc: Y.Doc) {}

  /**
   * How many pairs of items Yjs may have to compare (`Item.integrate` of Yjs 13): those with the same left neighbour, or
   * with none in the same parent. One that is put before the last one that was put there is compared with nothing.
   */
  conflictsIn(structs: readonly StructHead[]): number {
    const places = new Map<string, { count: number; last: Y.ID }>();
    let conflicts = 0;
    for (const { id, length, kind, origin, rightOrigin, parent, parentSub } of structs) {
      if (kind !== 'item') continue;
      const within = origin || rightOrigin ? this.parentOf((origin ?? rightOrigin) as Y.ID) : nameOf(parent, parentSub);
      this.note(id, length, within);
      const place = origin ? `after ${nameOf(origin, null)}` : within;
      const before = places.get(place);
      if (before && !(rightOrigin && Y.compareIDs(rightOrigin, before.last))) conflicts += before.count;
      places.set(place, { count: (before?.count ?? 0) + 1, last: id });
    }
    return conflicts;
  }

  /** The parent, and its key where it has keys, that an item is in; empty where it isn't known yet. */
  private parentOf(id: Y.ID): string {
    const noted = this.parents.get(id.client) ?? [];
    const range = noted[countWhile(noted, ({ to }) => to <= id.clock)];
    if (range && range.from <= id.clock) return range.parent;
    const structs = this.doc.store.clients.get(id.client);
    if (!structs || id.clock >= Y.getState(this.doc.store, id.client)) return '';
    const item = structs[Y.findIndexSS(structs, id.clock)];
    if (!(item instanceof Y.Item) || !(item.parent instanceof Y.AbstractType)) return '';
    return nameOf(item.parent._item?.id ?? null, item.parentSub);
  }

  private note({ client, clock }: Y.ID, length: number, parent: string): void {
    const noted = this.parents.get(client) ?? [];
    const last = noted.at(-1);
    if (last?.parent === parent && last.to === clock) last.to = clock + length;
    else noted.push({ from: clock, to: clock + length, parent });
    this.parents.set(client, noted);
  }
}

function nameOf(id: Y.ID | null, key: string | null): string {
  return `${id?.client} ${id?.clock} ${key ?? ''}`;
}

/** Whether something in a range of a client's structs is in the document and not deleted. */
function hasLiving(doc: Y.Doc, client: number, { clock, length }: { clock: number; length: number }): boolean {
  const structs = doc.store.clients.get(client);
  const until = Math.min(clock + length, Y.getState(doc.store, client));
  if (!structs || clock >= until) return false;
  for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
    const struct = structs[i] as Y.Item | Y.GC;
    if (struct.id.clock >= until) return false;
    if (!struct.deleted) return true;
  }
  return false;
}
