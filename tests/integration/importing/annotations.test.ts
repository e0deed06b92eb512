import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Machine } from '../cli/machine.ts';

const ARTICLE = `The 🚢 ferries

The council of the harbour met for an hour and adjourned without having decided anything at all.

Two firms from the capital had sent their lawyers, who spoke at length and to nobody’s satisfaction.

The bread boat leaves at ten past four. The bread boat leaves at ten past four, whatever the council says about it.
`;

let machine: Machine;
beforeEach(async () => {
  machine = await Machine.make();
  await writeFile(machine.path('ferries.txt'), ARTICLE);
  await machine.json('import', 'ferries.txt', '--out', 'ferries.brief');
});
afterEach(() => machine.remove());

const take = async (json: unknown, brief = 'ferries.brief') => {
  await writeFile(machine.path('made.json'), JSON.stringify(json));
  return machine.json('import-annotations', brief, 'made.json', '--as', 'Ann Okoro');
};
const shown = async (brief = 'ferries.brief') =>
  (await machine.show(brief)).annotations.map(({ quote, attributed, kind, comments }) => [
    quote,
    attributed?.name,
    kind,
    comments.map((each) => `${each.attributed?.name}: ${each.body}`),
  ]);

const quote = (exact: string, prefix = '', suffix = '') => ({ type: 'TextQuoteSelector', exact, prefix, suffix });

describe('annotations of Hypothesis', () => {
  const row = (id: string, more: object) => ({
    id,
    uri: 'https://example.org/ferries',
    user: `acct:${id}_reader@hypothes.is`,
    created: '2033-02-05T10:00:00.000Z',
    text: '',
    tags: [],
    target: [{ source: 'https://example.org/ferries' }],
    ...more,
  });
  const file = {
    total: 7,
    rows: [
      row('a', {
        text: 'Which **firms**?',
        tags: ['law', 'law'],
        user_info: { display_name: 'Bo Tan' },
        target: [
          {
            selector: [
              { type: 'RangeSelector' },
              { type: 'TextPositionSelector', start: 900, end: 922 },
              quote('Two firms\n   from the capital', 'at all. ', ' had sent'),
            ],
          },
        ],
      }),
      row('b', {
        target: [{ selector: [quote('bread boat leaves', 'ten past four. The ', ' at ten past four, what')] }],
      }),
      row('c', { text: 'A good piece.' }),
      row('d', { text: 'Gone.', target: [{ selector: [quote('words that nobody ever wrote into this article')] }] }),
      row('e', { text: 'Two from the north.', references: ['a'], created: '2033-02-05T11:00:00Z' }),
      row('f', { text: 'To nobody.', references: ['gone'] }),
      row('g', { text: 'Rude.', hidden: true }),
    ],
  };

  test('come with their threads, and are named where they can’t', async () => {
    const receipt = await take(file);
    expect(receipt).toEqual({
      placed: 3,
      orphaned: 1,
      comments: 3,
      replies: 1,
      ignored: [
        { what: 'annotation 7 of the file', reason: 'A moderator hid it.' },
        { what: 'f_reader: “To nobody.”', reason: 'What it answers is not in the file.' },
      ],
    });
    const found = await shown();
    expect(found).toHaveLength(4);
    expect(found).toContainEqual([
      'Two firms from the capital',
      'Bo Tan',
      'note',
      ['Bo Tan: Which **firms**?\n\n(2033-02-05)', 'e_reader: Two from the north.\n\n(2033-02-05)'],
    ]);
    const { annotations } = await machine.show('ferries.brief');
    expect(annotations.find(({ attributed }) => attributed?.name === 'Bo Tan')?.tags).toEqual(['law']);
    // The second of two places with the same words, by what stands around it.
    const second = annotations.find(({ quote: words }) => words === 'bread boat leaves');
    expect(second?.attributed).toEqual({ name: 'b_reader', via: 'hypothesis' });
  });

  test('taken in again bring nothing, but what was answered since', async () => {
    await take(file);
    const before = await shown();
    expect(await take(file)).toMatchObject({ placed: 0, orphaned: 0, comments: 0, replies: 0 });
    expect(await shown()).toEqual(before);
    const more = { ...file, rows: [...file.rows, row('h', { text: 'Or three.', references: ['a', 'e'] })] };
    expect(await take(more)).toMatchObject({ placed: 0, orphaned: 0, comments: 0, replies: 1 });
  });
});

describe('annotations of the W3C standard', () => {
  test('of the standard’s looser forms are read', async () => {
    const receipt = await take({
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      type: 'AnnotationPage',
      items: [
        {
          type: 'Annotation',
          id: 'x:1',
          motivation: 'questioning',
          body: 'Why?',
          creator: { name: 'Cleo' },
          target: {
            source: 'x:text',
            selector: { type: 'FragmentSelector', value: 'p2', refinedBy: quote('adjourned') },
          },
        },
        { type: ['Annotation'], id: 'x:2', bodyValue: 'Because.', creator: 'Dag', target: 'x:1' },
        // The ship counts as one character, as the standard has it.
        {
          type: 'Annotation',
          id: 'x:3',
          body: { type: 'TextualBody', format: 'text/html', value: '<p>The <b>council</b> &amp; co.<br>Ltd</p>' },
          target: { source: 'x:text', selector: { type: 'TextPositionSelector', start: 14, end: 25 } },
        },
        'https://example.org/annotation/4',
      ],
    });
    expect(receipt).toEqual({
      placed: 2,
      orphaned: 0,
      comments: 2,
      replies: 1,
      ignored: [{ what: 'annotation 4 of the file', reason: 'The file has its address only.' }],
    });
    expect(await shown()).toEqual(
      expect.arrayContaining([
        ['adjourned', 'Cleo', 'question', ['Cleo: Why?', 'Dag: Because.']],
        ['The council', 'Somebody', 'note', ['Somebody: The council & co.\nLtd']],
      ]),
    );
  });

  test('that Briefmark exported come into another brief, and not again into their own', async () => {
    await machine.json(
      'annotate',
      'ferries.brief',
      '--quote',
      'the harbour',
      '--kind',
      'claim',
      '--tag',
      'port',
      '--comment',
      'Which one?',
      '--as',
      'Bo Tan',
    );
    const [annotation] = (await machine.show('ferries.brief')).annotations;
    await machine.json(
      'reply',
      'ferries.brief',
      annotation?.id ?? '',
      '--comment',
      'The old one.',
      '--as',
      'Ann Okoro',
    );
    await machine.json('resolve', 'ferries.brief', annotation?.id ?? '', '--reason', 'answered', '--as', 'Bo Tan');
    await machine.json('export', 'ferries.brief', '--to', 'jsonld', '--out', 'made.jsonld');
    await machine.json('import', 'ferries.txt', '--out', 'other.brief');
    const made = JSON.parse(await readFile(machine.path('made.jsonld'), 'utf8')) as unknown;
    expect(await take(made, 'other.brief')).toEqual({ placed: 1, orphaned: 0, comments: 1, replies: 1, ignored: [] });
    expect(await shown('other.brief')).toEqual([
      [
        'the harbour',
        'Bo Tan',
        'claim',
        [expect.stringContaining('Bo Tan: Which one?'), expect.stringContaining('Ann Okoro: The old one.')],
      ],
    ]);
    expect((await machine.show('other.brief')).annotations[0]?.status.state).toBe('resolved');
    expect(await take(made, 'other.brief')).toEqual({ placed: 0, orphaned: 0, comments: 0, replies: 0, ignored: [] });
    expect(await take(made)).toMatchObject({
      placed: 0,
      orphaned: 0,
      replies: 0,
      ignored: [{ reason: 'It is in this brief already.' }],
    });
  });
});

describe('a file that can’t be taken in', () => {
  test.each([
    ['text', 'not JSON at all'],
    ['cut short', '{"total": 1, "rows": [{"id": "a"'],
    ['of brackets', '['.repeat(100_000)],
    ['of something else', '{"name": "briefmark"}'],
  ])('%s is refused', async (_, text) => {
    await writeFile(machine.path('bad.json'), text);
    const { code, err } = await machine.run('import-annotations', 'ferries.brief', 'bad.json', '--as', 'Ann Okoro');
    expect(code).toBe(1);
    expect(err).toContain('bad.json');
  });
});

test('annotations come into a brief of the library too', async () => {
  const { id } = (await machine.json('import', 'ferries.txt')) as { id: string };
  const one = { type: 'Annotation', id: 'x:1', body: 'Hm.', target: { selector: quote('decided anything') } };
  expect(await take(one, id)).toMatchObject({ placed: 1, comments: 1 });
  expect(await take(one, id)).toMatchObject({ placed: 0, comments: 0 });
});
