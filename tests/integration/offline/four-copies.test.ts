import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markerOf, readRecords } from '../../../app/services/log/log.ts';
import { historyOfBrief } from '../../../app/services/offline/look-back.ts';
import { type Copy, merge } from '../../../app/services/offline/merge.ts';
import { verifyBrief } from '../../../app/services/offline/verify.ts';
import { believedHistory } from '../../../app/services/package/history.ts';
import { readPackage, writePackage } from '../../../app/services/package/package.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { momentWords } from '../../../shared/offline/timeline.ts';
import { MARKER, ordersOf, shownOf } from '../../support/copies.ts';
import { ARTICLE } from '../cli/machine.ts';
import { type Analyst, waitFor } from '../sync/analyst.ts';
import { Team } from '../sync/team.ts';

let team: Team;
let [ann, bo, cem, dee]: Analyst[] = [];
let brief: BriefId;

const everything = { history: true, original: true, images: true };

beforeEach(async () => {
  team = await Team.withRelay();
  [ann, bo] = [await team.member('Ann Okoro'), await team.member('Bo Tan')];
  [cem, dee] = [await team.member('Cem Aydın'), await team.member('Dee Lund')];
  const others = [bo, cem, dee].map((each) => [each as Analyst, 'editor'] as const);
  brief = await team.share(ann as Analyst, others);
});

afterEach(() => team.close());

async function handedOver(by: Analyst): Promise<Uint8Array> {
  const { bytes } = await by.services.call('offline.handOver', { brief, ...everything });
  return Buffer.from(bytes, 'base64');
}

async function takenIn(by: Analyst, bytes: Uint8Array): Promise<void> {
  const name = 'carried.brief';
  const opened = await by.services.call('offline.open', { name, bytes: Buffer.from(bytes).toString('base64') });
  if (opened.locked) throw new Error('It is locked.');
  await by.services.call(opened.here ? 'offline.merge' : 'offline.add', { opened: opened.opened });
}

/** One stays on the relay; the others are cut off from it, and hand over by hand what they did. */
async function grownApart(): Promise<Copy[]> {
  const all = [ann, bo, cem, dee] as [Analyst, Analyst, Analyst, Analyst];
  const first = await ann?.annotate(brief, 'four per cent', 'Of what?');
  for (const each of all.slice(1)) await each.sees(brief, 1);
  for (const each of all.slice(2)) {
    team.wire(each).cut();
    await each.until(brief, ({ state }) => state === 'offline');
  }
  await all[1].act(brief, { do: 'comment', annotation: first?.id as never, body: 'Of the base wage.' });
  await all[0].act(brief, { do: 'resolve', annotation: first?.id as never, reason: 'answered' });
  team.wire(all[1]).cut();
  await all[1].until(brief, ({ state }) => state === 'offline');
  await all[1].annotate(brief, 'both harbours', 'Which two?');
  await all[1].edit(brief, 1, 'Since May, ');

  const corrected = Buffer.from(ARTICLE.replace('six', 'seven')).toString('base64');
  const { preview } = await all[2].services.call('import.preview', { name: 'corrected.txt', bytes: corrected });
  await all[2].services.call('offline.update', { brief, preview, decisions: [] });
  await all[2].annotate(brief, 'seven', 'It was six before.');

  await all[3].edit(brief, 1, 'All ');
  await all[3].act(brief, { do: 'resolve', annotation: first?.id as never, reason: 'rejected' });
  await all[3].services.call('offline.nameVersion', { brief, name: 'As sent to the board' });

  const packages = await Promise.all(all.map(handedOver));
  return packages.map((bytes, i) => ({ ...readPackage(bytes, `${i}.brief`), name: `${i}.brief` }));
}

function storyOf({ brief: of, log }: Copy): string[] {
  expect(readRecords(log, markerOf(log) ?? new Uint8Array()).damaged).toEqual([]);
  return historyOfBrief(of, believedHistory(of, log)).map(momentWords);
}

describe('four copies that were worked on apart', () => {
  it('are one brief in every order, with receipts that add up and a timeline that tells what each did', async () => {
    const copies = await grownApart();
    const ids = new Set(copies.flatMap(({ brief: of }) => [...of.notes.entries.keys()]));
    const outcomes = ordersOf(copies).map((order) => {
      const { packaged, report } = merge(order as [Copy, ...Copy[]], Date.now(), MARKER);
      expect(report.setAside).toEqual([]);
      const others = order.slice(1).reduce((sum, { brief: of }) => sum + of.notes.entries.size, 0);
      expect(report.added + report.already).toBe(others);
      expect(report.added + (order[0]?.brief.notes.entries.size ?? 0)).toBe(ids.size);
      const sum = (what: 'annotations' | 'comments' | 'statuses') =>
        report.from.reduce((all, each) => all + each[what], 0);
      expect([sum('annotations'), sum('comments'), sum('statuses')]).toEqual([3, 4, 2]);
      expect(new Set(packaged.brief.notes.entries.keys())).toEqual(ids);
      expect(verifyBrief(packaged.brief)).toMatchObject({ verified: ids.size, notYet: 0, bad: [] });
      const copy = { ...readPackage(writePackage(packaged), 'all.brief'), name: 'all.brief' };
      return { shown: JSON.stringify(shownOf(copy)), story: storyOf(copy), report };
    });
    expect(outcomes).toHaveLength(24);
    expect(new Set(outcomes.map(({ shown }) => shown)).size).toBe(1);
    expect(outcomes[0]?.shown).toContain('seven');
    expect(outcomes[0]?.shown).toMatch(/Since May, |All /);
    for (const { report } of outcomes) {
      expect(report.editedTwice.length).toBeGreaterThan(0);
      expect(report.statusTwice).toHaveLength(1);
    }
    const [{ story } = { story: [] }] = outcomes;
    for (const each of outcomes) expect([...each.story].sort()).toEqual([...story].sort());
    const told = [
      /^Ann Okoro marked “four per cent” as claim/,
      /^Ann Okoro said on “four per cent”: Of what\?/,
      /^Bo Tan said on “four per cent”: Of the base wage\./,
      /^Ann Okoro resolved “four per cent” as answered/,
      /^Bo Tan marked “both harbours” as claim/,
      /^Bo Tan changed “Crews.*” to “Since May, /,
      /^Cem Aydın named this version “Before “corrected\.txt””/,
      /^Cem Aydın changed “.*six.*” to “.*seven/,
      /^Cem Aydın said on “seven”: It was six before\./,
      /^Dee Lund changed “.*” to “.*All .*Crews/,
      /^Dee Lund resolved “four per cent” as rejected/,
      /^Dee Lund named this version “As sent to the board”/,
    ];
    expect(told.filter((each) => !story.some((sentence) => each.test(sentence)))).toEqual([]);
    expect(
      story.filter((sentence) => / of the article$|^\S+ \S+ (?:added|removed|changed) “/.test(sentence)),
    ).toHaveLength(3);
  }, 120_000);

  it('reach those on the relay under their own signatures, by whoever merges them there', async () => {
    const copies = await grownApart();
    const { packaged } = merge(copies as [Copy, ...Copy[]], Date.now(), MARKER);
    team.wire(bo as Analyst).mend();
    await takenIn(ann as Analyst, writePackage(packaged));
    await ann?.onRelay(brief);
    await bo?.onRelay(brief);
    const ids = [...packaged.brief.notes.entries.keys()].sort();
    expect([...(await team.onDisk(brief))].sort()).toEqual(expect.arrayContaining(ids));
    const threads = (who: Analyst | undefined) => who?.show(brief) as ReturnType<Analyst['show']>;
    const bos = await waitFor(
      () => threads(bo),
      ({ annotations }) => annotations.length === 3,
      'he has them',
    );
    expect(bos.annotations).toEqual((await threads(ann)).annotations);
    expect(bos.annotations.map(({ by }) => by.name).sort()).toEqual(['Ann Okoro', 'Bo Tan', 'Cem Aydın']);
    expect(bos.blocks).toEqual((await threads(ann)).blocks);
  }, 120_000);
});
