import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PRIVATE_FOLDER, readJson, replaceFile } from '../disk.ts';

const reportSchema = z.array(z.string());

/** Where what could not be read is kept, in a brief's folder. */
export function damagedFolder(folder: string): string {
  return join(folder, 'damaged');
}

/** What was found damaged in a brief and nobody has put away yet: a sentence for each thing. */
export async function damageIn(folder: string): Promise<string[]> {
  return reportSchema.catch([]).parse(await readJson(reportFile(folder)));
}

/**
 * Keeps what was found damaged until a person has read it: whoever opens a brief first, such as the library's list,
 * is not the person.
 */
export async function rememberDamage(folder: string, sentences: readonly string[]): Promise<void> {
  const known = await damageIn(folder);
  const all = [...new Set([...known, ...sentences])];
  if (all.length === known.length) return;
  await mkdir(damagedFolder(folder), { recursive: true, mode: PRIVATE_FOLDER });
  await replaceFile(reportFile(folder), JSON.stringify(all), 'The report of what is damaged');
}

/** Puts the report away once its person has read it. The damaged bytes stay. */
export async function putDamageAway(folder: string): Promise<void> {
  await rm(reportFile(folder), { force: true });
}

/** Removes those of the damaged bytes that hold entries which were erased. */
export async function forgetDamaged(folder: string, ids: ReadonlySet<string>): Promise<void> {
  const names = await readdir(damagedFolder(folder)).catch(() => []);
  for (const name of names) {
    const path = join(damagedFolder(folder), name);
    const bytes = await readFile(path);
    if ([...ids].some((id) => bytes.includes(id))) await rm(path, { force: true });
  }
}

function reportFile(folder: string): string {
  return join(damagedFolder(folder), 'report.json');
}
