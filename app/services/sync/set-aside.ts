import { z } from 'zod';
import type { RefusedThing } from '../../../shared/bridge/sharing.ts';
import { parseEntry } from '../../../shared/model/entry.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import { makeFolder, readJson, replaceFile } from '../disk.ts';
import type { RelayFolder } from './relay-link.ts';

const thingSchema = z.object({
  id: z.string(),
  why: z.string(),
  at: z.number(),
  entry: z.unknown().optional(),
  change: z.object({ mine: z.array(z.string()), theirs: z.array(z.string()) }).optional(),
  /** It was refused because this computer's clock was ahead. */
  early: z.boolean().default(false),
  /** Its person has seen it, and doesn't want to see it any more. */
  away: z.boolean().default(false),
});

type Kept = RefusedThing & { early: boolean; away: boolean };

/** What a relay refused of one brief: on disk before anything else is done about it, until its person has decided. */
export class SetAside {
  private constructor(
    private readonly folder: RelayFolder,
    private things: Kept[],
  ) {}

  static async load(folder: RelayFolder): Promise<SetAside> {
    const parsed = z
      .array(thingSchema)
      .catch([])
      .parse(await readJson(folder.refused));
    return new SetAside(folder, parsed.map(withEntry));
  }

  /** What its person is to see. */
  get shown(): RefusedThing[] {
    return this.things.filter(({ away }) => !away).map(({ away: _, early: _early, ...thing }) => thing);
  }

  /** All entries that are held back: not sent again, and not counted by the fold. */
  get entries(): Set<EntryId> {
    return new Set(this.things.flatMap(({ entry }) => entry?.id ?? []));
  }

  /** Those that were refused because this computer's clock was ahead, and wait for it to be right. */
  get early(): Set<string> {
    return new Set(this.things.flatMap(({ id, early, away }) => (early && !away ? id : [])));
  }

  has(id: string): boolean {
    return this.things.some((thing) => thing.id === id);
  }

  /** @param early whether it was refused because this computer's clock was ahead */
  async add(things: readonly RefusedThing[], early = false): Promise<void> {
    const fresh = things.filter(({ id }) => !this.has(id)).map((thing) => ({ ...thing, early, away: false }));
    await this.keep([...this.things, ...fresh]);
  }

  async putAway(ids: ReadonlySet<string>): Promise<void> {
    await this.keep(this.things.map((thing) => (ids.has(thing.id) ? { ...thing, away: true } : thing)));
  }

  /** Forgets some, since they are offered again. */
  async release(ids: ReadonlySet<string>): Promise<void> {
    await this.keep(this.things.filter(({ id }) => !ids.has(id)));
  }

  private async keep(things: Kept[]): Promise<void> {
    this.things = things;
    await makeFolder(this.folder.path, 'What the relay refused');
    await replaceFile(this.folder.refused, JSON.stringify(things), 'What the relay refused');
  }
}

function withEntry({ entry, change, ...thing }: z.infer<typeof thingSchema>): Kept {
  const parsed = entry === undefined ? undefined : parseEntry(entry);
  return { ...thing, ...(parsed?.ok ? { entry: parsed.entry } : {}), ...(change ? { change } : {}) };
}
