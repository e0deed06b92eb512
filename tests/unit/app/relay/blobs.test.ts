import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Blobs } from '../../../../app/relay/blobs.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'briefmark-blobs-'));
});

afterEach(() => rm(folder, { recursive: true }));

const image = (number: number) => Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(994, number)]);
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const write = (blobs: Blobs, bytes: Uint8Array) => blobs.write(hash(bytes), bytes);

it('refuses images beyond the quota, also from two at once and after a start', async () => {
  const blobs = new Blobs(folder, 3_500);
  await write(blobs, image(1));
  await write(blobs, image(1));
  const results = await Promise.allSettled([2, 3, 4].map((number) => write(blobs, image(number))));
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  await expect(write(new Blobs(folder, 3_500), image(5))).rejects.toMatchObject({ code: 'quota' });
  await expect(write(new Blobs(folder, 4_500), image(5))).resolves.toBeUndefined();
});

it('keeps nothing that isn’t the image that it is named as', async () => {
  const blobs = new Blobs(folder);
  await expect(blobs.write('0'.repeat(64), image(1))).rejects.toMatchObject({ code: 'wrong-hash' });
  await expect(write(blobs, Buffer.from('<svg onload="alert(1)">'))).rejects.toMatchObject({ code: 'not-an-image' });
  expect(await blobs.read(hash(image(1)))).toBeUndefined();
});
