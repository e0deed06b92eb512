/** Runs Vite once for each of the bundles of vite.config.ts, into the folder named as the argument. */
import { chmod, cp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { build, runnerImport } from 'vite';
import { licencesOf, writeLicences } from './licences.mjs';
import { root } from './paths.mjs';

const target = resolve(process.argv[2] ?? 'out');
// Said here since reading the configuration says otherwise, and React is several times slower as its developers like it.
process.env.NODE_ENV = 'production';
const { modes, default: configFor } = (await runnerImport(join(root, 'vite.config.ts'))).module;

/** @returns where it is told whose works the bundle holds */
async function bundle(mode) {
  const config = configFor({ command: 'build', mode });
  await build({
    ...config,
    configFile: false,
    envDir: false,
    mode: 'production',
    root: join(root, config.root ?? ''),
    build: {
      ...config.build,
      outDir: join(target, config.build.outDir),
      license: { fileName: licencesOf(mode) },
    },
  });
  return join(target, config.build.outDir, licencesOf(mode));
}

try {
  const licences = [];
  for (const mode of modes) licences.push(await bundle(mode));
  await writeLicences(target, licences);
} catch (error) {
  // The bundler's message tells what is wrong and where; its stack is about the bundler.
  console.error(error.message);
  process.exit(1);
}

// The character maps of fonts that PDFs only name; the thread that reads files looks for them beside itself.
await cp(join(root, 'node_modules', 'pdfjs-dist', 'cmaps'), join(target, 'main', 'cmaps'), { recursive: true });

await chmod(join(target, 'main', 'node.js'), 0o755);
