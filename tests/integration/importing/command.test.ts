import { cp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Reader } from '../../../app/services/importing/in-thread.ts';
import { readPackage } from '../../../app/services/package/package.ts';
import { blocksOf } from '../../../shared/article/blocks.ts';
import { Machine } from '../cli/machine.ts';
import { bundleForNode } from '../support/bundle.ts';

const IMPORTS = join(import.meta.dirname, '../../fixtures/imports/tuned');

let machine: Machine;
beforeEach(async () => {
  machine = await Machine.make();
});
afterEach(() => machine.remove());

const packageIn = async (name: string) => readPackage(await readFile(machine.path(name)), name);

test('a saved page brings the pictures of its folder along, in the library as in a file', async () => {
  await cp(join(IMPORTS, 'crane-ordner.html'), machine.path('crane-ordner.html'));
  await cp(join(IMPORTS, 'crane-ordner_files'), machine.path('crane-ordner_files'), { recursive: true });
  await machine.json('import', 'crane-ordner.html', '--out', 'crane.brief');
  const { brief, images, original } = await packageIn('crane.brief');
  const figure = blocksOf(brief.article).find(({ type }) => type === 'figure');
  expect(figure?.text).toBe('The fallen crane seen from the pilot tower');
  expect([...images.keys()]).toHaveLength(1);
  expect(brief.meta).toMatchObject({ authors: ['Imke Dalgaard'], publisher: 'The Harbour Courier', language: 'en' });
  expect(Buffer.from(original?.bytes ?? [])).toEqual(await readFile(machine.path('crane-ordner.html')));
  const { id } = (await machine.json('import', 'crane-ordner.html')) as { id: string };
  expect(id).toMatch(/^[0-9a-f]{64}$/);
});

test('comments in an OpenDocument text come as annotations of their authors', async () => {
  await cp(join(import.meta.dirname, '../../fixtures/imports/commented.odt'), machine.path('commented.odt'));
  const { out } = await machine.run('import', 'commented.odt', '--out', 'commented.brief');
  expect(out).toContain('2 annotations came with it.');
  const { annotations } = await machine.show('commented.brief');
  expect(
    annotations.map(({ quote, attributed, comments }) => [quote, attributed, comments.map(({ body }) => body)]),
  ).toEqual([
    ['the northern quay', { name: 'Tove Rasmussen', via: 'odt' }, ['Which one is that?\n\n(2031-04-18)']],
    ['three weeks', { name: 'Per Lund', via: 'odt' }, ['More like six.\n\n(2031-04-19)']],
  ]);
});

test('a book’s chapter is taken by its name or number, and what came with a mail is told', async () => {
  await cp(join(IMPORTS, '../held-out/mina-cha.epub'), machine.path('book.epub'));
  const whole = (await machine.json('import', 'book.epub')) as { blocks: number };
  const refused = await machine.run('import', 'book.epub', '--chapter', 'none');
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('It has: 1 ') });
  for (const to of [[], ['--out', 'one.brief']]) {
    const one = (await machine.json('import', 'book.epub', '--chapter', '2', ...to)) as { blocks: number };
    expect(one.blocks).toBeLessThan(whole.blocks);
  }
  await cp(join(IMPORTS, 'crane-html.eml'), machine.path('crane.eml'));
  const { out } = await machine.run('import', 'crane.eml');
  expect(out).toContain('“Gebühren 2031.csv” came with it and is no part of the brief.');
});

test('a page is fetched where it is asked for, from a host of this machine only where that is allowed', async () => {
  const page = await readFile(join(IMPORTS, 'tariff-blog.html'));
  const server = createServer((request, response) => {
    if (request.url === '/') response.writeHead(302, { location: '/canal/tariff.php' }).end();
    else response.setHeader('content-type', 'text/html').end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    const refused = await machine.run('import', address, '--out', 'tariff.brief');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('--allow-host') });
    const allowed = await machine.run('import', address, '--out', 'tariff.brief', '--allow-host', '127.0.0.1');
    expect(allowed.out).toContain(`The address led on: ${address} → ${address}canal/tariff.php`);
    const { original, brief } = await packageIn('tariff.brief');
    expect(Buffer.from(original?.bytes ?? [])).toEqual(page);
    expect(original?.name).toBe('tariff.html');
    expect(brief.meta.title).toBe('What the new canal tariff changes');
    await machine.json('import', address, '--allow-host', '127.0.0.1');
  } finally {
    server.close();
  }
});

test('a text under the name of a page is refused with a sentence, a page under the name of a text read as what it is', async () => {
  await writeFile(machine.path('a.html'), 'No page at all.');
  expect(await machine.run('import', 'a.html')).toMatchObject({
    code: 1,
    err: expect.stringContaining('is something else'),
  });
  await cp(join(IMPORTS, 'most-1251.html'), machine.path('most.txt'));
  const { out } = await machine.run('import', 'most.txt');
  expect(out).toContain('it is a web page and was read as that');
});

test('a reader in a thread of its own gives what one here gives, and is ended where a file takes too long', async () => {
  const program = await bundleForNode('app/services/importing/import-worker.ts');
  const file = { name: 'crane-news.html', bytes: new Uint8Array(await readFile(join(IMPORTS, 'crane-news.html'))) };
  const inThread = new Reader(program);
  const here = new Reader(undefined);
  try {
    expect(await inThread.read(file)).toEqual(await here.read(file));
    await expect(inThread.read({ name: 'a.html', bytes: new Uint8Array() })).rejects.toMatchObject({ name: 'Refusal' });
    const abort = new AbortController();
    const reading = inThread.read(file, { signal: abort.signal });
    abort.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect((await inThread.read(file)).article.blocks.length).toBeGreaterThan(10);
  } finally {
    await inThread.close();
  }
  const large = {
    name: 'a.html',
    bytes: new TextEncoder().encode(`<!doctype html>${'<p>word <b>word</b>'.repeat(100_000)}`),
  };
  const hasty = new Reader(program, { milliseconds: 150, megabytes: 512 });
  await expect(hasty.read(large)).rejects.toMatchObject({ code: 'reading-too-long' });
  const narrow = new Reader(program, { milliseconds: 60_000, megabytes: 24 });
  await expect(narrow.read(large)).rejects.toMatchObject({ code: 'reading-too-large' });
});
