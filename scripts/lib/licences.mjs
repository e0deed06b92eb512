/** Gathers the licences of everything that the bundles hold: who is given Briefmark is given them too. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** Where Vite tells what a bundle holds, within the bundle's folder. */
export const licencesOf = (mode) => `licences-${mode}.json`;

/** Packages of which files are copied or named by styles, which Vite doesn't see as part of a bundle. */
async function unseen() {
  const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return Promise.all(
    Object.keys(dependencies)
      .filter((name) => name.startsWith('@fontsource'))
      .map(async (name) => {
        const folder = join(root, 'node_modules', name);
        const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
        return { name, version, identifier: license, text: await readFile(join(folder, 'LICENSE'), 'utf8') };
      }),
  );
}

/**
 * The words of a licence whose package has no file of them: what its README says of it, else who made the package.
 *
 * @param lock what package-lock.json says of each folder
 */
async function saidElsewhere({ name, version, identifier }, lock) {
  const [path] = Object.keys(lock).filter(
    (each) => each.endsWith(`node_modules/${name}`) && lock[each].version === version,
  );
  const folder = join(root, path);
  const readme = await readFile(join(folder, 'README.md'), 'utf8').catch(() => '');
  const [, said] = /^#+ Licen[cs]e\s*\n(.*?)(?=^#|$(?![\s\S]))/ims.exec(readme) ?? [];
  if (said?.trim()) return said.trim();
  const { author } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return `By ${author?.name ?? author}, under the licence ${identifier}, of which its package has no text.`;
}

/**
 * Writes licences.md into the folder of the build, from what Vite told of each bundle.
 *
 * @param files the paths of what it told
 */
export async function writeLicences(target, files) {
  const told = await Promise.all(files.map(async (file) => JSON.parse(await readFile(file, 'utf8'))));
  const all = new Map([...told.flat(), ...(await unseen())].map((each) => [`${each.name} ${each.version}`, each]));
  const { packages: lock } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const sections = await Promise.all(
    [...all]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(async ([name, work]) => {
        const text = work.text?.trim() || (await saidElsewhere(work, lock));
        return `## ${name} (${work.identifier})\n\n${text}\n`;
      }),
  );
  const head = '# Licences\n\nBriefmark holds the following works of others, each under its own licence.\n';
  await writeFile(join(target, 'licences.md'), [head, ...sections].join('\n'));
  await Promise.all(files.map((file) => rm(file)));
}
