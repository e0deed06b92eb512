/** The entries of `npm run bench`: bundled, since Node 20 reads no types, and run in processes of their own. */
import { fork } from 'node:child_process';
import { cp, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import process from 'node:process';
import { build } from 'vite';
import { out, root } from './paths.mjs';

const sources = join(root, 'tests', 'bench');
/** In the checkout, so that the packages that are left out of the bundles are found. */
const folder = join(root, '.cache', 'bench');
const RUN = 'run';
/** The program's threads, which lie beside it. */
const THREADS = ['export-worker.js', 'import-worker.js', 'verify-worker.js'];

/** `{ name, path }` of each entry, in the order of their names. */
export async function bundleBenches() {
  const files = (await readdir(sources)).filter((name) => name.endsWith('.bench.ts')).sort();
  const names = files.map((file) => basename(file, '.bench.ts'));
  await rm(folder, { recursive: true, force: true });
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    ssr: { target: 'node' },
    build: {
      ssr: true,
      outDir: folder,
      minify: false,
      target: 'node20.18',
      rolldownOptions: {
        input: {
          [RUN]: join(sources, 'support', 'run.ts'),
          ...Object.fromEntries(names.map((name, at) => [name, join(sources, files[at])])),
        },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  });
  for (const name of THREADS) await cp(join(out, 'main', name), join(folder, name));
  return names.map((name) => ({ name, path: join(folder, `${name}.mjs`) }));
}

/** What an entry says of itself. */
export async function describeBench(path) {
  const { messages, code } = await run(path, '--describe', {});
  const described = messages.find(({ describes }) => describes)?.describes;
  if (!described) throw new Error(`${path} can't be loaded; it ended with ${code}`);
  return described;
}

/** Runs a part of an entry: `{ figures, code }`. */
export async function runPart(path, part, env) {
  const { messages, code } = await run(path, part, env);
  return { code, figures: messages.flatMap(({ figure }) => figure ?? []) };
}

function run(path, part, env) {
  return new Promise((resolve) => {
    const messages = [];
    const child = fork(join(folder, `${RUN}.mjs`), [path, part], {
      cwd: root,
      env: { ...process.env, ...env },
      execArgv: ['--expose-gc', '--max-old-space-size=4096'],
    });
    child.on('message', (message) => messages.push(message));
    child.on('close', (code) => resolve({ messages, code: code ?? 1 }));
  });
}
