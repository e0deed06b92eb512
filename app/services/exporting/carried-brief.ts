import type { Placement } from '../../../shared/anchors/placement.ts';
import { articleFromJson } from '../../../shared/article/schema.ts';
import type { Exportable } from '../../../shared/exporting/export-brief.ts';
import type { Entry } from '../../../shared/model/entry.ts';
import type { BriefId, EntryId, PersonId } from '../../../shared/model/ids.ts';
import { Notes } from '../../../shared/model/notes.ts';
import type { Brief } from '../brief/brief.ts';

/** A brief as plain data, which can be handed to another thread. */
export interface CarriedBrief {
  id: BriefId;
  founder: PersonId;
  meta: Exportable['meta'];
  article: unknown;
  entries: Entry[];
  placements: [EntryId, Placement][];
}

/** Takes from a brief what an export needs: entries that are verified only, since nobody checks them again. */
export function carried({ id, founder, meta, article, notes, placements }: Brief): CarriedBrief {
  const { language, direction, marking } = meta;
  return {
    id,
    founder,
    meta: { language, direction, marking },
    article: article.toJSON(),
    entries: [...notes.entries.values()].filter((entry) => notes.people.speaksFor(entry)),
    placements: [...placements],
  };
}

/** The brief again, on the other side. */
export function uncarried({ id, founder, meta, article, entries, placements }: CarriedBrief): Exportable {
  const notes = new Notes(founder);
  notes.add(entries);
  return { id, meta, article: articleFromJson(article), notes, placements: new Map(placements) };
}
