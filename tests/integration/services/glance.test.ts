import { appendFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServices, type Services } from '../../../app/services/services.ts';
import type { ActionInput } from '../../../shared/model/action.ts';
import { foundIn, readGlances } from '../../../shared/model/glance.ts';
import type { BriefId, EntryId } from '../../../shared/model/ids.ts';
import { Notes } from '../../../shared/model/notes.ts';
import { makeHome, removeHome } from '../../e2e/support/home.ts';

let home: string;
let services: Services;
let brief: BriefId;

beforeEach(async () => {
  home = await makeHome();
  services = await openServices({ home, version: '0', capabilities: { shell: 'browser', nativeMenu: false } });
  await services.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#7c3f9d' });
  ({ brief } = await services.call('library.sample', {}));
});

afterEach(async () => {
  await services.close();
  await removeHome(home);
});

const glance = () => services.call('brief.glance', { brief });
const close = () => services.call('brief.close', { brief });

async function annotateWhole(): Promise<EntryId> {
  const action: ActionInput = { do: 'annotate', passages: [], kind: 'note', body: 'Of all of it.' };
  const { entries } = await services.call('brief.act', { brief, action });
  return entries.find(({ type }) => type === 'annotated')?.id as EntryId;
}

async function glanceFiles(): Promise<string[]> {
  return (await readdir(join(home, 'library', brief))).filter((name) => name.startsWith('glance'));
}

describe('a brief at a glance', () => {
  it('shows in a closed brief what opening it shows', async () => {
    const opened = await services.call('brief.open', { brief });
    await close();
    const glanced = await glance();
    const { people: _, highlights: table, ...head } = glanced;
    const highlights = readGlances(table);
    expect(opened).toMatchObject(head);

    const notes = new Notes(opened.founder);
    notes.add(opened.entries);
    const placements = new Map(opened.placements);
    expect(highlights.length).toBeGreaterThan(0);
    for (const { id, kind, status, tags, by, at, comments, ranges } of highlights) {
      const placement = placements.get(id);
      expect(notes.annotations.get(id)).toMatchObject({ kind, status, tags, by, at });
      expect(notes.annotations.get(id)?.comments).toHaveLength(comments);
      expect(placement && foundIn(placement)).toEqual(ranges);
    }
    const shown = [...placements].filter(
      ([id, placement]) => foundIn(placement).length > 0 && !notes.annotations.get(id)?.withdrawn,
    );
    expect(highlights).toHaveLength(shown.length);
  });

  it('is told of an open brief from memory, with what was done just now', async () => {
    await services.call('brief.open', { brief });
    await close();
    const before = readGlances((await glance()).highlights).length;
    const { placements } = await services.call('brief.open', { brief });
    const [first] = placements.find(([, placement]) => foundIn(placement).length > 0) ?? [];
    await services.call('brief.act', { brief, action: { do: 'withdraw', target: first as EntryId } });
    expect(readGlances((await glance()).highlights)).toHaveLength(before - 1);
    await close();
    expect(readGlances((await glance()).highlights)).toHaveLength(before - 1);
  });

  it('is told from the log where that holds what the glance doesn’t know', async () => {
    await services.call('brief.open', { brief });
    await close();
    const before = await glance();
    await appendFile(join(home, 'library', brief, 'log'), 'x');
    const { damage, ...after } = await glance();
    expect(damage?.sentences).toHaveLength(1);
    expect(after).toEqual(before);
  });

  it('is followed by all entries, a part at a time', async () => {
    const bodies = Array.from({ length: 40 }, (_, index) => `Said as number ${index}.`);
    const passages: never[] = [];
    for (const body of bodies) {
      await services.call('brief.act', { brief, action: { do: 'annotate', passages, kind: 'note', body } });
    }
    const opened = await services.call('brief.open', { brief });
    const middle = opened.entries[20]?.id as EntryId;
    const { entries, more } = await services.call('brief.more', { brief, after: middle });
    expect(entries).toEqual(opened.entries.slice(21));
    expect(more).toBeUndefined();
    // One that was erased meanwhile: everything again is better than something missing.
    const all = await services.call('brief.more', { brief, after: '0'.repeat(64) });
    expect(all.entries).toEqual(opened.entries);
  });

  it('keeps one file, and none of what was said or erased', async () => {
    const erased = await annotateWhole();
    await close();
    const [name, ...more] = await glanceFiles();
    expect(more).toEqual([]);
    await services.call('offline.erase', { brief, target: erased });
    expect(await glanceFiles()).not.toContain(name);
    await close();
    expect(await glanceFiles()).toHaveLength(1);
  });

  it('says that a brief is not there', async () => {
    await close();
    await rename(join(home, 'library', brief), join(home, 'elsewhere'));
    await expect(glance()).rejects.toThrow('is not in your library');
  });
});
