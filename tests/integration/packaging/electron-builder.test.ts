import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isArticleName } from '../../../shared/importing/formats.ts';

const root = join(import.meta.dirname, '../../..');
/** electron-builder's schema, and the validator that it comes with. */
const builder = createRequire(createRequire(import.meta.url).resolve('app-builder-lib/package.json'));
const schema = builder('./scheme.json');
const Ajv = builder('ajv').default;

/** The configuration, read anew so that a test may spoil its copy. */
function configuration() {
  return parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
}

/** The options that electron-builder itself gives its validator, but for coercion: a quoted "false" is a mistake. */
const isValid = new Ajv({ allErrors: true, strict: false }).compile(schema);

const FUSES = {
  runAsNode: false,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  grantFileProtocolExtraPrivileges: false,
  onlyLoadAppFromAsar: true,
  enableEmbeddedAsarIntegrityValidation: true,
  enableCookieEncryption: true,
};

/** Everything that the configuration names and the repository holds. */
function pathsIn(config: ReturnType<typeof configuration>): string[] {
  const { deb, directories, files, icon, linux, mac, rpm } = config;
  const scripts = [deb, rpm].flatMap((target) => [target.afterInstall, target.afterRemove]);
  const extra = linux.extraFiles.map((file: { from: string }) => file.from);
  const packed = files.filter((file: string) => !file.startsWith('!')).map((file: string) => file.replace('/**', ''));
  const own = [icon, linux.icon, mac.entitlements, mac.entitlementsInherit, directories.buildResources];
  return [...own, ...scripts, ...extra, ...packed];
}

describe('electron-builder.yml', () => {
  test("fits electron-builder's own schema", () => {
    expect(isValid(configuration()) || isValid.errors).toBe(true);
  });

  test('would not fit it with a misspelt option or a wrong value', () => {
    expect(isValid({ ...configuration(), electronFuzes: {} })).toBe(false);
    const { electronFuses, ...rest } = configuration();
    expect(isValid({ ...rest, electronFuses: { ...electronFuses, runAsNode: 'no' } })).toBe(false);
  });

  test('names only what exists', () => {
    const paths = pathsIn(configuration());
    expect(paths).not.toContain(undefined);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('sets each fuse', () => {
    expect(configuration().electronFuses).toEqual(FUSES);
  });

  test('packs an asar of the bundles alone', () => {
    const { asar, files } = configuration();
    expect(asar).toBe(true);
    expect(files).toContain('!node_modules');
    const { main } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(main).toBe('out/main/main.js');
    expect(existsSync(join(root, main))).toBe(true);
  });

  test('packs the licence of everything that the bundles hold', () => {
    expect(configuration().extraResources).toContainEqual({ from: 'out/licences.md', to: 'licences.md' });
    const licences = readFileSync(join(root, 'out/licences.md'), 'utf8')
      .split(/^## (?=\S+ \d+\.\S+ \()/m)
      .slice(1);
    for (const each of licences) expect(each).toMatch(/^.+\n\n[\s\S]*(licen[cs]e|permission|copyright|warranty)/i);
    const has = (name: string) => licences.some((each) => each.startsWith(`${name} `));
    // Of all three programs and the threads, one that is copied, and a font, which styles name.
    for (const name of ['react', 'ws', 'yjs', 'mammoth', 'pdfjs-dist', '@fontsource-variable/inter'])
      expect(has(name), name).toBe(true);
  });

  test('makes installers for the three systems', () => {
    const { linux, mac, nsis, win } = configuration();
    const targets = (system: { target: { target: string }[] }) => system.target.map(({ target }) => target);
    expect(targets(mac)).toEqual(['dmg', 'zip']);
    expect(mac.hardenedRuntime).toBe(true);
    expect(targets(win)).toEqual(['nsis']);
    expect(targets(linux)).toEqual(['AppImage', 'deb', 'rpm']);
    expect(nsis.deleteAppDataOnUninstall).toBe(false);
  });

  test('opens .brief files and briefmark:// links', () => {
    const { fileAssociations, protocols } = configuration();
    expect(fileAssociations).toMatchObject([{ ext: 'brief', role: 'Editor' }]);
    expect(protocols).toMatchObject([{ schemes: ['briefmark'] }]);
  });

  test('offers to open articles where that takes them from no other program', () => {
    const { linux, mac, win } = configuration();
    expect(win.fileAssociations).toBeUndefined();
    for (const { fileAssociations } of [linux, mac]) {
      expect(fileAssociations.every(({ rank }: { rank: string }) => rank === 'Alternate')).toBe(true);
      const names = fileAssociations
        .flatMap(({ ext }: { ext: string | string[] }) => ext)
        .map((ext: string) => `a.${ext}`);
      expect(names.length).toBeGreaterThan(10);
      expect(names.filter((name: string) => !isArticleName(name))).toEqual([]);
    }
  });
});
