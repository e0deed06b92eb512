import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { FACES_FOLDER } from '../../shared/faces-folder.ts';
import { builtFolder } from '../pages/built-folder.ts';
import { neededSlices } from './needed-slices.ts';
import { type FaceFile, faceRule, filesOf } from './typefaces.ts';

/**
 * Rules of a style sheet that carry the typefaces of a text within themselves, for a page that loads nothing.
 *
 * @param stacks typefaces in the order in which a character looks for one that has it: one order for each that is used
 */
export async function carriedFaces(text: string, stacks: readonly (readonly string[])[]): Promise<string> {
  const needed = stacks.flatMap((families) => neededSlices(text, families));
  const files = new Map(
    needed.flatMap(({ face, slice }) => filesOf(face, slice).map((file) => [file.name, file] as const)),
  );
  const rules = [...files.values()].map(async (file) =>
    faceRule(file, `data:font/woff2;base64,${(await bytesOf(file)).toString('base64')}`),
  );
  return (await Promise.all(rules)).join('\n');
}

/** A file beside the built page, or, where the sources run, in its package. */
async function bytesOf({ package: name, name: file }: FaceFile): Promise<Buffer> {
  try {
    return await readFile(join(builtFolder('renderer'), FACES_FOLDER, file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return readFile(createRequire(import.meta.url).resolve(`${name}/files/${file}`));
  }
}
