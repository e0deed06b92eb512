import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cleanImage } from '../../../app/services/images/clean-image.ts';
import { ImageStore } from '../../../app/services/images/image-store.ts';
import { Library } from '../../../app/services/library/library.ts';
import { addPackaged, packageOf } from '../../../app/services/library/packages.ts';
import { readPackage } from '../../../app/services/package/package.ts';
import { articleOf, imagesOf } from '../../../shared/article/blocks.ts';
import { MAX_ALL_IMAGES_BYTES } from '../../../shared/images/image.ts';
import { personCalled } from '../../support/people.ts';
import { packed, withParts } from '../bad-input/packages.ts';

const NOW = Date.UTC(2026, 2, 1);
const ann = personCalled('Ann Okoro');
const described = { language: 'en', direction: 'ltr' as const, source: { name: 'ferry.txt', encoding: 'utf-8' } };

let folder: string;
let library: Library;
let picture: ReturnType<typeof cleanImage>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'briefmark-images-'));
  library = new Library(join(folder, 'library'));
  picture = cleanImage(await readFile(join(import.meta.dirname, '../../fixtures/images/quarters.jpg')));
});
afterEach(async () => {
  await library.closeAll();
  await rm(folder, { recursive: true, force: true });
});

function withPicture() {
  const { sha256, width, height } = picture;
  const article = articleOf([
    { type: 'title', text: 'Ferry strike' },
    { type: 'figure', text: 'Four quarters', image: { sha256, width, height } },
    { type: 'paragraph', text: 'Crews will not sail.' },
  ]);
  const images = new Map([
    [sha256, picture.bytes],
    ['0'.repeat(64), new Uint8Array([1])],
  ]);
  return library.addArticle({ article, described, leftOut: [], images }, ann, NOW);
}

test('the pictures that figures show are kept with the brief, and go with its package', async () => {
  const id = await withPicture();
  const { bytes } = await packageOf(library, id);
  const there = new Library(join(folder, 'colleague'));
  expect([...readPackage(bytes, 'a.brief').images.keys()]).toEqual([picture.sha256]);
  await addPackaged(there, readPackage(bytes, 'a.brief'));
  for (const each of [library, there]) {
    await each.with(id, async ({ brief, images }) => {
      expect([...imagesOf(brief.article)]).toEqual([picture.sha256]);
      expect(await images.list()).toEqual([picture.sha256]);
      expect(await images.get(picture.sha256)).toEqual(picture);
    });
  }
  await there.closeAll();
});

test('a package with something else than a picture is refused whole', async () => {
  const { bytes } = await packageOf(library, await withPicture());
  const parts = unzipSync(bytes);
  const name = `images/${picture.sha256}`;
  const { [name]: _, ...rest } = parts;
  for (const bad of [
    withParts(parts, { [name]: Buffer.from('GIF89a and then a program') }),
    withParts(rest, { [`images/${'a'.repeat(64)}`]: picture.bytes }),
    withParts(parts, { 'images/../../escape': picture.bytes }),
  ]) {
    expect(() => readPackage(packed(bad), 'bad.brief')).toThrow(/“bad\.brief”/);
  }
});

test('a picture is put once, found by its name, and mended where its file was damaged', async () => {
  const store = new ImageStore(join(folder, 'images'));
  const info = await store.put(picture.bytes);
  expect(info).toEqual({ sha256: picture.sha256, type: 'image/jpeg', width: 24, height: 16 });
  await store.put(picture.bytes);
  expect(await readdir(join(folder, 'images'))).toEqual([picture.sha256]);
  expect(await store.has(picture.sha256)).toBe(true);
  expect(await store.get('../brief.json')).toBeUndefined();
  expect(await store.get('0'.repeat(64))).toBeUndefined();

  await writeFile(join(folder, 'images', picture.sha256), 'torn');
  await expect(store.get(picture.sha256)).rejects.toThrow('is damaged');
  expect((await store.all()).size).toBe(0);
  await store.put(picture.bytes);
  expect(await store.get(picture.sha256)).toEqual(picture);
});

test('a brief holds as many pictures as its package can carry', async () => {
  const store = new ImageStore(join(folder, 'images'));
  await store.put(picture.bytes);
  await writeFile(join(folder, 'images', '1'.repeat(64)), new Uint8Array(MAX_ALL_IMAGES_BYTES - 100));
  const other = await readFile(join(import.meta.dirname, '../../fixtures/images/quarters.png'));
  await expect(store.put(other)).rejects.toThrow('40 MB together');
});
