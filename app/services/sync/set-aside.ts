import { z } from 'zod';
import type { RefusedThing } from '../../../shared/bridge/sharing.ts';
import { type Entry, parseEntry } from '../../../shared/model/entry.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import { makeFolder, readJson, replaceFile } from '../disk.ts';
import { namedBy, newest } from './anew.ts';
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
  /** The entry that says the same and was offered in its place. */
  anew: z.string().optional(),
});

type Kept = RefusedThing & { early: boolean; away: boolean; anew?: string };

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
    return this.things.filter(({ away, anew }) => !away && anew === undefined).map(toShow);
  }

  /** What its person has put away, and may take out again. */
  get putAwayThings(): RefusedThing[] {
    return this.things.filter(({ away, anew }) => away && anew === undefined).map(toShow);
  }

  /** The entries that were offered in the place of others, by the ids of those. */
  get renewed(): Map<string, string> {
    return new Map(this.things.flatMap(({ id, anew }) => (anew === undefined ? [] : [[id, anew] as const])));
  }

  /**
   * Entries with those that go with them, so that none of them is offered without what it is about: what they name, and
   * what names them and isn't put away. What is named comes before what names it.
   */
  together(ids: ReadonlySet<string>): Entry[] {
    const waiting = this.things.filter(({ entry, anew }) => entry && anew === undefined);
    const entries = new Map(waiting.flatMap(({ id, entry }) => (entry ? [[id, entry] as const] : [])));
    const { renewed } = this;
    const named = (entry: Entry) => namedBy(entry).flatMap((id) => entries.get(newest(id, renewed)) ?? []);
    const chosen = new Set<Entry>();
    const choose = (entry: Entry) => {
      if (chosen.has(entry)) return;
      for (const each of named(entry)) choose(each);
      chosen.add(entry);
      for (const { entry: other, away } of waiting) if (other && !away && named(other).includes(entry)) choose(other);
    };
    for (const [id, entry] of entries) if (ids.has(id)) choose(entry);
    return [...chosen];
  }

  /** All entries that are held back: not sent again, and not counted by the fold. */
  get entries(): Set<EntryId> {
    return new Set(this.things.flatMap(({ entry }) => entry?.id ?? []));
  }

  /** Those that were refused because this computer's clock was ahead, and wait for it to be right. */
  get early(): Set<string> {
    return new Set(
      this.things.flatMap(({ id, early, away, anew }) => (early && !away && anew === undefined ? id : [])),
    );
  }

  has(id: string): boolean {
    return this.things.some((thing) => thing.id === id);
  }

  /** @param early whether it was refused because this computer's clock was ahead */
  async add(things: readonly RefusedThing[], early = false): Promise<void> {
    const fresh = things.filter(({ id }) => !this.has(id)).map((thing) => ({ ...thing, early, away: false }));
    await this.keep([...this.things, ...fresh]);
  }

  /** @param away whether they are put away, or taken out again */
  async putAway(ids: ReadonlySet<string>, away = true): Promise<void> {
    await this.keep(this.things.map((thing) => (ids.has(thing.id) ? { ...thing, away } : thing)));
  }

  /** Notes which entries were offered in the place of others, so that what is about those can name them later on. */
  async renew(renewed: ReadonlyMap<string, string>): Promise<void> {
    await this.keep(
      this.things.map((thing) => {
        const anew = renewed.get(thing.id);
        return anew === undefined ? thing : { ...thing, anew };
      }),
    );
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

function toShow({ away: _, early: _early, anew: _anew, ...thing }: Kept): RefusedThing {
  return thing;
}

function withEntry({ entry, change, anew, ...thing }: z.infer<typeof thingSchema>): Kept {
  const parsed = entry === undefined ? undefined : parseEntry(entry);
  return {
    ...thing,
    ...(parsed?.ok ? { entry: parsed.entry } : {}),
    ...(change ? { change } : {}),
    ...(anew === undefined ? {} : { anew }),
  };
}
