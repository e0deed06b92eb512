import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { fetchPage, MAX_PAGE_BYTES } from '../../../app/services/importing/web/fetch-page.ts';
import { addressIn } from '../../../app/services/importing/web/guarded-fetch.ts';
import { isPublicAddress } from '../../../app/services/importing/web/public-address.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server of this machine; gives its port. */
async function serving(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const page = '<!doctype html><p>Boats wait.</p>';
const here = async () => ['127.0.0.1'];

test('a page is fetched as it is, with the way that led to it and without cookies', async () => {
  const seen: (string | undefined)[] = [];
  const port = await serving((request, response) => {
    seen.push(request.headers.cookie);
    if (request.url === '/old') {
      response.writeHead(302, { location: '/new', 'set-cookie': 'a=b' }).end();
    } else {
      response.writeHead(200, { 'content-type': 'text/html; charset=iso-8859-1', 'content-encoding': 'gzip' });
      response.end(gzipSync(page));
    }
  });
  const fetched = await fetchPage(`http://boats.test:${port}/old`, { allowHosts: ['boats.test'], resolve: here });
  expect(Buffer.from(fetched.bytes).toString()).toBe(page);
  expect(fetched).toMatchObject({
    address: `http://boats.test:${port}/new`,
    redirects: [`http://boats.test:${port}/old`],
    encoding: 'iso-8859-1',
    isPlain: true,
    name: 'new.html',
  });
  expect(seen).toEqual([undefined, undefined]);
});

describe('nothing is asked of', () => {
  let asked = 0;
  const counting: RequestListener = (_, response) => {
    asked++;
    response.end(page);
  };

  test.each([
    ['this machine by its address', (port: number) => `http://127.0.0.1:${port}/`],
    ['this machine by a number', (port: number) => `http://2130706433:${port}/`],
    ['this machine in hexadecimal', (port: number) => `http://0x7f.1:${port}/`],
    ['this machine in IPv6', (port: number) => `http://[::1]:${port}/`],
    ['this machine in IPv6 that carries IPv4', (port: number) => `http://[::ffff:127.0.0.1]:${port}/`],
    ['a name that leads to this machine', (port: number) => `http://localtest.test:${port}/`],
  ])('%s', async (_, address) => {
    asked = 0;
    const port = await serving(counting);
    await expect(fetchPage(address(port), { resolve: here })).rejects.toMatchObject({ code: 'private-address' });
    expect(asked).toBe(0);
  });

  test('this machine where a page of the web leads there', async () => {
    asked = 0;
    const inner = await serving(counting);
    const port = await serving((_, response) =>
      response.writeHead(302, { location: `http://inner.test:${inner}/` }).end(),
    );
    const fetching = fetchPage(`http://outer.test:${port}/`, { allowHosts: ['outer.test'], resolve: here });
    await expect(fetching).rejects.toMatchObject({ code: 'private-address' });
    expect(asked).toBe(0);
  });

  test('a host of which one address is private', async () => {
    const resolve = async () => ['93.184.216.34', '10.0.0.8'];
    await expect(fetchPage('https://both.test/', { resolve })).rejects.toMatchObject({ code: 'private-address' });
  });
});

test('a name that changes its mind after it was checked changes nothing', async () => {
  let resolved = 0;
  const port = await serving((_, response) => response.setHeader('content-type', 'text/html').end(page));
  const resolve = async () => {
    resolved++;
    return resolved === 1 ? ['127.0.0.1'] : ['127.0.0.2'];
  };
  const fetched = await fetchPage(`http://rebinding.test:${port}/`, { allowHosts: ['rebinding.test'], resolve });
  expect(Buffer.from(fetched.bytes).toString()).toBe(page);
  expect(resolved).toBe(1);
});

describe('a page is refused that', () => {
  const fetching = (port: number, milliseconds = 10_000) =>
    fetchPage(`http://a.test:${port}/`, { allowHosts: ['a.test'], resolve: here, milliseconds });

  test('is too large, also when it is packed', async () => {
    const bomb = gzipSync(Buffer.alloc(MAX_PAGE_BYTES + 1));
    const port = await serving((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb));
    await expect(fetching(port)).rejects.toMatchObject({ code: 'page-too-large' });
  });

  test('never ends', async () => {
    const port = await serving((_, response) => void response.write('<p>'));
    await expect(fetching(port, 400)).rejects.toMatchObject({ code: 'address-too-slow' });
  });

  test('leads in a circle', async () => {
    const port = await serving((_, response) => response.writeHead(301, { location: '/' }).end());
    await expect(fetching(port)).rejects.toMatchObject({ code: 'address-in-circle' });
  });

  test('isn’t there', async () => {
    const port = await serving((_, response) => response.writeHead(404).end('no'));
    await expect(fetching(port)).rejects.toThrow(/answers with 404 \(there is nothing there\)/);
  });

  test('breaks off', async () => {
    const port = await serving((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('<p>');
      setTimeout(() => response.destroy(), 20);
    });
    await expect(fetching(port)).rejects.toMatchObject({ code: 'address-unreachable' });
  });
});

test('an address without a scheme is https, and what is none is refused', () => {
  expect(addressIn('example.org/a').href).toBe('https://example.org/a');
  for (const typed of [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ftp://a.example/',
    'https://',
    'https://me:secret@a.example/',
  ])
    expect(() => addressIn(typed)).toThrow(expect.objectContaining({ code: 'bad-address' }));
});

test.each([
  ['93.184.216.34', true],
  ['2606:4700::1', true],
  ['10.1.2.3', false],
  ['100.64.0.1', false],
  ['169.254.169.254', false],
  ['192.168.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['fe80::1', false],
  ['fd00::1', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['::ffff:8.8.8.8', false],
  ['not an address', false],
])('%s is on the open web: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});
