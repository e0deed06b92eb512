import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

/*
 * The import rule: shared/ imports nothing but itself and a few pure packages; renderer/ and app/
 * import from shared/, never from each other; only the desktop shell imports electron. Type imports count too.
 */

const root = join(import.meta.dirname, '../..');

/** What shared/ may import: pure, small, and as happy in a page as in Node. A new one is added here on purpose. */
const PURE = [
  'approx-string-match',
  'canonicalize',
  'diff',
  'fflate',
  'lib0',
  'markdown-it',
  'prosemirror-*',
  'eld',
  'y-prosemirror',
  'y-protocols',
  'yjs',
  'zod',
];

const MAY_IMPORT_ELECTRON = /^app\/(desktop\/|main\.ts$|preload\.ts$)/;
const MOST_LINES = 500;

interface Source {
  path: string;
  text: string;
}

/** The sources under a folder, by their paths from the root, with slashes on every system. */
function sourcesIn(folder: string): Source[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|tsx|mjs|css)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/]node_modules[\\/]/.test(path))
    .map((path) => ({ path: relative(root, path).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }));
}

const IMPORT =
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\b(?:import|require)\s*\(\s*['"]([^'"]+)['"]/gm;

/** What a source imports: a package by its name, a file by its path from the root. */
function importsOf({ path, text }: Source): string[] {
  return [...text.matchAll(IMPORT)].map((match) => {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    if (name.startsWith('.')) return relative(root, join(root, dirname(path), name)).replaceAll('\\', '/');
    return name.startsWith('node:') ? name : name.split('/', name.startsWith('@') ? 2 : 1).join('/');
  });
}

/** The rule itself: why a source may not import something, or undefined if it may. */
function objection(path: string, imported: string): string | undefined {
  const [side] = path.split('/');
  const [target] = imported.split('/');
  const isFile = ['app', 'renderer', 'shared', 'tests', 'scripts'].includes(target ?? '');
  if (imported === 'electron')
    return MAY_IMPORT_ELECTRON.test(path) ? undefined : 'only the desktop shell has electron';
  if (isFile && target !== side && target !== 'shared') return `${side} does not import from ${target}`;
  if (isFile) return undefined;
  const isNode = imported.startsWith('node:') || builtinModules.includes(imported);
  if (isNode) return side === 'app' ? undefined : `${side} does not run in Node`;
  if (side !== 'shared') return undefined;
  const isPure = PURE.some((name) => (name.endsWith('*') ? imported.startsWith(name.slice(0, -1)) : imported === name));
  return isPure ? undefined : 'not one of the pure packages of shared';
}

const sources = ['shared', 'app', 'renderer'].flatMap(sourcesIn);

describe('the import rule', () => {
  test('is kept by every source', () => {
    expect(sources.length).toBeGreaterThan(0);
    const broken = sources.flatMap((source) =>
      importsOf(source).flatMap((imported) => {
        const why = objection(source.path, imported);
        return why ? [`${source.path} imports ${imported}: ${why}`] : [];
      }),
    );
    expect(broken).toEqual([]);
  });

  test.each([
    ['shared/a/b.ts', "import { join } from 'node:path';"],
    ['shared/a/b.ts', "import fs from 'fs';"],
    ['shared/a/b.ts', "import { useState } from 'react';"],
    ['shared/a/b.ts', "import type { X } from '../../app/x.ts';"],
    ['shared/a/b.ts', "export * from '../../renderer/x.ts';"],
    ['renderer/a.tsx', "import {\n  one,\n  two,\n} from '../app/services/x.ts';"],
    ['renderer/a.tsx', "const fs = await import('node:fs');"],
    ['renderer/a.tsx', "import 'electron';"],
    ['app/services/a.ts', "import { app } from 'electron';"],
    ['app/services/a.ts', "const electron = require('electron');"],
    ['app/a.ts', "import { Button } from '../renderer/button.tsx';"],
  ])('refuses in %s: %s', (path, text) => {
    const imports = importsOf({ path, text });
    expect(imports).toHaveLength(1);
    expect(objection(path, imports[0] ?? '')).toBeDefined();
  });

  test('names no package that Briefmark no longer has', () => {
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(PURE.filter((name) => !name.endsWith('*') && !(name in dependencies))).toEqual([]);
  });

  test.each([
    ['shared/a/b.ts', "import { Doc } from 'yjs';"],
    ['shared/a/b.ts', "import { Node } from 'prosemirror-model';"],
    ['shared/a/b.ts', "import { x } from '../c/x.ts';"],
    ['renderer/a.tsx', "import { x } from '../shared/x.ts';"],
    ['app/desktop/window.ts', "import { app } from 'electron';"],
    ['app/services/a.ts', "import { join } from 'node:path';"],
  ])('allows in %s: %s', (path, text) => {
    const imports = importsOf({ path, text });
    expect(imports).toHaveLength(1);
    expect(objection(path, imports[0] ?? '')).toBeUndefined();
  });
});

test(`no source is longer than ${MOST_LINES} lines`, () => {
  const long = [...sources, ...sourcesIn('tests'), ...sourcesIn('scripts')]
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > MOST_LINES);
  expect(long).toEqual([]);
});

describe('docs/architecture.md', () => {
  const map = readFileSync(join(root, 'docs/architecture.md'), 'utf8');

  test.each(['shared', 'app', 'app/services', 'renderer'])('tells of each folder of %s', (parent) => {
    const table = map.slice(map.indexOf(`\n| \`${parent}/\` |`)).split('\n\n')[0] ?? '';
    const folders = readdirSync(join(root, parent), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).filter((name) => !table.includes(`\`${name}/\``))).toEqual([]);
  });

  test('names no file that isn’t there', () => {
    const named = [...map.matchAll(/`((?:app|renderer|shared|tests)\/[\w./-]*)`/g)].map((match) => match[1] ?? '');
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

describe('yjs', () => {
  test('is installed once, in version 13, and nothing of its next generation with it', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    const names = Object.keys(packages);
    expect(names.filter((name) => /(?:^|\/)node_modules\/yjs$/.test(name))).toEqual(['node_modules/yjs']);
    expect(packages['node_modules/yjs'].version).toMatch(/^13\./);
    expect(names.filter((name) => name.includes('node_modules/@y/'))).toEqual([]);
  });

  test("is bundled at most once a bundle: its mark on the global object is yjs's own check for that", () => {
    const bundles = ['main', 'renderer', 'preload'].flatMap((folder) =>
      readdirSync(join(root, 'out', folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.c?js$/.test(name))
        .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(root, 'out', folder, name), 'utf8') })),
    );
    expect(bundles.length).toBeGreaterThan(0);
    const copies = bundles.map(({ name, text }) => ({ name, copies: text.split('__ $YJS$ __').length - 1 }));
    // The page's pieces share one, and so do those of the programs for Electron and Node; each thread has its own.
    const partOf = (name: string) => (/^main\/[a-z]+-worker\.js$/.test(name) ? name : name.split('/')[0]);
    const found = new Map<string | undefined, number>();
    for (const { name, copies: more } of copies) found.set(partOf(name), (found.get(partOf(name)) ?? 0) + more);
    expect([...found].filter(([, count]) => count > 1)).toEqual([]);
  });
});
