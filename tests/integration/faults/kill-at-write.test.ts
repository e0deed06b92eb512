import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServices, type Services } from '../../../app/services/services.ts';
import type { BriefId, EntryId } from '../../../shared/model/ids.ts';
import type { ShownBrief } from '../../../shared/shown.ts';
import { seededRandom } from '../../support/random.ts';
import { SEED, times, within } from '../../support/torture.ts';
import { ARTICLE } from '../cli/machine.ts';
import { bundleForNode } from '../support/bundle.ts';
import { Killed, KilledProgram, type Moment, PRELOAD, WAYS } from './killed-program.ts';

/** Kills, shared out among what is done: in the long run, more than there are moments to be killed at. */
const KILLS = times('write-kills', 42, 600);

const REVISED = ARTICLE.replace('four per cent', 'five per cent')
  .replace('on Thursday', 'in a fortnight')
  .concat('\n\nThe harbour master said nothing at all.');

let folder: string;
let program: string;
/** A home with the brief, and one that has only its backup. */
let home: string;
let emptied: string;
let brief: BriefId;
/** A colleague's copy, with a picture that the brief doesn't have. */
let copy: string;
let backup: string;
let firstWords: number;
let remark: EntryId;

const start = (at: string) =>
  openServices({
    home: at,
    version: '0',
    capabilities: { shell: 'browser', nativeMenu: false },
    connects: false,
  });

const note = (services: Services, body: string) =>
  services.call('brief.act', { brief, action: { do: 'annotate', kind: 'note', passages: [], body } });

const base64 = (text: string) => Buffer.from(text).toString('base64');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'briefmark-test-writes-'));
  [home, emptied] = [join(folder, 'home'), join(folder, 'emptied')];
  program = await bundleForNode(join(import.meta.dirname, 'services-program.ts'), true);
  const ann = await start(home);
  await ann.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#7c3f9d' });
  const { preview } = await ann.call('import.preview', { name: 'ferry.txt', bytes: base64(ARTICLE) });
  ({ brief } = await ann.call('import.accept', { preview, decisions: [] }));
  for (const body of ['First.', 'Second.']) await note(ann, body);
  const handed = await ann.call('brief.package', { brief });
  firstWords = Date.now();
  const bos = join(folder, 'bo');
  const bo = await start(bos);
  await bo.call('person.create', { name: 'Bo Tan', initials: 'BT', colour: '#2c6fb7' });
  const found = await bo.call('offline.open', { name: handed.name, bytes: handed.bytes });
  await bo.call('offline.add', { opened: found.locked ? '' : found.opened });
  const picture = await readFile(join(import.meta.dirname, '../../fixtures/images/quarters.jpg'));
  const { sha256 } = await bo.call('images.put', { brief, bytes: picture.toString('base64') });
  for (const body of ['Bo’s.', `A picture: ![quarters](blob:${sha256})`]) await note(bo, body);
  copy = (await bo.call('brief.package', { brief })).bytes;
  await bo.close();

  await ann.call('offline.backUp', {});
  backup = (await ann.call('offline.backups', { brief }))[0]?.name ?? '';
  await ann.close();
  await cp(home, emptied, { recursive: true });
  await rm(join(emptied, 'library', brief), { recursive: true });
  const again = await start(home);
  const { entries } = await note(again, 'Third.');
  remark = entries.find(({ type }) => type === 'commented')?.id as EntryId;
  const other = await again.call('import.preview', { name: 'ferry.txt', bytes: base64(`${ARTICLE}\n\nLater.`) });
  await again.call('offline.update', { brief, preview: other.preview, decisions: [] });
  await again.close();
}, within(300_000));

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Something that is done to a library. What is prepared isn't cut short. */
interface Deed {
  home?: () => string;
  /** It can't be done again after a start: only the program that did something knows how it is taken back. */
  once?: true;
  prepare?: (program: KilledProgram) => Promise<unknown>;
  act: (program: KilledProgram, prepared: never) => Promise<unknown>;
}

const openCopy = async (program: KilledProgram) => {
  const found = await program.call('offline.open', { name: 'bo.brief', bytes: copy });
  return found.locked ? '' : found.opened;
};

const DEEDS: Record<string, Deed> = {
  'a merge': {
    prepare: openCopy,
    act: (program, opened) => program.call('offline.merge', { opened }),
  },
  'a merge that is taken back': {
    once: true,
    prepare: async (program) => program.call('offline.merge', { opened: await openCopy(program) }),
    act: (program) => program.call('offline.unmerge', { brief }),
  },
  'an update': {
    prepare: (program) => program.call('import.preview', { name: 'revised.txt', bytes: base64(REVISED) }),
    act: (program, { preview }: { preview: string }) =>
      program.call('offline.update', { brief, preview, decisions: [] }),
  },
  'bringing back what it was': {
    act: (program) => program.call('offline.bringBack', { brief, at: firstWords }),
  },
  'a backup that becomes a brief again': {
    home: () => emptied,
    prepare: async (program) => {
      const found = await program.call('offline.openBackup', { brief, name: backup });
      return found.locked ? '' : found.opened;
    },
    act: (program, opened) => program.call('offline.add', { opened }),
  },
  'an erasure': {
    act: (program) => program.call('offline.erase', { brief, target: remark }),
  },
};

/** What a person sees of the brief of a home; undefined where the brief isn't there. */
async function seen(at: string): Promise<{ shown: ShownBrief; damage: readonly string[] } | undefined> {
  const services = await start(at);
  try {
    const list = await services.call('library.list', {});
    if (!list.some(({ id }) => id === brief)) return undefined;
    const { damage } = await services.call('brief.open', { brief });
    return { shown: await services.call('brief.show', { brief }), damage: damage?.sentences ?? [] };
  } finally {
    await services.close();
  }
}

/** A state of a brief, without what differs each time that the same is done: the ids and times of new entries. */
function outline(shown: ShownBrief | undefined): unknown {
  if (!shown) return null;
  const threads = shown.annotations.map(({ quote, placement, comments, kind, status }) => ({
    ...{ quote, placement, kind, status: status.state },
    comments: comments.map(({ body }) => body),
  }));
  return { title: shown.title, blocks: shown.blocks, threads: threads.map((each) => JSON.stringify(each)).sort() };
}

/** What a start leaves of what was only begun. Another computer may write to the folder of backups, so they wait. */
async function leftovers(at: string): Promise<string[]> {
  const names = await readdir(join(at, 'library'), { recursive: true });
  return names.filter((name) => /\.briefmark-|\.new-/.test(name));
}

let places = 0;
async function placeLike(original: string): Promise<string> {
  const place = join(folder, `at-${places++}`);
  await cp(original, place, { recursive: true });
  return place;
}

/**
 * Does it on a copy of its home, to be ended at some moment.
 *
 * @returns how many changes of the disk that took; undefined where it was killed
 */
async function tried(deed: Deed, place: string, moment?: Moment): Promise<number | undefined> {
  const running = await KilledProgram.start(program, PRELOAD);
  try {
    await running.open(place);
    const prepared = await deed.prepare?.(running);
    await running.endAt(moment);
    await deed.act(running, prepared as never);
    return await running.endAt();
  } catch (error) {
    if (error instanceof Killed) return undefined;
    throw error;
  } finally {
    await running.kill();
  }
}

/** So many of all the moments at which a deed can be cut short: each once, in random order, before any comes again. */
function momentsOf(changes: number, share: number, random: () => number): Moment[] {
  const all = Array.from({ length: changes }, (_, i) => WAYS.map((way) => ({ n: i + 1, way }))).flat();
  const shuffled = all.map((each) => [random(), each] as const).sort(([a], [b]) => a - b);
  return Array.from({ length: share }, (_, i) => (shuffled[i % shuffled.length] as (typeof shuffled)[number])[1]);
}

describe(`a process that is killed at a write, seed ${SEED}`, () => {
  const deeds = Object.entries(DEEDS);
  const share = Math.ceil(KILLS / deeds.length);
  it.each(deeds)(
    `during %s: all that was saved is there; ${share} kills`,
    async (_name, deed) => {
      const original = deed.home?.() ?? home;
      // What it is before, and after it is done undisturbed.
      const before = await placeLike(original);
      await tried({ ...deed, act: async () => {} }, before);
      const was = outline((await seen(before))?.shown);
      const whole = await placeLike(original);
      const changes = (await tried(deed, whole)) ?? 0;
      const is = outline((await seen(whole))?.shown);
      expect(is).not.toEqual(was);

      for (const moment of momentsOf(changes, share, seededRandom(SEED))) {
        const where = `${moment.way} change ${moment.n} of ${changes}`;
        const place = await placeLike(original);
        const isDone = (await tried(deed, place, moment)) !== undefined;
        const now = outline((await seen(place))?.shown);
        expect([was, is], where).toContainEqual(now);
        if (isDone) expect(now, where).toEqual(is);
        expect(await leftovers(place), where).toEqual([]);
        if (!isDone && !deed.once && JSON.stringify(now) === JSON.stringify(was)) {
          // The way on isn't blocked: done again, it is as if nothing had been.
          expect(await tried(deed, place), where).toBeDefined();
          expect(outline((await seen(place))?.shown), where).toEqual(is);
        }
        await rm(place, { recursive: true });
      }
    },
    within(300_000),
  );
});
