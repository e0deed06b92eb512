import { expect, test } from 'vitest';
import { readArticle } from '../../../../../app/services/importing/registry.ts';
import { account } from '../../../../../shared/importing/account.ts';

/* What people write in Markdown besides CommonMark, smallest first. */

async function read(markdown: string) {
  const { article } = await readArticle({ name: 'a.md', bytes: new TextEncoder().encode(markdown) });
  expect(account(article).unaccounted).toBe('');
  const all = article.blocks.filter(({ leftOut }) => leftOut === undefined);
  return { ...article, kept: all.map(({ type, text }) => [type, text]) };
}

test('front matter in TOML tells title, author and day', async () => {
  const { about, kept } = await read(
    '+++\ntitle = "Sluice \\"four\\""\nauthors = [\n  "Ilse Hartog",\n  \'Bo Lind\',\n]\ndate = 2033-03-30 # a Wednesday\ndraft = false\n[params]\ntitle = "Another"\n+++\n\nNine days.\n',
  );
  expect(about).toMatchObject({ title: 'Sluice "four"', authors: ['Ilse Hartog', 'Bo Lind'], published: '2033-03-30' });
  expect(kept).toEqual([
    ['title', 'Sluice "four"'],
    ['paragraph', 'Nine days.'],
  ]);
});

test('lines of plus signs without a value between them are text', async () => {
  expect((await read('+++\nnothing\n+++\n\nText.\n')).kept.map(([, text]) => text)).toEqual([
    '+++ nothing +++',
    'Text.',
  ]);
});

test('attributes of headings are no words, and tasks show whether they are done', async () => {
  const { kept } = await read('# A\n\n## Findings {#findings .wide}\n\n- [x] order it\n- [ ] ask {them}\n');
  expect(kept.slice(1)).toEqual([
    ['heading', 'Findings'],
    ['list', '☑ order it'],
    ['list', '☐ ask {them}'],
  ]);
});

test('callouts of any kind have their own title; one that quotes is a quotation', async () => {
  const { kept } = await read('# A\n\n> [!bug]- Not yet mended\n> The pawl.\n\n> [!quote] Keeper\n> It moved.\n');
  expect(kept.slice(1)).toEqual([
    ['paragraph', 'Not yet mended'],
    ['paragraph', 'The pawl.'],
    ['quote', 'Keeper It moved.'],
  ]);
});

test('links between notes are their words; what only looks like one stays', async () => {
  const { kept } = await read(
    'Since [[Survey 2031|the last]], [[Piles]] are ==dry==; a[[0]] == b, ![[map.png]] too.\n',
  );
  expect(kept[0]).toEqual(['paragraph', 'Since the last, Piles are dry; a0 == b, too.']);
});
