import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BriefId, EntryId } from '../../../shared/model/ids.ts';
import { isUnread, seenKey } from '../../../shared/model/unread.ts';
import { Analyst, waitFor } from './analyst.ts';
import { Team } from './team.ts';

let team: Team;
let ann: Analyst;
let bo: Analyst;
let brief: BriefId;

beforeEach(async () => {
  team = await Team.withRelay();
  [ann, bo] = [await team.member('Ann Okoro'), await team.member('Bo Tan')];
  brief = await team.share(ann);
  await ann.annotate(brief, 'four per cent', 'Of what?');
  await team.join(ann, bo, brief, 'commenter');
  for (const each of [ann, bo]) await each.services.call('unread.seen', { brief });
});
afterEach(() => team.close());

/** The threads that hold something new for somebody. */
async function unreadOf(analyst: Analyst): Promise<string[]> {
  const seen = await analyst.services.call('unread.seen', { brief });
  const annotations = await analyst.annotations(brief);
  return annotations.filter((each) => isUnread(each, analyst.person.id, seen)).map(({ id }) => id);
}

const seesNew = (analyst: Analyst, ids: readonly EntryId[]) =>
  waitFor(
    () => unreadOf(analyst),
    (unread) => [...unread].sort().join() === [...ids].sort().join(),
    `${analyst.name} has ${ids.length} unread`,
  );

async function see(analyst: Analyst, annotation: EntryId, count: number): Promise<void> {
  await analyst.services.call('unread.see', { brief, seen: { [seenKey(annotation)]: count } });
}

describe('what is new since somebody looked', () => {
  it('is what others did, per thread and for the library, and nothing of one’s own', async () => {
    expect(await unreadOf(bo)).toEqual([]);
    const { id } = await ann.annotate(brief, 'Thursday', 'Which?');
    await seesNew(bo, [id]);
    expect(await bo.services.call('unread.counts', {})).toEqual({ [brief]: 1 });
    expect(await ann.services.call('unread.counts', {})).toEqual({});
    await see(bo, id, 2);
    expect(await bo.services.call('unread.counts', {})).toEqual({});
    await bo.act(brief, { do: 'comment', annotation: id, body: 'The next one.' });
    await seesNew(ann, [id]);
    expect(await unreadOf(bo)).toEqual([]);
    await ann.stop();
    await ann.start();
    expect(await unreadOf(ann)).toEqual([id]);
  });

  it('includes what was written before one looked, and came after', async () => {
    const { id } = await ann.annotate(brief, 'Thursday', 'Which?');
    await seesNew(bo, [id]);
    team.wire(ann).cut();
    await ann.act(brief, { do: 'comment', annotation: id, body: 'This one?' });
    await see(bo, id, 2);
    expect(await unreadOf(bo)).toEqual([]);
    team.wire(ann).mend();
    await seesNew(bo, [id]);
  });

  it('is kept when another device begins, which takes what the first one knows', async () => {
    const new1 = await ann.annotate(brief, 'Thursday', 'Which?');
    const new2 = await ann.annotate(brief, 'Monday', 'This one?');
    await seesNew(bo, [new1.id, new2.id]);
    const passphrase = 'four brown herons waiting';
    const { bytes } = await bo.services.call('identity.export', { passphrase });
    const tablet = await team.member('A tablet');
    tablet.person = await tablet.services.call('identity.import', { bytes, passphrase });
    await team.join(ann, tablet, brief, 'commenter');
    const { code } = await bo.services.call('device.offer', {});
    const laptop = await Analyst.nobody();
    try {
      laptop.person = (await laptop.services.call('device.join', { code })).person;
      for (const device of [tablet, laptop]) await device.onRelay(brief);
      for (const device of [tablet, laptop, bo]) await seesNew(device, [new1.id, new2.id]);
      expect(await bo.services.call('unread.counts', {})).toEqual({ [brief]: 2 });
      await see(laptop, new1.id, 2);
      for (const device of [tablet, laptop, bo]) await seesNew(device, [new2.id]);
      await laptop.stop();
      await laptop.start();
      expect(await unreadOf(laptop)).toEqual([new2.id]);
    } finally {
      await laptop.remove();
    }
  });

  it('is kept when another device has the brief already, as a file that somebody carried', async () => {
    const { id } = await ann.annotate(brief, 'Thursday', 'Which?');
    await seesNew(bo, [id]);
    const carried = await bo.services.call('brief.package', { brief });
    const passphrase = 'four brown herons waiting';
    const { bytes } = await bo.services.call('identity.export', { passphrase });
    const tablet = await team.member('A tablet');
    tablet.person = await tablet.services.call('identity.import', { bytes, passphrase });
    await tablet.services.call('library.addPackage', { name: carried.name, bytes: carried.bytes });
    expect(await unreadOf(tablet)).toEqual([]);
    await team.join(ann, tablet, brief, 'commenter');
    await seesNew(tablet, [id]);
    await tablet.onRelay(brief);
    expect(await unreadOf(bo)).toEqual([id]);
  });

  it('is nothing of what was there before somebody joined, by their only device', async () => {
    const cem = await team.member('Cem Aydın');
    await team.join(ann, cem, brief, 'commenter');
    await cem.onRelay(brief);
    await seesNew(cem, []);
    await cem.stop();
    await cem.start();
    await cem.onRelay(brief);
    expect(await unreadOf(cem)).toEqual([]);
    const { id } = await ann.annotate(brief, 'Thursday', 'Which?');
    await seesNew(cem, [id]);
  });

  it('is the same on another device of the same person', async () => {
    const passphrase = 'four brown herons waiting';
    const { bytes } = await bo.services.call('identity.export', { passphrase });
    const tablet = await team.member('A tablet');
    tablet.person = await tablet.services.call('identity.import', { bytes, passphrase });
    await team.join(ann, tablet, brief, 'commenter');
    await tablet.services.call('unread.seen', { brief });
    const { id } = await ann.annotate(brief, 'Thursday', 'Which?');
    await seesNew(bo, [id]);
    await seesNew(tablet, [id]);
    await see(bo, id, 2);
    await seesNew(tablet, []);
    const people = await ann.services.call('sharing.people', { brief });
    expect(people.map(({ name, devices }) => [name, devices.length])).toEqual([
      ['Ann Okoro', 1],
      ['Bo Tan', 2],
    ]);
  });
});

it('what is private stays on its own computer until its author makes it everybody’s', async () => {
  await bo.act(brief, { do: 'annotate', passages: [], kind: 'note', body: 'For me alone', private: true });
  const seen = await bo.annotate(brief, 'Thursday', 'For all');
  await ann.sees(brief, 2);
  await bo.onRelay(brief);
  expect(await team.onDisk(brief)).toContain(seen.id);
  expect(JSON.stringify(await ann.show(brief))).not.toContain('For me alone');
  expect(await team.bytesOnDisk(brief)).not.toContain('For me alone');
});
