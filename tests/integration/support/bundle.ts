import { mkdtemp, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';

/**
 * Makes one JavaScript file of a TypeScript program, so that a test can start it as a process: Node 20 reads no types.
 *
 * @param inParts what isn't needed at the start goes into files of its own, so that a program which is started many
 *   times starts quickly
 */
export async function bundleForNode(entry: string, inParts = false): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'briefmark-test-program-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['bufferutil', 'utf-8-validate', 'canvas'], target: 'node' },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      minify: false,
      target: 'node20.18',
      rolldownOptions: {
        input: { program: entry },
        external: ['bufferutil', 'utf-8-validate', 'canvas'],
        output: { format: 'es', entryFileNames: '[name].mjs', codeSplitting: inParts },
      },
    },
  });
  // What a program reads of its packages while it runs, such as typefaces, is beside it in a whole build.
  await symlink(resolve('node_modules'), join(outDir, 'node_modules'));
  return join(outDir, 'program.mjs');
}
