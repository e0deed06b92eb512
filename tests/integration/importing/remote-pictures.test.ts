import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Importing } from '../../../app/services/importing/importing.ts';
import { fetchPictures } from '../../../app/services/importing/web/fetch-pictures.ts';
import { isFetchable } from '../../../shared/importing/imported.ts';

const png = readFileSync(join(import.meta.dirname, '../../../build/icons/256x256.png'));
const words = 'The gate was lowered at four and the water stood where it had stood the day before. '.repeat(4);
const PAGE = `<!doctype html><html lang="en"><title>The gate at Holm</title><nav><a href="/">Home</a></nav><article>
<h1>The gate at Holm</h1><p>${words}</p>
<img src="/gate.png" alt="The gate from the quay"><p>${words}</p>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/lazy.png"><p>${words}</p>
<img srcset="/small.png 320w, /large.png 1280w" alt="The quay"><p>${words}</p>
<img src="/lies.png" alt="No picture at all"><img src="/gone.png" alt="Gone"><img src="http://10.1.2.3/inner.png" alt="Inner">
<img src="/pixel.gif" width="1" height="1"></article></html>`;

let server: Server;
let origin: string;
const asked: IncomingMessage[] = [];
const paths = () => asked.map(({ url }) => url).sort();

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    if (request.url === '/page') response.setHeader('set-cookie', 'reader=1').end(PAGE);
    else if (request.url === '/lies.png') response.setHeader('content-type', 'image/png').end('<svg onload="x()"/>');
    else if (request.url === '/endless.png') response.write(Buffer.alloc(11 * 1024 * 1024));
    else if (/(?:gate|lazy|large|small|pixel)\./.test(request.url ?? '')) response.end(png);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => void asked.splice(0));

test('a page’s pictures stay on the web until they are asked for, and come then without a word of where they are named', async () => {
  const importing = new Importing();
  try {
    const first = await importing.fetch(`${origin}/page`, ['127.0.0.1']);
    expect(paths()).toEqual(['/page']);
    const remote = first.article.blocks.filter(isFetchable).flatMap((block) => block.remote ?? []);
    expect(remote).toEqual([
      ...['/gate.png', '/lazy.png', '/large.png', '/lies.png', '/gone.png'].map((path) => `${origin}${path}`),
      'http://10.1.2.3/inner.png',
    ]);
    asked.splice(0);
    const next = await importing.fetchPictures(first.preview, [...remote, `${origin}/other.png`]);
    expect(paths()).toEqual(['/gate.png', '/gone.png', '/large.png', '/lazy.png', '/lies.png']);
    for (const { headers } of asked) expect([headers.cookie, headers.referer]).toEqual([undefined, undefined]);
    expect(next.article.blocks.map(({ text }) => text)).toEqual(first.article.blocks.map(({ text }) => text));
    const held = next.article.blocks.filter(({ nodes }) => nodes?.[0]?.attrs?.blob);
    expect(held.map(({ leftOut }) => leftOut)).toEqual([undefined, undefined, undefined]);
    const refused = new Map(next.refused.map(({ address, why }) => [address, why]));
    expect([...refused.keys()].sort()).toEqual(
      ['http://10.1.2.3/inner.png', `${origin}/gone.png`, `${origin}/lies.png`].sort(),
    );
    expect(refused.get('http://10.1.2.3/inner.png')).toMatch(/private network/);
    expect(refused.get(`${origin}/gone.png`)).toMatch(/answers with 404/);
    expect(refused.get(`${origin}/lies.png`)).toMatch(/no PNG, JPEG, WebP or GIF/);
    const [shown] = next.article.blocks.flatMap(({ nodes }) => nodes?.[0]?.attrs?.blob ?? []);
    expect(importing.image(next.preview, String(shown))?.length).toBeGreaterThan(0);
    // One preview at a time: the first is gone.
    await expect(importing.fetchPictures(first.preview, remote)).rejects.toMatchObject({ code: 'no-such-preview' });
  } finally {
    await importing.close();
  }
});

test('pictures of a file that lead to this machine are refused before anything is asked', async () => {
  const { found, refused } = await fetchPictures([`${origin}/gate.png`, 'http://localhost:1/gate.png']);
  expect(found.size).toBe(0);
  expect(refused.map(({ why }) => /private network/.test(why))).toEqual([true, true]);
  expect(asked).toEqual([]);
});

test('a picture that does not end is cut off, and all of them together have a limit', async () => {
  const allowHosts = ['127.0.0.1'];
  const endless = await fetchPictures([`${origin}/endless.png`], { allowHosts });
  expect(endless.refused[0]?.why).toMatch(/more than 10 MB/);
  const some = await fetchPictures([`${origin}/gate.png`, `${origin}/large.png`], { allowHosts }, png.length + 10);
  expect(some.found.size).toBe(1);
  expect(some.refused[0]?.why).toMatch(/together/);
});
