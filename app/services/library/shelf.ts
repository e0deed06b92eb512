import { join } from 'node:path';
import { z } from 'zod';
import { MAX_FOLDER_LENGTH, MAX_SHELF_TAGS, type Shelf } from '../../../shared/bridge/library.ts';
import { MAX_TAG_LENGTH } from '../../../shared/model/entry.ts';
import { readJson, replaceFile } from '../disk.ts';
import { FILES } from './brief-folder.ts';

/** Where a brief is kept in this library is nobody else's business, so it lies beside the brief and is no entry. */
const shelfSchema = z.object({
  folder: z.string().max(MAX_FOLDER_LENGTH).optional(),
  tags: z.array(z.string().max(MAX_TAG_LENGTH)).max(MAX_SHELF_TAGS).default([]),
  archivedAt: z.number().optional(),
});

const binSchema = z.object({ binnedAt: z.number() });

/** Where a brief is kept; a file that can't be read says nothing, since only the order of the list is lost with it. */
export async function readShelf(briefFolder: string): Promise<Shelf> {
  const [shelf, bin] = await Promise.all([
    readJson(join(briefFolder, FILES.shelf)),
    readJson(join(briefFolder, FILES.bin)),
  ]);
  const { folder, tags, archivedAt } = shelfSchema.catch({ tags: [] }).parse(shelf ?? { tags: [] });
  const binned = binSchema.safeParse(bin);
  return {
    tags,
    ...(folder ? { folder } : {}),
    ...(archivedAt === undefined ? {} : { archivedAt }),
    ...(binned.success ? { binnedAt: binned.data.binnedAt } : {}),
  };
}

/** Keeps where a brief is; the bin has a file of its own. */
export async function writeShelf(briefFolder: string, { binnedAt: _, ...shelf }: Shelf): Promise<void> {
  await replaceFile(join(briefFolder, FILES.shelf), JSON.stringify(shelf), 'The library');
}
