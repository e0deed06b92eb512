import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserShell, startBrowserShell, startChromium } from '../support/browser-shell.ts';
import { type AppWindow, beSomebody, keepPicture, openWindow } from '../support/window.ts';

let browser: Browser;
let shell: BrowserShell;
let app: AppWindow;
let server: Server;
let folder: string;
/** What the hostile files got somebody to ask for. */
const asked: string[] = [];

beforeAll(async () => {
  [browser, shell, folder] = await Promise.all([
    startChromium(),
    startBrowserShell(),
    mkdtemp(join(tmpdir(), 'briefmark-hostile-')),
  ]);
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.setHeader('access-control-allow-origin', '*').end('window.pwned=99');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  app = await openWindow(browser, shell.address);
  await beSomebody(app.page);
});

afterAll(async () => {
  await browser?.close();
  await shell?.stop();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

const TEXT = 'The gate was lowered at four, and the water stood where it had stood the day before.';

/** Everything that a page can try, each with a way to be found out. */
function hostilePage(origin: string): string {
  return `<!doctype html><html><head><title>A quiet page</title><base href="${origin}/">
<meta http-equiv="refresh" content="0;url=${origin}/refresh"><link rel="stylesheet" href="${origin}/x.css"><link rel="preload" as="image" href="${origin}/pre.png">
<style>@import url(${origin}/import.css); body{background:url(${origin}/bg.png)} @font-face{font-family:x;src:url(${origin}/f.woff)}</style>
<script>window.pwned=1;fetch('${origin}/script')</script><script src="${origin}/y.js"></script></head>
<body onload="window.pwned=2"><nav><a href="/">Home</a></nav><article><h1 onclick="window.pwned=3">A quiet page</h1><p style="background:url(${origin}/p.png)">${TEXT}</p>
<p><a href="javascript:window.pwned=4">a link</a>, <a href="data:text/html,<script>opener.pwned=5</script>">another</a>, <a href=" java\nscript:window.pwned=6">a third</a> and <a href="https://good.example/">a good one</a></p>
<img src=x onerror="window.pwned=7"><img src="${origin}/pic.png" alt="remote"><img srcset="${origin}/set.png 2x" alt="set"><input type="image" src="${origin}/input.png">
<svg onload="window.pwned=8"><script>window.pwned=9</script><image href="${origin}/svg.png"/><foreignObject><body onload="window.pwned=10"/></foreignObject></svg>
<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='window.pwned=11'/>" alt="drawing">
<iframe src="${origin}/frame" srcdoc="<script>parent.pwned=12</script>"></iframe><object data="${origin}/object"></object><embed src="${origin}/embed"><video src="${origin}/v.mp4" poster="${origin}/poster.png" autoplay></video>
<form action="${origin}/form"><button formaction="javascript:window.pwned=13" autofocus onfocus="window.pwned=14">Go</button></form>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.pwned=15&gt;"></mglyph></table></mtext></math>
<p>&lt;img src=x onerror="window.pwned=16"&gt; <b onmouseover="window.pwned=17" onpointerenter="window.pwned=18">hover</b> ${TEXT}</p>
<template><img src=x onerror="window.pwned=19"></template><noscript><p title="</noscript><img src=x onerror=window.pwned=20>"></noscript><details open ontoggle="window.pwned=21"><summary>more</summary></details></article></body></html>`;
}

function hostileBook(page: string): Uint8Array {
  const xml = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>';
  return zipSync({
    mimetype: [strToU8('application/epub+zip'), { level: 0 }],
    'META-INF/container.xml': strToU8(
      '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>',
    ),
    'book.opf': strToU8(
      '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A quiet book</dc:title></metadata><manifest><item id="out" href="../../../../etc/passwd" media-type="application/xhtml+xml"/><item id="in" href="in.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="out"/><itemref idref="in"/></spine></package>',
    ),
    'in.xhtml': strToU8(`${xml}${page.replace('<!doctype html>', '').replace('</h1>', ' &secret;</h1>')}`),
  });
}

test.each(['page.html', 'page.mhtml', 'book.epub', 'mail.eml', 'text.md'])(
  'nothing in a hostile %s runs, or makes anybody ask for something',
  async (name) => {
    const { page } = app;
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const hostile = hostilePage(origin);
    const head = 'MIME-Version: 1.0\r\nMessage-ID: <a@b>\r\nFrom: A <a@b.example>\r\nSubject: A quiet page\r\n';
    const files: Record<string, string | Uint8Array> = {
      'page.html': hostile,
      'page.mhtml': `${head}Snapshot-Content-Location: ${origin}/\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Location: ${origin}/\r\n\r\n${hostile}\r\n--b--\r\n`,
      'book.epub': hostileBook(hostile),
      'mail.eml': `${head}Content-Type: text/html; charset=utf-8\r\n\r\n${hostile}`,
      'text.md': `# A quiet page\n\n${TEXT}\n\n[link](javascript:window.pwned=30) ![x](${origin}/md.png)\n\n${hostile}`,
    };
    await writeFile(join(folder, name), files[name] as string);
    app.complaints.splice(0);
    asked.splice(0);

    await page.locator('input[type="file"]').first().setInputFiles(join(folder, name));
    await page.getByRole('heading', { name: `Import “${name}”` }).waitFor();
    await page.getByText('everything accounted for').waitFor();
    // All that is left out is brought back, and then looked at by a mouse.
    const article = page.getByRole('region', { name: 'The article as it will look' });
    const out = article.getByRole('button', { name: 'Bring back', exact: true });
    for (let left = await out.count(); left > 0; left -= 1) await out.first().click();
    for (const bold of await article.locator('strong, h2').all()) await bold.hover({ force: true });
    await keepPicture(page, `import-hostile-${name.replace('.', '-')}`);
    await page.getByRole('button', { name: 'Add to library' }).click();
    await page.locator('.ProseMirror').waitFor();
    const shown = await page.locator('.ProseMirror').evaluate((article) => ({
      elements: article.querySelectorAll('script, style, iframe, object, embed, svg, form, input, video, link, meta')
        .length,
      handlers: [...article.querySelectorAll('*')].flatMap(({ attributes }) =>
        [...attributes].filter((each) => /^on/i.test(each.name)),
      ).length,
      links: [...article.querySelectorAll('a')]
        .map((link) => link.protocol)
        .filter((each) => each !== 'https:' && each !== 'http:'),
      text: article.textContent ?? '',
    }));
    expect(shown).toMatchObject({ elements: 0, handlers: 0, links: [] });
    expect(shown.text).not.toMatch(/root:x?:/);
    expect(await page.evaluate(() => (window as { pwned?: number }).pwned)).toBeUndefined();
    expect(asked).toEqual([]);
    // The content security policy had nothing to stop.
    expect(app.complaints).toEqual([]);
    await page.evaluate(() => {
      location.hash = '#/library';
    });
    await page.getByRole('heading', { name: 'Library', level: 1 }).waitFor();
  },
);

test('a drawing is refused, with what to do', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="window.pwned=40"><script>window.pwned=41</script></svg>';
  await writeFile(join(folder, 'drawing.svg'), svg);
  await app.page.locator('input[type="file"]').first().setInputFiles(join(folder, 'drawing.svg'));
  await app.page.getByText('is a drawing (SVG), not an article').waitFor();
  expect(await app.page.evaluate(() => (window as { pwned?: number }).pwned)).toBeUndefined();
});
