import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readability } from '@mozilla/readability';
import { expect, test } from 'vitest';
import { type DomElement, parseHtml } from '../../../../../app/services/importing/html/dom.ts';
import { QuickReadability } from '../../../../../app/services/importing/html/quick-readability.ts';
import { readArticle } from '../../../../../app/services/importing/registry.ts';
import { account } from '../../../../../shared/importing/account.ts';
import { assemble } from '../../../../../shared/importing/assemble.ts';

const read = (html: string, name = 'a.html') => readArticle({ name, bytes: new TextEncoder().encode(html) });
const kept = async (html: string) => {
  const { article } = await read(html);
  expect(account(article).unaccounted).toBe('');
  return assemble(article).article;
};

test('a document becomes nested lists, tables, quotations and marks', async () => {
  const doc =
    await kept(`<!doctype html><h1>On <em>quays</em></h1><p>One <b>bold <i>both</i></b> <a href="https://a.example/x">link</a>.</p>
    <ol start="3"><li>three<ul><li>inner</li></ul></li><li><p>four</p><p>more</p></li></ol>
    <table><tr><th>a</th><td>b</td></tr></table><blockquote>said</blockquote><pre>x  y\n  z</pre><hr>`);
  expect(doc.toString()).toBe(
    'doc(title("On ", em("quays")), paragraph("One ", strong("bold "), strong(em("both")), " ", link("link"), "."), ' +
      'ordered_list(list_item(paragraph("three"), bullet_list(list_item(paragraph("inner")))), ' +
      'list_item(paragraph("four"), paragraph("more"))), ' +
      'table(table_row(table_header(paragraph("a")), table_cell(paragraph("b")))), ' +
      'blockquote(paragraph("said")), code_block("x  y\\n  z"), rule)',
  );
  expect(doc.child(2).attrs.order).toBe(3);
});

test('a paragraph broken by two line breaks is two', async () => {
  const doc = await kept('<!doctype html><body>one<br>still one<br><br>two</body>');
  expect(doc.toString()).toBe('doc(paragraph("one", hard_break, "still one"), paragraph("two"))');
});

test('a file is what it holds, whatever its name says, and one that is nothing of what it says is refused', async () => {
  const { article } = await read('<!doctype html><p>A page in disguise, with enough words.</p>', 'notes.txt');
  expect(article).toMatchObject({ format: 'html', remarks: [expect.stringContaining('it is a web page')] });
  await expect(read('Just some words, no page.', 'page.html')).rejects.toMatchObject({ code: 'not-what-it-says' });
});

test.each([
  ['no body', '<!doctype html><html lang="en"><title>T</title><h1>One</h1><p>two</p>'],
  ['text behind its end', '<html><body><h1>One</h1></body></html><p>two</p>'],
  ['text in its head', '<html><head><meta charset="utf-8"><h1>One</h1></head><body><p>two</p></body></html>'],
  ['two bodies', '<html><body><h1>One</h1></body><body><p>two</p></body></html>'],
  ['a body in an element', '<div><h1>One</h1><body><p>two</p></body></div>'],
])('a page with %s is read whole', async (_, html) => {
  const { article } = await read(html);
  expect(article.blocks.map(({ text }) => text)).toEqual(['One', 'two']);
});

test('a page’s soft hyphens, ligatures and quotation marks for vertical lines are its plain letters', async () => {
  const { article } = await read(
    '<h1>Of\u00adfi\u00adcial \ufb02ash</h1><p>\ufe41灯り\ufe42と<b>\ufb01</b>re</p><pre>a\u00adb</pre>',
  );
  expect(account(article).unaccounted).toBe('');
  expect(article.blocks.map(({ text }) => text)).toEqual(['Official flash', '「灯り」とfire', 'a\u00adb']);
});

test('a figure within a figure is one, and keeps both captions', async () => {
  const doc = await kept(
    '<!doctype html><figure><figure><img src="x.png" alt="A boat"><figcaption>Inner</figcaption></figure><figcaption>Outer</figcaption></figure>',
  );
  expect(doc.toString()).toContain('caption("Inner")');
  expect(doc.toString()).toContain('Outer');
});

test('two links that lead to one another are a note and its mark, whatever they are called', async () => {
  const doc = await kept(
    '<!doctype html><p>Said once.<a href="#n" id="m">[1]</a></p><p>More.</p><p><a href="#m" id="n">[1]</a> By nobody.</p>',
  );
  expect(doc.lastChild?.type.name).toBe('footnote');
  expect(doc.lastChild?.textContent.trim()).toBe('By nobody.');
});

test('the number of a note without words is left out and accounted for', async () => {
  await kept(
    '<!doctype html><p>Said.<a href="#n" id="m">[1]</a></p><ol class="footnotes"><li id="n"><a href="#m">1</a></li></ol><p>More.</p>',
  );
});

test('lists and quotations in the cells of a table stay what they are, also where nothing heads its columns', async () => {
  const headed = `<!doctype html><table><tr><th>Port</th><th>Goods</th></tr>
    <tr><td>Ilm</td><td><p>Much:</p><ul><li>tar<ol><li>black</li></ol></li><li>rope</li></ul></td></tr></table>`;
  expect((await kept(headed)).toString()).toBe(
    'doc(table(table_row(table_header(paragraph("Port")), table_header(paragraph("Goods"))), ' +
      'table_row(table_cell(paragraph("Ilm")), table_cell(paragraph("Much:"), bullet_list(' +
      'list_item(paragraph("tar"), ordered_list(list_item(paragraph("black")))), list_item(paragraph("rope")))))))',
  );
  const row = (port: string) => `<tr><td>${port}</td><td><ul><li>tar</li><li>rope</li></ul></td></tr>`;
  const doc = await kept(`<!doctype html><table>${['Ilm', 'Sula', 'Orvik'].map(row).join('')}</table>`);
  expect(doc.childCount).toBe(1);
  expect(doc.firstChild?.firstChild?.lastChild?.toString()).toBe(
    'table_cell(bullet_list(list_item(paragraph("tar")), list_item(paragraph("rope"))))',
  );
});

test('Readability keeps the same of a page where its questions are answered more quickly', () => {
  for (const name of ['_getAllNodesWithTag', '_isProbablyVisible']) expect(Readability.prototype).toHaveProperty(name);
  const options = { serializer: (node: unknown) => (node as DomElement).innerHTML, keepClasses: true };
  for (const name of ['halden-wp.html', 'merrow-beeb.html', 'nile-drupal.html', 'ostia-tables.html']) {
    const html = readFileSync(join(TEMPLATES, name), 'utf8');
    const slow = new Readability(parseHtml(html, name) as never, options as never).parse();
    const quick = new QuickReadability(parseHtml(html, name), options).parse();
    expect(quick?.content).toBe(slow?.content);
  }
});

const TEMPLATES = join(import.meta.dirname, '../../../../fixtures/imports/templates');
