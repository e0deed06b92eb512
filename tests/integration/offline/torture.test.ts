import { cp, mkdtemp, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Library } from '../../../app/services/library/library.ts';
import { addPackaged } from '../../../app/services/library/packages.ts';
import { StoredBrief } from '../../../app/services/library/stored-brief.ts';
import { type Copy, merge } from '../../../app/services/offline/merge.ts';
import { planUpdate } from '../../../app/services/offline/update.ts';
import { verifyBrief } from '../../../app/services/offline/verify.ts';
import { readPackage } from '../../../app/services/package/package.ts';
import type { Block } from '../../../shared/article/block-types.ts';
import { articleOf } from '../../../shared/article/blocks.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { showBrief } from '../../../shared/shown.ts';
import { Hand, MARKER, MONDAY, merged, shownOf } from '../../support/copies.ts';
import { personCalled } from '../../support/people.ts';
import { seededRandom } from '../../support/random.ts';
import { workAtRandom } from '../../support/random-work.ts';
import { SEED, times, within } from '../../support/torture.ts';
import { packed, withEntries, withManifest, withParts } from '../bad-input/packages.ts';

const MERGES = times('merges', 20, 5_000);
const PACKAGES = times('damaged-packages', 100, 5_000);
const CUTS = times('cuts', 100, 5_000);

const names = ['Ann Okoro', 'Bo Tan', 'Cy Ruiz', 'Di Moss', 'Ed Lund', 'Fay Oh', 'Gil Ray', 'Hu Wei'];
const people = names.map(personCalled);
const ann = people[0] as (typeof people)[number];
const described = { language: 'en', direction: 'ltr' as const, source: { name: 'b.txt', encoding: 'utf-8' } };

const ARTICLE: Block[] = [
  { type: 'title', text: 'Harbour dues to rise' },
  { type: 'paragraph', text: 'The port will ask for more from every ship that calls, beginning in the spring.' },
  { type: 'paragraph', text: 'Owners say that they were not asked. The port says that they were, twice.' },
  { type: 'list', text: 'Tankers pay a tenth more.' },
  { type: 'list', text: 'Ferries pay nothing.' },
  { type: 'paragraph', text: 'A decision is due in March.' },
];

const REVISED: Block[] = [
  ARTICLE[0] as Block,
  ARTICLE[2] as Block,
  { type: 'paragraph', text: 'The port will ask for less from every ship that calls, beginning in the autumn.' },
  ...ARTICLE.slice(3, 5),
  { type: 'paragraph', text: 'No decision has been made. A decision is due in May.' },
];

function replaced(hand: Hand): void {
  const plan = planUpdate(
    hand.brief,
    { article: articleOf(REVISED), described },
    { version: 'Before', author: ann.person.id },
  );
  if (!plan.update) return;
  hand.clock += 60_000;
  hand.records.push(hand.brief.replaceArticle(plan.update, plan.payloads, ann, hand.clock).record);
}

/** Copies merged in memory; a package is written and read of the last one only. */
function met(copies: [Copy, ...Copy[]]): Copy {
  return { ...merge(copies, MONDAY, MARKER).packaged, notVerified: 0, name: 'met.brief' };
}

describe(`merging, seed ${SEED}`, () => {
  it(
    `gives one brief of up to eight copies, however they meet: ${MERGES} times`,
    () => {
      for (let round = 0; round < MERGES; round++) {
        const random = seededRandom(SEED + round);
        const founding = Hand.founding(ann, ARTICLE);
        for (let i = 0; i < 4; i++) workAtRandom(founding, ann, random);
        const count = 2 + Math.floor(random() * 7);
        const hands = people.slice(0, count).map(() => founding.carried(MONDAY + Math.floor((random() - 0.5) * 1e9)));
        const author = (hand: Hand) => people[hands.indexOf(hand)] as (typeof people)[number];
        const worked = (hand: Hand) => {
          for (let n = Math.floor(random() * 5); n > 0; n--) workAtRandom(hand, author(hand), random);
        };
        for (const hand of hands) worked(hand);
        if (random() < 0.5) replaced(hands[Math.floor(random() * count)] as Hand);
        for (const hand of hands) worked(hand);

        const copies = hands.map((hand, i) => hand.copy(`copy-${i}.brief`));
        const all = shownOf(merged(...(copies as [Copy])));
        const ids = new Set(copies.flatMap(({ brief }) => [...brief.notes.entries.keys()]));
        // Some meet by twos and threes first, some more than once, in any order.
        const pool = [...copies];
        while (pool.length > 1) {
          const some = Array.from(
            { length: 2 + Math.floor(random() * 2) },
            () => pool.splice(Math.floor(random() * pool.length), 1)[0],
          );
          pool.push(met(some.filter((each) => each !== undefined) as [Copy]));
          if (random() < 0.2) pool.push(copies[Math.floor(random() * count)] as Copy);
        }
        const last = merged(pool[0] as Copy);
        expect(shownOf(last), `round ${round}`).toEqual(all);
        expect(new Set(last.brief.notes.entries.keys()), `round ${round}`).toEqual(ids);
      }
    },
    within(300_000),
  );
});

describe(`packages, seed ${SEED}`, () => {
  const founding = Hand.founding(ann, ARTICLE);
  const random = seededRandom(SEED);
  for (let i = 0; i < 12; i++) workAtRandom(founding, people[i % 3] as typeof ann, random);
  const bytes = founding.bytes();
  const other = Hand.founding(ann, REVISED);
  for (let i = 0; i < 6; i++) workAtRandom(other, ann, random);
  const parts = unzipSync(bytes);
  const otherParts = unzipSync(other.bytes());

  const DAMAGES: Record<string, () => Uint8Array> = {
    'cut short': () => bytes.slice(0, Math.floor(random() * bytes.length)),
    'with flipped bits': () => {
      const flipped = bytes.slice();
      for (let n = 1 + Math.floor(random() * 4); n > 0; n--) {
        const at = Math.floor(random() * flipped.length);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      }
      return flipped;
    },
    'with a part of another package': () => {
      const name = ['text.bin', 'notes.bin', 'log.bin'][Math.floor(random() * 3)] ?? '';
      const taken = { [name]: otherParts[name] ?? new Uint8Array() };
      return packed(random() < 0.5 ? { ...parts, ...taken } : withParts(parts, taken));
    },
    'with a forged manifest': () =>
      packed(
        withManifest(
          parts,
          [{ brief: '0'.repeat(64) }, { founder: people[1]?.person.id }, { nonce: 'x' }, { parts: {} }][
            Math.floor(random() * 4)
          ] ?? {},
        ),
      ),
    'with wrong signatures': () =>
      packed(
        withEntries(parts, (entries) => {
          for (const [id, entry] of entries) {
            const { sig } = entry as { sig: string };
            if (random() < 0.3) entries.set(id, { ...(entry as object), sig: `${sig[1]}${sig[0]}${sig.slice(2)}` });
          }
        }),
      ),
  };

  it.each(Object.keys(DAMAGES))(`%s show nothing that nobody wrote: ${PACKAGES} of all kinds`, (kind) => {
    const known = founding.brief.notes.entries;
    for (let n = PACKAGES / Object.keys(DAMAGES).length; n > 0; n--) {
      const damaged = DAMAGES[kind]?.() ?? bytes;
      try {
        const copy = readPackage(damaged, 'damaged.brief');
        for (const entry of copy.brief.notes.entries.values()) expect(known.get(entry.id)).toEqual(entry);
        const { entries, verified, notYet, bad } = verifyBrief(copy.brief);
        expect(verified + notYet + bad.length).toBe(entries);
        const { packaged } = merge([founding.copy(), { ...copy, name: 'damaged.brief' }], MONDAY, MARKER);
        expect([...packaged.brief.notes.entries.keys()].sort()).toEqual([...known.keys()].sort());
      } catch (error) {
        expect(error, String(error)).toBeInstanceOf(Refusal);
      }
    }
  });
});

describe(`a power cut, seed ${SEED}`, () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'briefmark-test-cut-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const shown = ({ brief, leftOut }: StoredBrief) => JSON.stringify(showBrief(brief, leftOut));

  /** Cuts the log at places within what an action wrote, and opens the brief: it is as before, or as after. */
  async function cutWithin(act: (stored: StoredBrief) => Promise<unknown>): Promise<void> {
    const random = seededRandom(SEED);
    const founding = Hand.founding(ann, ARTICLE);
    for (let i = 0; i < 8; i++) workAtRandom(founding, ann, random);
    const library = new Library(join(folder, 'library'));
    const id = await addPackaged(library, readPackage(founding.bytes(), 'a.brief'));
    const home = library.folderOf(id);
    const log = join(home, 'log');
    const before = (await stat(log)).size;
    const stored = await StoredBrief.open(home, id);
    const was = shown(stored);
    await act(stored);
    const is = shown(stored);
    expect(is).not.toBe(was);
    // As the disk is in the moment of the cut: what is written when a brief is closed is not there yet.
    await cp(home, join(folder, 'cut'), { recursive: true });
    await stored.close();
    const after = (await stat(log)).size;
    for (let n = CUTS / 2; n > 0; n--) {
      const at = before + Math.floor(random() * (after - before + 1));
      const place = join(folder, `at-${n}`);
      await cp(join(folder, 'cut'), place, { recursive: true });
      await truncate(join(place, 'log'), at);
      const opened = await StoredBrief.open(place, id);
      expect(shown(opened), `cut at ${at} of ${before} to ${after}`).toBe(at === after ? is : was);
      if (at > before && at < after) expect(opened.damage?.sentences).not.toEqual([]);
      await opened.close();
      await rm(place, { recursive: true });
    }
  }

  it(
    `during a merge leaves the brief as it was or merged: ${CUTS / 2} cuts`,
    async () => {
      await cutWithin(async (stored) => {
        const random = seededRandom(SEED + 1);
        const library = await readFile(join(stored.folder, 'log'));
        expect(library.length).toBeGreaterThan(0);
        const { brief } = stored;
        const bos = Hand.of(brief, await stored.records());
        // Whatever the work before has left of the article.
        const [word = ''] = /\p{L}+/u.exec(brief.index.text.text) ?? [];
        for (let i = 0; i < 6; i++) bos.annotate(people[1] as typeof ann, word, `Remark ${i} ${random()}`);
        await stored.merge(bos.copy(), ann.person.id, MONDAY + 1e9);
      });
    },
    within(300_000),
  );

  it(
    `during a replacement of the article leaves the old one or the new one: ${CUTS / 2} cuts`,
    async () => {
      await cutWithin((stored) =>
        stored.following(
          (brief) =>
            planUpdate(brief, { article: articleOf(REVISED), described }, { version: 'Before', author: ann.person.id }),
          ann,
          MONDAY + 1e9,
        ),
      );
    },
    within(300_000),
  );
});
