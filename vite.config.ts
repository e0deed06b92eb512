import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { faceRule, filesOf, TYPEFACES } from './app/faces/typefaces.ts';
import { FACES_FOLDER, FACES_SHEET } from './shared/faces-folder.ts';

/*
 * Briefmark's bundles, one a mode; scripts/lib/bundle.mjs makes them all. Plain Vite rather than electron-vite: much of
 * this is no part of Electron at all (the command line, the browser shell and the relay run on Node), and electron-vite
 * aims at the Electron it finds installed, while app/ must run on the older one that tests can get.
 */

/** What runs in Node must run on Electron 33's and on the oldest Node that we support. */
const NODE = 'node20.18';
const CHROMIUM = 'chrome130';

/** Two copies of any of these break `instanceof` and, for yjs, whole documents. */
const dedupe = ['yjs', 'lib0', 'y-protocols', 'prosemirror-model', 'prosemirror-state', 'prosemirror-view', 'react'];

/** Given by Electron, or optional native helpers of ws and linkedom, which do without. */
const external = ['electron', 'original-fs', 'bufferutil', 'utf-8-validate', 'canvas'];

/** A bundle for Node with its dependencies inside, so that the packaged program needs no node_modules. */
function forNode(entries: Record<string, string>, singleFile: boolean): UserConfig {
  return {
    resolve: { dedupe },
    ssr: { noExternal: true, external, target: 'node' },
    build: {
      ssr: true,
      target: NODE,
      outDir: 'main',
      minify: false,
      rolldownOptions: {
        input: entries,
        external,
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          ...(singleFile ? { codeSplitting: false } : {}),
        },
      },
    },
  };
}

const preload: UserConfig = {
  ssr: { noExternal: true, external },
  build: {
    ssr: true,
    target: CHROMIUM,
    outDir: 'preload',
    minify: false,
    rolldownOptions: {
      input: { preload: 'app/preload.ts' },
      external,
      // A sandboxed preload is one CommonJS file: it can require nothing but electron.
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
};

/** The page and what is printed share the files of the typefaces, a few dozen megabytes, under the names they have. */
function typefaces(): Plugin {
  const { resolve } = createRequire(import.meta.url);
  return {
    name: 'briefmark-typefaces',
    async generateBundle() {
      const emit = (name: string, source: string | Uint8Array) =>
        this.emitFile({ type: 'asset', fileName: `${FACES_FOLDER}/${name}`, source });
      const files = TYPEFACES.flatMap((face) => Object.keys(face.slices).flatMap((slice) => filesOf(face, slice)));
      for (const file of files) emit(file.name, await readFile(resolve(`${file.package}/files/${file.name}`)));
      emit(FACES_SHEET, files.map((file) => faceRule(file, file.name)).join('\n'));
    },
  };
}

const renderer: UserConfig = {
  root: 'renderer',
  base: './',
  plugins: [react(), typefaces()],
  resolve: { dedupe },
  build: {
    target: CHROMIUM,
    outDir: 'renderer',
    // The content security policy allows neither inline scripts nor data: scripts and styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4096,
  },
};

const bundles: Record<string, UserConfig> = {
  // Two programs that share their pieces. Each loads what it needs: a relay, which runs for months, a tenth of it.
  main: forNode({ main: 'app/main.ts', node: 'app/node.ts' }, false),
  // The thread in which an export is made; both programs start it from beside them.
  'export-worker': forNode({ 'export-worker': 'app/services/exporting/export-worker.ts' }, true),
  // The thread in which files are read that become articles.
  'import-worker': forNode({ 'import-worker': 'app/services/importing/import-worker.ts' }, true),
  'verify-worker': forNode({ 'verify-worker': 'app/services/verifying/verify-worker.ts' }, true),
  preload,
  renderer,
};

export const modes = Object.keys(bundles);

export default defineConfig(({ mode }) => {
  const bundle = bundles[mode];
  if (!bundle) throw new Error(`No bundle is called "${mode}": choose ${modes.join(', ')} with --mode.`);
  return {
    ...bundle,
    logLevel: 'warn',
    build: { ...bundle.build, sourcemap: true, emptyOutDir: false, reportCompressedSize: false },
  };
});
