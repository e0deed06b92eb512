import { type Placement, placeSurely } from '../../../shared/anchors/placement.ts';
import { type Entry, parseEntry } from '../../../shared/model/entry.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import type { Brief } from './brief.ts';

/** Entries that can be read and are not verified yet, and where those of them that are annotations seem to stand. */
export interface Arrived {
  entries: Entry[];
  placements: [EntryId, Placement][];
}

/** What became of entries that had arrived: those that are verified, and those that were not what they claimed to be. */
export interface Settled {
  verified: EntryId[];
  disbelieved: EntryId[];
}

/**
 * Entries that came in great number and are being verified: windows show them, marked; apart from the brief, so that
 * nothing else counts them, and no log, package or export has them.
 */
export class Arriving {
  private readonly entries = new Map<EntryId, Entry>();
  private readonly placements = new Map<EntryId, Placement>();

  constructor(private readonly brief: Brief) {}

  /** Everything that waits. */
  get all(): Arrived {
    return { entries: [...this.entries.values()], placements: [...this.placements] };
  }

  /** Reads values that claim to be entries. What can't be read, or is here, is left for those who verify. */
  add(values: readonly unknown[]): Arrived {
    const arrived: Arrived = { entries: [], placements: [] };
    for (const value of values) {
      const parsed = parseEntry(value);
      if (!parsed.ok || this.brief.holds(parsed.entry.id) || this.entries.has(parsed.entry.id)) continue;
      const { entry } = parsed;
      this.entries.set(entry.id, entry);
      arrived.entries.push(entry);
      if (entry.type !== 'annotated') continue;
      const { placement } = placeSurely(this.brief.index, entry.anchors);
      this.placements.set(entry.id, placement);
      arrived.placements.push([entry.id, placement]);
    }
    return arrived;
  }

  /** Forgets those that were taken in or refused; undefined where none of them waited. */
  settle(values: Iterable<unknown>): Settled | undefined {
    if (this.entries.size === 0) return undefined;
    const settled: Settled = { verified: [], disbelieved: [] };
    for (const value of values) {
      const id = (value as { id?: EntryId } | null)?.id;
      if (id === undefined || !this.entries.delete(id)) continue;
      this.placements.delete(id);
      settled[this.brief.holds(id) ? 'verified' : 'disbelieved'].push(id);
    }
    return settled.verified.length + settled.disbelieved.length > 0 ? settled : undefined;
  }
}
