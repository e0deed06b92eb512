import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openServices, type Services } from '../../../app/services/services.ts';
import { TextIndex } from '../../../shared/anchors/text-index.ts';
import { articleFromJson } from '../../../shared/article/schema.ts';
import { BODY } from '../../../shared/article/shared-article.ts';
import type { ActionInput } from '../../../shared/model/action.ts';
import type { BriefId, EntryId } from '../../../shared/model/ids.ts';

const ARTICLE = [
  'Quay cranes stand idle',
  '',
  'The operator says repairs take nine weeks. Two of the five cranes were inspected in spring.',
  '',
  'A second supplier has been asked for parts.',
].join('\n');
const WEEKS = 'repairs take nine weeks';

let home: string;
let services: Services;
let brief: BriefId;
/** Goes on by a millisecond with each look: what is taken back together depends on how fast it was typed. */
let clock: number;

async function start(): Promise<void> {
  const capabilities = { shell: 'browser', nativeMenu: false } as const;
  services = await openServices({ home, version: '0', capabilities, now: () => clock++ });
}

async function act(action: ActionInput) {
  return (await services.call('brief.act', { brief, action: action as never })).entries;
}

async function shown() {
  const { annotations, blocks } = await services.call('brief.show', { brief });
  return { first: annotations[0], all: annotations, text: blocks.map(({ text }) => text) };
}

/** Annotates words, with a comment that suggests others. */
async function suggest(words: string, suggests: string): Promise<{ annotation: EntryId; comment: EntryId }> {
  const { text } = new TextIndex(articleFromJson((await services.call('brief.open', { brief })).article));
  const from = text.indexOf(words);
  const passages = [{ from, to: from + words.length, words }];
  const entries = await act({ do: 'annotate', passages, kind: 'correction', suggests });
  const idOf = (type: string) => entries.find((entry) => entry.type === type)?.id as EntryId;
  return { annotation: idOf('annotated'), comment: idOf('commented') };
}

/** Changes a paragraph as an editor does. */
async function edit(block: number, change: (text: Y.XmlText) => void): Promise<void> {
  const doc = new Y.Doc();
  const { state } = await services.call('edit.open', { brief });
  Y.applyUpdate(doc, Buffer.from(state, 'base64'));
  const before = Y.encodeStateVector(doc);
  change((doc.getXmlFragment(BODY).get(block) as Y.XmlElement).get(0) as Y.XmlText);
  const update = Buffer.from(Y.encodeStateAsUpdate(doc, before)).toString('base64');
  await services.call('edit.update', { brief, update });
}

beforeEach(async () => {
  clock = Date.UTC(2026, 2, 1);
  home = await mkdtemp(join(tmpdir(), 'briefmark-'));
  await start();
  await services.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#7c3f9d' });
  const bytes = Buffer.from(ARTICLE).toString('base64');
  const { preview } = await services.call('import.preview', { name: 'cranes.txt', bytes });
  ({ brief } = await services.call('import.accept', { preview, decisions: [] }));
});
afterEach(async () => {
  await services.close();
  await rm(home, { recursive: true, force: true });
});

test('a suggestion says what reads how and how it might read, also after a restart', async () => {
  await suggest(WEEKS, 'repairs may take eleven weeks');
  await services.close();
  await start();
  expect((await shown()).first?.comments).toMatchObject([
    { body: '', suggests: { before: WEEKS, after: 'repairs may take eleven weeks' } },
  ]);
});

test('accepting changes the article and resolves the thread; both go back, and come again, in one step', async () => {
  const { comment } = await suggest(WEEKS, 'repairs may take eleven weeks');
  const { annotation: other } = await suggest('The operator', 'The port');
  await act({ do: 'accept-suggestion', comment });
  const accepted = {
    status: { state: 'resolved', reason: 'accepted' },
    placement: 'placed',
    quote: 'repairs may take eleven weeks',
  };
  const now = await shown();
  expect(now.first).toMatchObject(accepted);
  expect(now.text[1]).toContain('The operator says repairs may take eleven weeks. Two of');
  expect(now.all.find(({ id }) => id === other)).toMatchObject({ placement: 'placed', quote: 'The operator' });

  await services.call('brief.undo', { brief });
  const back = await shown();
  expect(back.text.join('\n\n')).toBe(ARTICLE);
  expect(back.first).toMatchObject({ status: { state: 'open' }, placement: 'placed', quote: WEEKS });

  await services.call('brief.redo', { brief });
  expect((await shown()).first).toMatchObject(accepted);
  await services.close();
  await start();
  const again = await shown();
  expect(again.first).toMatchObject(accepted);
  expect(again.text).toEqual(now.text);
});

test('an acceptance and edits before and after it are taken back one by one', async () => {
  const { comment } = await suggest(WEEKS, 'repairs take ten weeks');
  await edit(2, (text) => text.insert(0, 'Also, '));
  await act({ do: 'accept-suggestion', comment });
  await edit(2, (text) => text.insert(0, 'And yet: '));
  const texts: string[] = [];
  for (let i = 0; i < 3; i++) {
    await services.call('brief.undo', { brief });
    const { text } = await shown();
    texts.push(`${text[1]?.slice(18, 40)}|${text[2]?.slice(0, 8)}`);
  }
  expect(texts).toEqual([
    'repairs take ten weeks|Also, A ',
    'repairs take nine week|Also, A ',
    'repairs take nine week|A second',
  ]);
});

test('new words look like those that they replace', async () => {
  await edit(1, (text) => text.format(18, WEEKS.length, { strong: {} }));
  const { comment } = await suggest('nine', 'ten');
  await act({ do: 'accept-suggestion', comment });
  const { article } = await services.call('brief.open', { brief });
  const bold = articleFromJson(article)
    .child(1)
    .children.filter(({ marks }) => marks.length > 0);
  expect(bold.map(({ text }) => text)).toEqual(['repairs take ten weeks']);
});

test('a refused acceptance says why, changes nothing, and parts no typing in two', async () => {
  const { annotation, comment } = await suggest(WEEKS, 'repairs take ten weeks');
  await edit(1, (text) => text.insert(18, 'all '));
  await edit(1, (text) => text.insert(40, 'x'));
  await expect(act({ do: 'accept-suggestion', comment })).rejects.toThrow(/reads otherwise by now/);
  await edit(1, (text) => text.insert(41, 'y'));
  await services.call('brief.undo', { brief });
  expect((await shown()).text.join('\n\n')).toBe(ARTICLE);
  await edit(1, (text) => text.delete(0, text.length));
  await expect(act({ do: 'accept-suggestion', comment })).rejects.toThrow(/not in the article any more/);
  await services.call('brief.undo', { brief });
  await act({ do: 'resolve', annotation, reason: 'rejected', body: 'Nine is what they said.' });
  await expect(act({ do: 'accept-suggestion', comment })).rejects.toThrow(/Reopen it first/);
  expect((await shown()).text.join('\n\n')).toBe(ARTICLE);
});

test('wording is suggested for plain text within one paragraph only', async () => {
  await expect(suggest('in spring.\nA second', 'x')).rejects.toThrow(/within one paragraph/);
  await expect(suggest(WEEKS, WEEKS)).rejects.toThrow(/reads like this already/);
  await expect(act({ do: 'annotate', passages: [], kind: 'note', suggests: 'x' })).rejects.toThrow(/has none/);
  const { comment } = await suggest(WEEKS, 'it takes ten');
  await expect(act({ do: 'edit', comment, body: 'Say ten.' })).rejects.toThrow(/only suggests wording/);
});
