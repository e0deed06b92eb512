import type { Placement } from '../../../shared/anchors/placement.ts';
import { articleFromJson } from '../../../shared/article/schema.ts';
import type { Exportable } from '../../../shared/exporting/export-brief.ts';
import type { OwnNotes } from '../../../shared/exporting/people-out.ts';
import type { ExportedImage, ExportedImages } from '../../../shared/exporting/pictures.ts';
import type { Entry } from '../../../shared/model/entry.ts';
import type { BriefId, EntryId, PersonId } from '../../../shared/model/ids.ts';
import { Notes } from '../../../shared/model/notes.ts';
import type { Brief } from '../brief/brief.ts';
import { checkImage } from '../images/image-store.ts';

/** A brief as plain data, which can be handed to another thread. */
export interface CarriedBrief {
  id: BriefId;
  founder: PersonId;
  meta: Exportable['meta'];
  article: unknown;
  entries: Entry[];
  placements: [EntryId, Placement][];
  images: ExportedImage[];
  /** What whoever exports keeps to themselves, where it is to go out. */
  own?: { person: OwnNotes['person']; entries: Entry[]; placements: [EntryId, Placement][] };
}

/** Takes from a brief what an export needs: entries that are verified only, since nobody checks them again. */
export function carried(
  { id, founder, meta, article, notes, placements }: Brief,
  images: ReadonlyMap<string, Uint8Array>,
  own?: CarriedBrief['own'],
): CarriedBrief {
  const { language, direction, marking } = meta;
  return {
    id,
    founder,
    meta: { language, direction, marking },
    article: article.toJSON(),
    entries: [...notes.entries.values()].filter((entry) => notes.people.speaksFor(entry)),
    placements: [...placements],
    images: exportedImages(images),
    ...(own ? { own } : {}),
  };
}

/** The brief again, on the other side. */
export function uncarried(carried: CarriedBrief): Exportable {
  const { id, founder, meta, article, entries, placements, images, own } = carried;
  const notes = new Notes(founder);
  notes.add(entries);
  return {
    id,
    meta,
    article: articleFromJson(article),
    notes,
    placements: new Map([...placements, ...(own?.placements ?? [])]),
    images: byName(images),
    ...(own ? { own: ownNotes(own, founder) } : {}),
  };
}

/** Folded by themselves, with nobody's roles, as they are where they are kept. */
function ownNotes({ person, entries }: NonNullable<CarriedBrief['own']>, founder: PersonId): OwnNotes {
  const notes = new Notes(founder);
  notes.add(entries);
  return { person, annotations: notes.annotations };
}

/** Pictures as writers take them. */
function exportedImages(images: ReadonlyMap<string, Uint8Array>): ExportedImage[] {
  return [...images].map(([sha256, bytes]) => ({
    ...checkImage(sha256, bytes),
    base64: Buffer.from(bytes).toString('base64'),
  }));
}

/** The same by their SHA-256. */
function byName(images: readonly ExportedImage[]): ExportedImages {
  return new Map(images.map((image) => [image.sha256, image]));
}
