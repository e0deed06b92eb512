import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServices, type Services } from '../../../app/services/services.ts';
import type { ActionInput } from '../../../shared/model/action.ts';
import type { Entry } from '../../../shared/model/entry.ts';
import type { BriefId, EntryId } from '../../../shared/model/ids.ts';
import { filesUnder } from '../../support/files-under.ts';

/** Words that stand in what is private and nowhere else. */
const SECRET = 'zwetschgenkuchen';
const ARTICLE = 'Ferry strike\n\nCrews will not sail before their claim is heard, the union said on Monday.';

let home: string;
let services: Services;
let brief: BriefId;

async function start(): Promise<Services> {
  return openServices({ home, version: '0', capabilities: { shell: 'browser', nativeMenu: false } });
}

async function act(action: ActionInput): Promise<Entry[]> {
  return (await services.call('brief.act', { brief, action })).entries;
}

async function annotate(words: string, part: Partial<ActionInput & { do: 'annotate' }> = {}): Promise<EntryId> {
  const from = ARTICLE.replace('\n\n', '\n').indexOf(words);
  const passages = [{ from, to: from + words.length, words }];
  const entries = await act({ do: 'annotate', passages, kind: 'claim', private: true, ...part });
  return entries.find((entry) => entry.type === 'annotated')?.id as EntryId;
}

/** As text; a zip's parts are unpacked. */
function readable(bytes: Uint8Array): string {
  const plain = Buffer.from(bytes).toString('latin1');
  if (!plain.startsWith('PK')) return plain;
  return Object.values(unzipSync(bytes))
    .map((part) => readable(part))
    .join('\n');
}

async function opened() {
  return services.call('brief.open', { brief });
}

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'briefmark-'));
  services = await start();
  await services.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#7c3f9d' });
  const bytes = Buffer.from(ARTICLE).toString('base64');
  const { preview } = await services.call('import.preview', { name: 'ferry.txt', bytes });
  brief = (await services.call('import.accept', { preview, decisions: [] })).brief;
});

afterEach(async () => {
  await services.close();
  await rm(home, { recursive: true, force: true });
});

describe('a private annotation', () => {
  it('stands in the private log, and in nothing else that is kept or that leaves', async () => {
    const id = await annotate('their claim', { body: `First ${SECRET}`, tags: [SECRET] });
    const [said] = (await act({ do: 'comment', annotation: id, body: `Then ${SECRET}` })) as [Entry];
    await act({ do: 'edit', comment: said.id, body: `Later ${SECRET}` });
    await annotate('the union', { body: 'For everybody', private: false });

    const taken: Record<string, string> = {
      shown: JSON.stringify(await services.call('brief.show', { brief })),
      library: JSON.stringify(await services.call('library.list', {})),
      verification: JSON.stringify(await services.call('offline.verify', { brief })),
    };
    const packaged = await services.call('brief.package', { brief });
    taken.package = readable(Buffer.from(packaged.bytes, 'base64'));
    for (const to of ['docx', 'html', 'md', 'txt', 'digest', 'jsonld', 'xlsx', 'csv'] as const) {
      const { file } = await services.call('export.make', { brief, job: to, choices: { format: { to } } });
      taken[to] = readable(Buffer.from(file.bytes, 'base64'));
    }
    expect(taken.html).toContain('For everybody');
    for (const [name, text] of Object.entries(taken)) {
      expect(text.toLowerCase().includes(SECRET), name).toBe(false);
      expect(text.includes(id), name).toBe(false);
    }

    await services.close();
    const files = await filesUnder(home);
    const holding = [...files].filter(([, bytes]) => readable(bytes).includes(SECRET)).map(([path]) => path);
    expect(holding).toEqual([expect.stringMatching(/[0-9a-f]{64}\/private$/)]);
    services = await start();
  });

  it('comes back after a restart, for its person alone, and goes on', async () => {
    const id = await annotate('their claim', { body: SECRET });
    await act({ do: 'set-kind', annotation: id, kind: 'fact' });
    await act({ do: 'resolve', annotation: id, reason: 'noted' });
    await services.close();
    services = await start();

    const { privately, entries, placements } = await opened();
    expect(privately.map(({ type }) => type)).toEqual(['annotated', 'commented', 'kinded', 'status']);
    expect(entries.some((entry) => entry.id === id)).toBe(false);
    expect(placements.find(([each]) => each === id)?.[1]).toMatchObject({ state: 'placed' });
    await act({ do: 'comment', annotation: id, body: 'More' });
    expect((await opened()).privately).toHaveLength(5);
  });

  it('can be undone and done again', async () => {
    await annotate('their claim');
    const undone = await services.call('brief.undo', { brief });
    expect(undone.entries.map(({ type }) => type)).toEqual(['withdrawn']);
    const again = await services.call('brief.redo', { brief });
    expect(again.entries.map(({ type }) => type)).toEqual(['restored']);
    expect((await opened()).entries.some(({ type }) => type === 'withdrawn' || type === 'restored')).toBe(false);
  });

  it('is published with all that was said under it, under the same id, for good', async () => {
    const one = await annotate('their claim', { body: 'Look here' });
    const other = await annotate('the union', { body: SECRET });
    const changes: unknown[] = [];
    services.on('brief.changed', (change) => changes.push(change));
    await act({ do: 'publish', annotations: [one] });
    expect(changes.at(-1)).toMatchObject({ published: [one] });

    const check = async () => {
      const { annotations } = await services.call('brief.show', { brief });
      expect(annotations.map(({ id }) => id)).toEqual([one]);
      expect(annotations[0]?.comments[0]?.body).toBe('Look here');
      const { privately } = await opened();
      expect(new Set(privately.map((entry) => ('annotation' in entry ? entry.annotation : entry.id)))).toEqual(
        new Set([other]),
      );
    };
    await check();
    await services.close();
    services = await start();
    await check();
    await expect(act({ do: 'publish', annotations: [one] })).rejects.toThrow(/private one of yours/);
  });

  it('isn’t changed together with everybody’s', async () => {
    const mine = await annotate('their claim');
    const everybodys = await annotate('the union', { private: false });
    const change = { do: 'withdraw' } as const;
    await expect(act({ do: 'several', annotations: [mine, everybodys], change })).rejects.toThrow(/one sort/);
    await act({ do: 'several', annotations: [mine], change });
    expect((await opened()).privately.at(-1)?.type).toBe('withdrawn');
  });
});
