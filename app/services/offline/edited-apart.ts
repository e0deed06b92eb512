import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { EditedApart } from '../../../shared/offline/merging.ts';
import { readJson, replaceFile } from '../disk.ts';

/** Lies in a brief's folder. */
const FILE = 'edited-apart.json';
/** More than anybody looks through; a later merge's come first. */
const MOST_PARAGRAPHS = 500;

const words = z.string().nullable();
const schema = z.array(
  z.object({
    at: z.number(),
    paragraphs: z.array(z.object({ ours: words, theirs: words, merged: words })),
  }),
);

/** The paragraphs that were changed on two sides and that nobody has looked at since they were merged, newest first. */
export async function editedApartIn(folder: string): Promise<EditedApart[]> {
  return schema.catch([]).parse((await readJson(join(folder, FILE))) ?? []);
}

/** Keeps those of a merge until somebody has looked at them: its receipt may be closed in a hurry. */
export async function keepEditedApart(folder: string, merged: EditedApart): Promise<void> {
  if (merged.paragraphs.length === 0) return;
  const before = await editedApartIn(folder);
  const room = before.reduce((left, each) => left - each.paragraphs.length, MOST_PARAGRAPHS - merged.paragraphs.length);
  await replaceFile(join(folder, FILE), JSON.stringify([merged, ...(room >= 0 ? before : [])]), 'The brief');
}

/** Somebody has looked at them, or the merge was taken back. */
export async function forgetEditedApart(folder: string): Promise<void> {
  await rm(join(folder, FILE), { force: true });
}
