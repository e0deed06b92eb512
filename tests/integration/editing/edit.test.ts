import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openServices, type Services } from '../../../app/services/services.ts';
import { BODY, META } from '../../../shared/article/shared-article.ts';
import type { Events } from '../../../shared/bridge.ts';
import type { BriefId, EntryId } from '../../../shared/model/ids.ts';

const ARTICLE = [
  'Ferry strike enters second week',
  '',
  'Crews on the island line will not sail before their claim is heard, the union said on Monday.',
  '',
  'The company has offered four per cent. The union wants six, and a written promise on rosters.',
].join('\n');
const PASSAGE = 'The union wants six, and a written promise';

let home: string;
let services: Services;
let brief: BriefId;
let clock: number;

/** Somebody's editor: a replica of the article's document that tells the services what it changes. */
class Editor {
  readonly doc = new Y.Doc();
  private stop = () => {};

  async open(): Promise<this> {
    this.stop = services.on('edit.updated', ({ update }) =>
      Y.applyUpdate(this.doc, Buffer.from(update, 'base64'), 'services'),
    );
    const { state } = await services.call('edit.open', { brief });
    Y.applyUpdate(this.doc, Buffer.from(state, 'base64'), 'services');
    return this;
  }

  /** Changes the article; answers when it is on the disk. */
  async change(change: (body: Y.XmlFragment, doc: Y.Doc) => void, how: { apart?: true } = {}): Promise<void> {
    const updates: Uint8Array[] = [];
    const keep = (update: Uint8Array, origin: unknown) => origin !== 'services' && updates.push(update);
    this.doc.on('update', keep);
    this.doc.transact(() => change(this.doc.getXmlFragment(BODY), this.doc));
    this.doc.off('update', keep);
    const update = Buffer.from(Y.mergeUpdates(updates)).toString('base64');
    await services.call('edit.update', { brief, update, ...how });
  }

  text(block: number): Y.XmlText {
    return (this.doc.getXmlFragment(BODY).get(block) as Y.XmlElement).get(0) as Y.XmlText;
  }

  end(): void {
    this.stop();
    this.doc.destroy();
  }
}

async function start(): Promise<void> {
  services = await openServices({
    home,
    version: '0',
    capabilities: { shell: 'browser', nativeMenu: false },
    now: () => clock,
  });
}

async function shown() {
  return services.call('brief.show', { brief });
}

async function annotate(words: string): Promise<EntryId> {
  const { text } = await import('../../../shared/anchors/text-index.ts').then(async ({ TextIndex }) => {
    const { articleFromJson } = await import('../../../shared/article/schema.ts');
    const opened = await services.call('brief.open', { brief });
    return new TextIndex(articleFromJson(opened.article));
  });
  const from = text.indexOf(words);
  const passages = [{ from, to: from + words.length, words }];
  const { entries } = await services.call('brief.act', { brief, action: { do: 'annotate', passages, kind: 'claim' } });
  return entries.find(({ type }) => type === 'annotated')?.id as EntryId;
}

beforeEach(async () => {
  clock = Date.UTC(2026, 2, 1);
  home = await mkdtemp(join(tmpdir(), 'briefmark-'));
  await start();
  await services.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#7c3f9d' });
  const bytes = Buffer.from(ARTICLE).toString('base64');
  const { preview } = await services.call('import.preview', { name: 'ferry.txt', bytes });
  ({ brief } = await services.call('import.accept', { preview, decisions: [] }));
});
afterEach(async () => {
  await services.close();
  await rm(home, { recursive: true, force: true });
});

describe('an edit of the article', () => {
  test('is there after a restart, and other editors have it at once', async () => {
    const [ann, other] = [await new Editor().open(), await new Editor().open()];
    await ann.change(() => ann.text(1).insert(0, 'Most c'));
    await ann.change(() => ann.text(1).delete(6, 1));
    expect(other.text(1).toString()).toMatch(/^Most crews on the island/);
    ann.end();
    other.end();
    await services.close();
    await start();
    expect((await shown()).blocks[1]?.text).toMatch(/^Most crews on the island/);
  });

  test('shifts the annotations behind it without telling each, and finds the one anew that it touches', async () => {
    await annotate('Crews on');
    const second = await annotate('four per cent');
    const ann = await new Editor().open();
    const events: Events['brief.changed'][] = [];
    services.on('brief.changed', (event) => events.push(event));
    await ann.change(() => ann.text(1).insert(0, 'Most '));
    expect(events.at(-1)?.article).toMatchObject({ from: 1, to: 2, text: { from: 32, length: 99 } });
    expect(events.at(-1)?.placements.map(([id]) => id)).not.toContain(second);
    const quotes = (await shown()).annotations.map((each) => JSON.stringify(each));
    expect(quotes.join()).toContain('four per cent');
    ann.end();
  });

  test('that cuts an annotated passage leaves it without a place until it is pasted elsewhere', async () => {
    const id = await annotate(PASSAGE);
    const ann = await new Editor().open();
    const states: (string | undefined)[] = [];
    services.on('brief.changed', ({ placements }) => {
      const found = placements.find(([each]) => each === id);
      if (found) states.push(found[1].state);
    });
    const at = ARTICLE.split('\n\n')[2]?.indexOf(PASSAGE) ?? 0;
    await ann.change(() => ann.text(2).delete(at, PASSAGE.length));
    await ann.change(() => ann.text(1).insert(0, PASSAGE));
    expect(states).toEqual(['orphaned', 'moved']);
    ann.end();
  });
});

describe('undo', () => {
  test('takes back by itself what is apart, and neither what was typed before nor after it', async () => {
    const ann = await new Editor().open();
    await ann.change(() => ann.text(1).insert(0, 'A'));
    await ann.change(() => ann.text(1).insert(1, 'B'), { apart: true });
    await ann.change(() => ann.text(1).insert(2, 'C'));
    await ann.change(() => ann.text(1).insert(3, 'D'));
    const seen: unknown[] = [];
    for (const call of ['undo', 'undo', 'undo', 'redo', 'redo'] as const) {
      await services.call(`brief.${call}`, { brief });
      seen.push((await shown()).blocks[1]?.text.slice(0, 6));
    }
    expect(seen).toEqual(['ABCrew', 'ACrews', 'Crews ', 'ACrews', 'ABCrew']);
    ann.end();
  });

  test('takes back edits and annotations as one stack, in order, and does them again', async () => {
    const ann = await new Editor().open();
    const said = async () => {
      const { annotations, blocks } = await shown();
      return [annotations.length, blocks[1]?.text.slice(0, 10)];
    };
    await ann.change(() => ann.text(1).insert(0, 'A'));
    clock += 100;
    await ann.change(() => ann.text(1).insert(1, 'B '));
    await annotate('four per cent');
    clock += 100;
    await ann.change(() => ann.text(1).insert(0, 'C '));
    expect(await said()).toEqual([1, 'C AB Crews']);
    const seen: unknown[] = [];
    for (const call of ['undo', 'undo', 'undo', 'undo', 'redo', 'redo', 'redo'] as const) {
      await services.call(`brief.${call}`, { brief });
      seen.push(await said());
    }
    expect(seen).toEqual([
      [1, 'AB Crews o'],
      [0, 'AB Crews o'],
      [0, 'Crews on t'],
      [0, 'Crews on t'],
      [0, 'AB Crews o'],
      [1, 'AB Crews o'],
      [1, 'C AB Crews'],
    ]);
    expect(ann.text(1).toString()).toMatch(/^C AB Crews/);
    await services.call('brief.undo', { brief });
    clock += 5_000;
    await ann.change(() => ann.text(1).insert(0, 'D '));
    await services.call('brief.redo', { brief });
    expect(await said()).toEqual([1, 'D AB Crews']);
    ann.end();
  });
});

describe('what is refused', () => {
  const refused = async (editor: Editor, change: (body: Y.XmlFragment, doc: Y.Doc) => void) => {
    const before = await shown();
    await expect(editor.change(change)).rejects.toMatchObject({ code: 'edit-refused' });
    editor.end();
    expect(await shown()).toEqual(before);
  };

  test.each<[string, (body: Y.XmlFragment, doc: Y.Doc) => void]>([
    ['a node that no article has', (body) => body.insert(0, [new Y.XmlElement('script')])],
    ['text at the outside', (body) => body.insert(0, [new Y.XmlText('x')])],
    ['an attribute of another type', (body) => (body.get(1) as Y.XmlElement).insert(0, [heading()])],
    ['a node where it can’t stand', (body) => body.insert(0, [new Y.XmlElement('table_row')])],
    [
      'a mark that no article has',
      (body) => ((body.get(1) as Y.XmlElement).get(0) as Y.XmlText).format(0, 3, { onclick: {} }),
    ],
    ['another founder', (_, doc) => doc.getMap(META).set('founder', 'f'.repeat(64))],
    ['a newer format', (_, doc) => doc.getMap(META).set('formatVersion', 99)],
  ])('%s, and the article stays as it was', async (_, change) => {
    await refused(await new Editor().open(), change);
    // The next right one is taken in.
    const ann = await new Editor().open();
    await ann.change(() => ann.text(1).insert(0, 'Right '));
    expect((await shown()).blocks[1]?.text).toMatch(/^Right Crews/);
    ann.end();
  });

  test('bytes that are no update, and one that builds on what is not here', async () => {
    const before = await shown();
    const doc = new Y.Doc();
    doc.getXmlFragment(BODY).insert(0, [new Y.XmlElement('paragraph')]);
    const first = Y.encodeStateVector(doc);
    doc.getXmlFragment(BODY).insert(1, [new Y.XmlElement('paragraph')]);
    const second = Buffer.from(Y.encodeStateAsUpdate(doc, first)).toString('base64');
    for (const update of [Buffer.from('no update at all').toString('base64'), '', second]) {
      await expect(services.call('edit.update', { brief, update })).rejects.toMatchObject({ code: 'edit-refused' });
    }
    expect(await shown()).toEqual(before);
  });
});

function heading(): Y.XmlElement {
  const made = new Y.XmlElement('heading');
  made.setAttribute('level', 'two');
  return made;
}
