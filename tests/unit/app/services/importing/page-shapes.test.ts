import { expect, test } from 'vitest';
import { readArticle } from '../../../../../app/services/importing/registry.ts';
import { account } from '../../../../../shared/importing/account.ts';

/* Shapes that pages of real sites have, each in words of our own, smallest first. */

const TEXT = [
  'The dredger came back to the outer basin on Monday, a week late and without the second pump that the harbour board had been promised in the spring.',
  'Nobody on the quay believed that it would finish before the equinox, when the ebb is strong enough to carry the loosened silt out past the mole by itself.',
  'The board will meet again on Friday, and its chair has said that she wants to see figures rather than another photograph of the bucket at work.',
];
const BODY = TEXT.map((text) => `<p>${text}</p>`).join('\n');
const MENU = '<nav><a href="/a">News</a> <a href="/b">Port</a> <a href="/c">Weather</a></nav>';

const page = (inside: string, head = '<title>The dredger is back</title>') =>
  `<!doctype html><html lang="en"><head>${head}</head><body>${MENU}<div id="main">${inside}</div><footer>Foot</footer></body></html>`;

/** What is kept of a page, as type and text. */
async function kept(html: string, bytes: Uint8Array = new TextEncoder().encode(html)) {
  const { article } = await readArticle({ name: 'page.html', bytes });
  expect(account(article).unaccounted).toBe('');
  const all = article.blocks.filter(({ leftOut }) => leftOut === undefined);
  return all.map(({ type, level, text }) => [level ? `${type}${level}` : type, text]);
}

const ARTICLE = TEXT.map((text) => ['paragraph', text]);
const TITLE = ['title', 'The dredger is back'];

test('the date stays that stands beside buttons in a frame of links, or in one called after its comments', async () => {
  const links = '<ul><li><a href="/p">Print</a></li><li><a href="/m">Mail</a></li><li><a href="/t">Text</a></li></ul>';
  const frame = `<div class="head"><h1>The dredger is back</h1></div><div class="tools"><p>3 June 2031, 14:10</p>${links}</div>`;
  expect(await kept(page(`${frame}<div class="story">${BODY}</div>`))).toEqual([
    TITLE,
    ['byline', '3 June 2031, 14:10'],
    ...ARTICLE,
  ]);
  const named = '<h1>The dredger is back</h1><div class="comments_datetime"><p>First posted: 3 June 2031</p></div>';
  expect(await kept(page(`${named}<div class="story">${BODY}</div>`))).toEqual([
    TITLE,
    ['byline', 'First posted: 3 June 2031'],
    ...ARTICLE,
  ]);
});

test('a linked or stressed word in the midst of the byline stays in it', async () => {
  const head = '<h1>The dredger is back</h1><div class="byline">By <b>Ragna Teel</b>, <abbr>HB</abbr></div>';
  expect(await kept(page(`${head}<div class="story">${BODY}</div>`))).toEqual([
    TITLE,
    ['byline', 'By Ragna Teel, HB'],
    ...ARTICLE,
  ]);
});

test.each([
  [
    'a standfirst',
    '<p class="intro">12 août 2031 à 18:27 (Mis à jour: 19:56)</p>',
    '12 août 2031 à 18:27 (Mis à jour: 19:56)',
  ],
  ['a heading', '<h6>June 8, 2031 6:14 AM</h6>', 'June 8, 2031 6:14 AM'],
  ['a list', '<ul><li>by: Ragna Teel</li></ul>', 'by: Ragna Teel'],
  ['a credit', '<p class="copyright-holder">2031-08-03 09:05</p>', '2031-08-03 09:05'],
  ['a paragraph', '<p>Ragna Teel Aug 4, 2031 10:03AM EDT</p>', 'Ragna Teel Aug 4, 2031 10:03AM EDT'],
  ['an agency', '<p>AFP 30 avril 2031 à 07:19</p>', 'AFP 30 avril 2031 à 07:19'],
])('who wrote it, or when, is a byline, set as %s', async (_, line, text) => {
  const blocks = await kept(page(`<article><h1>The dredger is back</h1>${line}${BODY}</article>`));
  expect(blocks).toEqual([TITLE, ['byline', text], ...ARTICLE]);
});

test('sentences set as headings between the byline and the text are the standfirst', async () => {
  const first = 'The harbour board has waited a year for one pump and now it has waited a week more.';
  const blocks = await kept(
    page(`<article><h1>The dredger is back</h1><p class="byline">By Ragna Teel</p><h2>${first}</h2>${BODY}</article>`),
  );
  expect(blocks).toEqual([TITLE, ['byline', 'By Ragna Teel'], ['standfirst', first], ...ARTICLE]);
});

test('lines above the headline, rows of signs and lines across belong to it only where they part its text', async () => {
  const [one, two, three] = TEXT;
  const blocks = await kept(
    page(`<article><p>You are here: Front page, Port, Outer basin, The dredger</p><h4>Port watch</h4><hr>
      <h1>The dredger is back</h1><p>${one}</p><p>* * *</p><p>${two}</p><hr><hr><p>${three}</p><hr></article>`),
  );
  expect(blocks).toEqual([
    TITLE,
    ['paragraph', one],
    ['rule', ''],
    ['paragraph', two],
    ['rule', ''],
    ['paragraph', three],
  ]);
});

test('a caption is told by the picture’s own words, or by the credit in brackets at its end', async () => {
  const [one, two, three] = TEXT;
  const long = `${two?.slice(0, -1)} (Photo: Ann Okoro, AP)`;
  const blocks = await kept(
    page(`<article><h1>The dredger is back</h1><p>${one}</p><img src="a.jpg" alt="The bucket of the dredger at work">
      <p>The bucket of the dredger at work.</p><p>${three}</p><img src="b.jpg" alt="x2"><p>${long}</p>
      <p>${two}</p><img src="c.jpg" alt="x3"><p>Courtesy Harbour Museum</p><p>${one}</p></article>`),
  );
  expect(blocks.filter(([type]) => type === 'caption' || type === 'credit')).toEqual([
    ['caption', 'The bucket of the dredger at work.'],
    ['caption', two?.slice(0, -1)],
    ['credit', '(Photo: Ann Okoro, AP)'],
    ['credit', 'Courtesy Harbour Museum'],
  ]);
});

test('appeals to follow, advertisements’ labels and buttons between the paragraphs are left out', async () => {
  const [one, two, three] = TEXT;
  const blocks = await kept(
    page(`<article><h1>The dredger is back</h1><p>${one}</p><p>REKLAMA</p><p>Follow Ragna Teel on Twitter.</p><p>${two}</p>
      <p>[+] Enlarge</p><p>Stay connected. Follow The Quay now!</p><p>Polub nas na Facebooku:</p><p>${three}</p>
      <p>Follow the money, she said, and you will find the pump.</p></article>`),
  );
  expect(blocks).toEqual([TITLE, ...ARTICLE, ['paragraph', 'Follow the money, she said, and you will find the pump.']]);
});

test('letters that are icons in the page’s own typeface are no words', async () => {
  const [one, two, three] = TEXT;
  const icon = '<span class="magnifier"><span class="icon icon-white">S</span></span>';
  const blocks = await kept(
    page(
      `<article><h1>The dredger is back</h1><p>${one}</p><h3>${icon}</h3><p>${icon}${two}</p><p>${three}</p></article>`,
    ),
  );
  expect(blocks).toEqual([TITLE, ...ARTICLE]);
});

test('the rest of an article stays, though its page calls it “read more”', async () => {
  const [one, two, three] = TEXT;
  const rest = Array.from({ length: 4 }, () => `<p>${two} ${three}</p>`).join('');
  const start = Array.from({ length: 10 }, () => `<p>${one} ${three}</p>`).join('');
  const blocks = await kept(
    page(`<article><h1>The dredger is back</h1>${start}<div id="read-more-content">${rest}</div></article>`),
  );
  expect(blocks).toHaveLength(15);
  const links = '<div class="read-more"><a href="/1">The pump that never came</a> <a href="/2">The mole</a></div>';
  expect(await kept(page(`<article><h1>The dredger is back</h1>${BODY}${links}</article>`))).toEqual([
    TITLE,
    ...ARTICLE,
  ]);
});

test('the headline is the lesser heading that the page is called after, where the largest is something else', async () => {
  const blocks = await kept(
    page(
      `<h1>Information and help</h1><article><h2>The dredger is back</h2>${BODY}</article>`,
      '<title>The dredger is back</title>',
    ),
  );
  expect(blocks).toEqual([TITLE, ...ARTICLE]);
});

test('bold lines are subheadings beside proper headings, too', async () => {
  const [one, two, three] = TEXT;
  const blocks = await kept(
    page(`<article><h1>The dredger is back</h1><p>${one}</p><h2>A week late</h2><p>${two}</p>
      <p><strong>What will it cost?</strong></p><p>${three}</p></article>`),
  );
  expect(blocks.filter(([type]) => type?.startsWith('heading'))).toEqual([
    ['heading2', 'A week late'],
    ['heading3', 'What will it cost?'],
  ]);
});

test('a conclusion in an element of its own below the text is of the article', async () => {
  const last = TEXT.join(' ');
  const inside = `<section class="body">${BODY}${BODY}</section><section class="verdict"><h4>In the end</h4><p>${last}</p></section>`;
  const blocks = await kept(page(`<article><h1>The dredger is back</h1>${inside}</article>`));
  expect(blocks.slice(-2)).toEqual([
    ['heading4', 'In the end'],
    ['paragraph', last],
  ]);
});

test('the rows of a letter that was laid out as a table are all of it', async () => {
  const row = (inside: string) => `<tr><td>${inside}</td><td></td></tr>`;
  const [one, two, three] = TEXT;
  const goods = '<table><tr><th>Pump</th><th>Price</th></tr><tr><td>Small</td><td>400</td></tr></table>';
  const html = `<html><body><table>${row(`<h2>Offer</h2><p>${one} ${two}</p><p>${three} ${one}</p>`)}${row(`<h2>What it costs</h2>${goods}
    <p>Without the carriage, which the board pays itself.</p>`)}${row(`<ul><li>${two}</li><li>${three}</li></ul>`)}</table></body></html>`;
  const blocks = await kept(html);
  expect(blocks.map(([type]) => type)).toEqual([
    'heading2',
    'paragraph',
    'paragraph',
    'heading2',
    'table',
    'paragraph',
    'list',
    'list',
  ]);
});

test('the beginnings of other articles, and lists of them, are left out; an article that ends so is not', async () => {
  const teaser = `<h6>The mole is older than the town</h6><p>${TEXT[1]?.slice(0, 90)}… Read…</p>`;
  const list = ['The pump', 'The bucket', 'The silt']
    .map((name) => `<li><a href="/${name}">${name}</a></li><li>${TEXT[2]} It says what this is about.</li>`)
    .join('');
  const blocks = await kept(
    page(`<article><h1>The dredger is back</h1>${BODY}${BODY}${teaser}${BODY}<ul>${list}</ul></article>`),
  );
  expect(blocks).toEqual([TITLE, ...ARTICLE, ...ARTICLE, ...ARTICLE]);
  const apart = list.replaceAll('<li>', '<ul><li>').replaceAll('</li>', '</li></ul>');
  expect(await kept(page(`<article><h1>The dredger is back</h1>${BODY}${BODY}${BODY}${apart}</article>`))).toEqual(
    blocks,
  );
});

test('bullets that were typed make lists, and bold lines are the headings of a document that has no others', async () => {
  const blocks = await kept(`<html><body><p>${TEXT[0]}</p><p><b>What the board wants</b></p><p>${TEXT[1]}</p>
    <p>• a second pump</p><p><b>•</b> <b>figures</b>, every week</p><p>${TEXT[2]}</p></body></html>`);
  expect(blocks).toEqual([
    ['paragraph', TEXT[0]],
    ['heading2', 'What the board wants'],
    ['paragraph', TEXT[1]],
    ['list', 'a second pump'],
    ['list', 'figures, every week'],
    ['paragraph', TEXT[2]],
  ]);
});

test('a heading that is the name of a control heads nothing; one of the same words in a sentence does', async () => {
  const [one, two, three] = TEXT;
  const blocks = await kept(
    page(
      `<article><h1>The dredger is back</h1><p>${one}</p><h4>Text size</h4><p>${two}</p><h3>Share your silt</h3><p>${three}</p></article>`,
    ),
  );
  expect(blocks).toEqual([
    TITLE,
    ['paragraph', one],
    ['paragraph', two],
    ['heading3', 'Share your silt'],
    ['paragraph', three],
  ]);
});

test('a page in UTF-8 that names an older encoding is read as what it is', async () => {
  const text = 'Bagger kehrt zurück: Die Hafenbehörde prüft Schlämme, Gewässer und Molenköpfe. ';
  const html = `<html><head><meta charset="iso-8859-1"></head><body><p>${text.repeat(2)}</p></body></html>`;
  const [[, read] = []] = await kept(html);
  expect(read).toBe(text.repeat(2).trim());
  const latin = Uint8Array.from([...html].map((letter) => letter.charCodeAt(0)));
  const [[, old] = []] = await kept(html, latin);
  expect(old).toBe(text.repeat(2).trim());
});

test('a line that a page calls a subheading is a heading, and pictures named after their files have no words', async () => {
  const [one, two, three] = TEXT;
  const pixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
  const html =
    page(`<article><h1>The dredger is back</h1><p>${one}</p><div class="crosshead">A week late</div><p>${two}</p>
    <img src="https://quay.example/p/IMG_1870.jpg" alt="IMG_1870.jpg"><img src="${pixel}" srcset="${pixel}" width="800" height="600"><p>${three}</p></article>`);
  expect(await kept(html)).toEqual([
    TITLE,
    ['paragraph', one],
    ['heading2', 'A week late'],
    ['paragraph', two],
    ['paragraph', three],
  ]);
  const { article } = await readArticle({ name: 'page.html', bytes: new TextEncoder().encode(html) });
  expect(article.blocks.filter(({ remote }) => remote)).toHaveLength(1);
});

test.each([
  ['By Ragna Teel | June 3, 2031', { published: '2031-06-03' }],
  ['3. Juni 2031', { published: '2031-06-03' }],
  ['2031年6月3日', { published: '2031-06-03' }],
  ['31 de junio de 2031', {}],
  ['03/06/2031', {}],
  ['Updated: June 4, 2031, 5:02 PM ET', { modified: '2031-06-04' }],
])('the day of a byline is the article’s where the page’s data give none: %s', async (line, days) => {
  const html = page(
    `<article><h1>The dredger is back</h1><p class="byline">${line}</p>${BODY}</article>`,
    '<title>The dredger is back - Quay Courier</title>',
  );
  const { article } = await readArticle({ name: 'page.html', bytes: new TextEncoder().encode(html) });
  const { published, modified, title } = article.about ?? {};
  expect({ published, modified, title }).toEqual({
    published: undefined,
    modified: undefined,
    ...days,
    title: 'The dredger is back',
  });
});

test('a link to another page of the site stays out with its label, a source stays in', async () => {
  const [one, two, three] = TEXT;
  const html = page(`<article><h1>The dredger is back</h1>${BODY}<p>${one}</p>
    <p>IN PORT: <a href="/mole">The mole is older than the town</a></p><p>${two}</p>
    <p>Website: <a href="/book">Harbour book, volume 12</a></p><p>${three}</p></article>`);
  const source = ['paragraph', 'Website: Harbour book, volume 12'];
  expect(await kept(html)).toEqual([
    TITLE,
    ...ARTICLE,
    ['paragraph', one],
    ['paragraph', two],
    source,
    ['paragraph', three],
  ]);
});

test('attributes in capitals, as old pages have them, are attributes: links lead somewhere, pictures have their words', async () => {
  const menu =
    '<TABLE WIDTH="100%"><TR><TD></TD><TD><SMALL>[<A HREF="/">Home</A>] [<A HREF="/b">Ports</A>] [<A HREF="/c">Help</A>]</SMALL></TD></TR></TABLE>';
  const picture = '<P><IMG SRC="/q.gif" ALT="The quay in May" WIDTH=400 HEIGHT=300></P>';
  const html = `<HTML><HEAD><TITLE>The dredger is back</TITLE></HEAD><BODY>${menu}<H1>The dredger is back</H1>${BODY}${picture}</BODY></HTML>`;
  expect(await kept(html)).toEqual([TITLE, ...ARTICLE, ['figure', 'The quay in May']]);
});

test('a table of which only one cell a row holds anything moves its text aside, and is no table', async () => {
  const rows = ['Case No: 114', 'Before: Mr Justice Orme'].map((text) => `<tr><td></td><td>${text}</td></tr>`).join('');
  const html = page(`<h1>The dredger is back</h1><article>${BODY}<table>${rows}</table>${BODY}</article>`);
  expect((await kept(html)).slice(4, 6)).toEqual([
    ['paragraph', 'Case No: 114'],
    ['paragraph', 'Before: Mr Justice Orme'],
  ]);
});

test('a list of nothing but links to headings of the page, a path, and what is pressed, are no part of the article', async () => {
  const contents =
    '<ul class="x"><li><a href="#one">The first week</a></li><li><a href="#two">The second</a></li></ul>';
  const path =
    '<div itemscope itemtype="https://schema.org/BreadcrumbList"><span itemprop="name"><a href="/f">Field reports</a></span></div>';
  const head = `<h1>The dredger is back</h1>${path}<p><a class="s-btn" href="/ask">Ask us</a></p>`;
  expect(
    await kept(page(`${head}<div class="story">${contents}<h2 id="one">The first week</h2>${BODY}</div>`)),
  ).toEqual([TITLE, ['heading2', 'The first week'], ...ARTICLE]);
});

test('who quotes somebody stands above the quotation, also in a part of its own', async () => {
  const quote =
    '<aside class="quote"><div class="title">tollkeeper:</div><blockquote><p>It will never be done by June, whatever they say.</p></blockquote></aside>';
  expect(
    await kept(page(`<h1>The dredger is back</h1><div class="story">${BODY}${quote}${BODY}</div>`)),
  ).toContainEqual(['quote', 'It will never be done by June, whatever they say.']);
});

test('the very name of an author above the headline is a byline, and a credit in a frame of its own within a caption is one', async () => {
  const head = '<title>The dredger is back</title><meta property="article:author" content="Ragna Teel">';
  const figure =
    '<figure><img src="a.jpg" alt="The bucket"><figcaption>The bucket at work<div>Photo: Ann Okoro</div></figcaption></figure>';
  const inside = `<ul><li><span>Ragna Teel</span></li></ul><h1>The dredger is back</h1><div class="story">${figure}${BODY}</div>`;
  expect(await kept(page(inside, head))).toEqual([
    ['byline', 'Ragna Teel'],
    TITLE,
    ['figure', 'The bucket'],
    ['caption', 'The bucket at work'],
    ['credit', 'Photo: Ann Okoro'],
    ...ARTICLE,
  ]);
});

test('a quotation in a frame that is called after pull quotes is one', async () => {
  const pulled = '<figure class="wp-block-pullquote"><blockquote><p>It will never be done.</p></blockquote></figure>';
  expect(
    await kept(page(`<h1>The dredger is back</h1><div class="story">${BODY}${pulled}${BODY}</div>`)),
  ).toContainEqual(['pullquote', 'It will never be done.']);
});

test('a heading that is laid out for the page’s bar stays, without the link to itself that shows nothing', async () => {
  const heading =
    '<h2 class="anchor anchorWithStickyNavbar_LWe7" id="tools">Tools<a href="#tools" class="hash-link">\u200b</a></h2>';
  expect(await kept(page(`<h1>The dredger is back</h1><div class="story">${heading}${BODY}</div>`))).toContainEqual([
    'heading2',
    'Tools',
  ]);
});

test('a picture in the midst of a line of a table is accounted for', async () => {
  const cell = 'Depth <img src="a.png" alt="falling" width="80" height="80"> since May';
  const table = `<table><tr><th>Place</th><th>State</th></tr><tr><td>Mole</td><td>${cell}</td></tr></table>`;
  const found = await kept(page(`<h1>The dredger is back</h1><div class="story">${BODY}${table}</div>`));
  expect(found.at(-1)?.[1]).toContain('Depth since May');
});
