import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { MAX_ELEMENTS } from '../../../../../app/services/importing/html/dom.ts';
import { MAX_COLUMNS } from '../../../../../app/services/importing/html/read-table.ts';
import { readArticle } from '../../../../../app/services/importing/registry.ts';
import { account } from '../../../../../shared/importing/account.ts';
import { assemble } from '../../../../../shared/importing/assemble.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Reads something and checks the account; gives the article as JSON, in which whatever would run would stand. */
async function imported(name: string, bytes: Uint8Array, beside?: Map<string, Uint8Array>) {
  const { article } = await readArticle({ name, bytes, ...(beside ? { beside } : {}) });
  expect(account(article).unaccounted).toBe('');
  return { article, doc: assemble(article).article };
}

const HOSTILE = `<!doctype html><html onload="x()"><head><style>@import url(https://evil.example/a.css);</style>
<script>steal()</script><base href="javascript:alert(1)//"><meta http-equiv="refresh" content="0;url=https://evil.example"></head>
<body onload=alert(1)><h1>A title of some words</h1>
<p onclick="alert(1)" style="background:url(https://evil.example/p.png)">Text <a href="javascript:alert(1)">one</a>
<a href=" java&#10;script:alert(1)">two</a> <a href="data:text/html,<script>alert(1)</script>">three</a>
<a href="vbscript:x">four</a> <a href="https://ok.example/" onmouseover="x()">five</a></p>
<img src=x onerror=alert(1) alt="a picture"><svg onload=alert(1)><script>alert(1)</script><a xlink:href="javascript:alert(1)"><text>drawn</text></a></svg>
<iframe src="javascript:alert(1)">frame</iframe><object data="evil.swf">flash</object><embed src="evil.swf">
<math><mtext><img src=1 onerror=alert(1)></mtext></math><form action="javascript:alert(1)"><button formaction="javascript:alert(1)">go</button></form>
<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript><template><script>alert(1)</script></template>
<link rel=stylesheet href="https://evil.example/b.css"><video src="https://evil.example/v.mp4" onplay=x()></video></body></html>`;

test.each([
  ['page.html', HOSTILE],
  [
    'text.md',
    `# A title of some words\n\n<a href="javascript:alert(1)">y</a>\n\n${HOSTILE.replace(/^.*?<body[^>]*>/s, '')}`,
  ],
  ['mail.eml', `From: a@b.example\nMIME-Version: 1.0\nSubject: S\nContent-Type: text/html\n\n${HOSTILE}`],
  [
    'page.mhtml',
    `MIME-Version: 1.0\nSnapshot-Content-Location: https://a.example/\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html\n\n${HOSTILE}\n--b--\n`,
  ],
])('nothing that runs or fetches comes in with %s', async (name, source) => {
  const { article, doc } = await imported(name, bytesOf(source));
  const json = JSON.stringify(doc.toJSON());
  expect(json).not.toMatch(/javascript:|vbscript:|data:|onerror|onclick|evil\.example|steal\(\)/i);
  expect(json).toContain('https://ok.example/');
  expect(json).toContain('"text":"Text ');
  expect(article.blocks.some(({ leftOut }) => leftOut?.includes('SVG'))).toBe(true);
});

describe('bounded in time and size:', () => {
  test('a million elements are refused', async () => {
    const page = `<!doctype html><body>${'<i>x</i>'.repeat(MAX_ELEMENTS + 1)}`;
    await expect(readArticle({ name: 'a.html', bytes: bytesOf(page) })).rejects.toMatchObject({
      code: 'too-many-elements',
    });
  });

  test('elements deep in one another are read without their markup, a hundred thousand are refused', async () => {
    const deep = (levels: number) => `<!doctype html><body><p>before${'<div>'.repeat(levels)}deep within`;
    await expect(readArticle({ name: 'a.html', bytes: bytesOf(deep(100_000)) })).rejects.toMatchObject({
      code: 'too-deep',
    });
    const { doc } = await imported('a.html', bytesOf(deep(9_000)));
    expect(doc.textContent).toContain('deep within');
    // With a line at each level, looking for the article alone would take a minute.
    const lines = `<!doctype html><body><nav>menu</nav>${'<div><p>One of so many lines of the harbour book.</p>'.repeat(3_000)}`;
    const { article } = await imported('b.html', bytesOf(lines));
    expect(
      article.blocks
        .map(({ text }) => text)
        .join('\n')
        .split('harbour').length - 1,
    ).toBe(3_000);
  }, 30_000);

  test('a table of 1,000 columns keeps what a table can have, and accounts for the rest', async () => {
    const row = Array.from({ length: 1000 }, (_, i) => `<td>c${i}</td>`).join('');
    const { article, doc } = await imported(
      'a.html',
      bytesOf(`<!doctype html><p>Before.</p><table><tr><th>h</th>${row}</tr></table>`),
    );
    expect(doc.child(1).firstChild?.childCount).toBe(MAX_COLUMNS);
    expect(article.blocks.filter(({ leftOut }) => leftOut?.includes('column')).length).toBe(1001 - MAX_COLUMNS);
  });

  test('10,000 pictures that the file does not hold are accounted for', async () => {
    const { article } = await imported(
      'a.html',
      bytesOf(`<!doctype html><p>Text.</p>${'<img src="https://a.example/x.png">'.repeat(10_000)}`),
    );
    expect(article.blocks.filter(({ type }) => type === 'figure').length).toBe(10_000);
  });

  test('a page of one line of 5 MB without a tag is read', async () => {
    const { doc } = await imported('a.html', bytesOf(`<!doctype html><p>${'word '.repeat(1_000_000)}</p>`));
    expect(doc.childCount).toBe(1);
  });

  test('an epub and an odt that unpack to gigabytes are refused before they are unpacked', async () => {
    for (const [name, type] of [
      ['a.odt', 'application/vnd.oasis.opendocument.text'],
      ['a.epub', 'application/epub+zip'],
    ] as const) {
      const zip = zipSync({ mimetype: [bytesOf(type), { level: 0 }], 'content.xml': new Uint8Array(0x31_32_33) });
      // Its size in the directory, which is what it is refused by, made a gigabyte.
      Buffer.from(zip.buffer).writeUInt32LE(
        0x40_00_00_00,
        Buffer.from(zip).lastIndexOf(Buffer.from([0x33, 0x32, 0x31, 0])),
      );
      await expect(readArticle({ name, bytes: zip })).rejects.toMatchObject({ code: 'file-too-large' });
    }
  });

  test('a part that inflates to more than it says is refused', async () => {
    const odt = zipSync({
      mimetype: [bytesOf('application/vnd.oasis.opendocument.text'), { level: 0 }],
      'content.xml': bytesOf('x'.repeat(100_000)),
    });
    // The size in the directory, which is the last place where it stands.
    const at = Buffer.from(odt).lastIndexOf(Buffer.from([0xa0, 0x86, 0x01, 0x00]));
    odt[at] = 1;
    await expect(readArticle({ name: 'a.odt', bytes: odt })).rejects.toMatchObject({ code: 'damaged-file' });
  });

  test('entities that multiply or lead outside are not read', async () => {
    const doctype =
      '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">]>';
    const content = `<?xml version="1.0"?>${doctype}<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text><text:p>&c;&x;</text:p></office:text></office:body></office:document-content>`;
    const odt = zipSync({
      mimetype: [bytesOf('application/vnd.oasis.opendocument.text'), { level: 0 }],
      'content.xml': bytesOf(content),
    });
    await expect(readArticle({ name: 'a.odt', bytes: odt })).rejects.toMatchObject({ code: 'damaged-file' });
    const chapter = `<?xml version="1.0"?>${doctype}<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Said: &c;&x;</p></body></html>`;
    const { doc } = await imported('a.epub', epubOf(chapter));
    expect(doc.textContent).toBe('Said: &c;&x;');
  });

  test('front matter that refers to itself a million times is text', async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c]`;
    const { article } = await imported('a.md', bytesOf(`---\n${bomb}\n---\n\n# Title\n`));
    expect(article.about?.title).toBeUndefined();
  });
});

function epubOf(chapter: string): Uint8Array {
  return zipSync({
    mimetype: [bytesOf('application/epub+zip'), { level: 0 }],
    'META-INF/container.xml': bytesOf('<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'),
    'b.opf': bytesOf(
      '<package><metadata/><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>',
    ),
    'c.xhtml': bytesOf(chapter),
  });
}

test('a picture that is none, and one outside of the page’s folder, are words only', async () => {
  const beside = new Map([['a_files/x.png', bytesOf('<script>alert(1)</script>')]]);
  const page = '<!doctype html><p>Text.</p><img src="a_files/x.png" alt="first"><img src="../secret.png" alt="second">';
  const { article, doc } = await imported('a.html', bytesOf(page), beside);
  expect(doc.toString()).toBe('doc(paragraph("Text."), figure, figure)');
  expect(article.remarks).toEqual([expect.stringContaining('could not be kept')]);
});

test('a page that needs its scripts says so, and what to do instead', async () => {
  const page =
    '<!doctype html><title>App</title><div id="root"></div><noscript>Please enable JavaScript.</noscript><script src="/app.js"></script>';
  const { article } = await imported('a.html', bytesOf(page));
  expect(article.remarks?.join(' ')).toContain('Open it in a browser, save it there');
  const empty = '<!doctype html><div id="root"></div><script src="/app.js"></script>';
  await expect(readArticle({ name: 'a.html', bytes: bytesOf(empty) })).rejects.toMatchObject({ code: 'needs-script' });
});

test.each([
  ['a picture', 'page.html', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ['a zip of anything', 'book.epub', Buffer.from(zipSync({ 'a.txt': bytesOf('x') }))],
  ['plain text', 'text.odt', Buffer.from('Just words.')],
])('%s under the name %s is refused with a sentence', async (_, name, bytes) => {
  await expect(readArticle({ name, bytes: new Uint8Array(bytes) })).rejects.toMatchObject({
    name: 'Refusal',
    message: expect.stringContaining(name),
  });
});

test('a name in another encoding stays a name', async () => {
  const { article } = await imported('\ufffd\u0001Bericht \u202egnp.md', bytesOf('# Title\n\nText.'));
  expect(article.format).toBe('markdown');
});
