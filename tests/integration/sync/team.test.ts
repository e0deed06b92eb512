import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KEEP_ALIVE_CHECK_MS } from '../../../app/relay/limits.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { seededRandom } from '../../support/random.ts';
import { type Analyst, waitFor } from './analyst.ts';
import { Team } from './team.ts';

let team: Team;
let ann: Analyst;
let bo: Analyst;
let cem: Analyst;
let brief: BriefId;

beforeEach(async () => {
  team = await Team.withRelay();
  [ann, bo, cem] = [await team.member('Ann Okoro'), await team.member('Bo Tan'), await team.member('Cem Aydın')];
  brief = await team.share(ann, [
    [bo, 'commenter'],
    [cem, 'editor'],
  ]);
});
afterEach(() => team.close());

/** Waits until all have the same, to the last entry and the last word. */
async function agree(...all: Analyst[]): Promise<void> {
  for (const each of all) await each.onRelay(brief);
  await waitFor(
    async () =>
      Promise.all(all.map(async (each) => JSON.stringify([await each.entries(brief), await each.article(brief)]))),
    (states) => new Set(states).size === 1,
    'all agree',
  );
  const threads = await Promise.all(all.map(async (each) => (await each.show(brief)).annotations));
  for (const each of threads) expect(each).toEqual(threads[0]);
}

describe('three people with an app each', () => {
  it('see at once what the others do', async () => {
    const passage = await ann.annotate(brief, 'four per cent', 'Of what?');
    await bo.sees(brief, 1);
    await bo.act(brief, { do: 'comment', annotation: passage.id, body: 'Of the base wage.' });
    await cem.edit(brief, 1, 'All ');
    await agree(ann, bo, cem);
    expect((await ann.show(brief)).annotations[0]?.comments.map(({ body }) => body)).toEqual([
      'Of what?',
      'Of the base wage.',
    ]);
    expect((await bo.article(brief))[1]).toMatch(/^All Crews/);
    expect([...(await team.onDisk(brief))].sort()).toEqual(await ann.entries(brief));
  });

  it('see the pictures that others put in, and know which are not on the relay yet', async () => {
    const bytes = (await readFile(join(import.meta.dirname, '../../fixtures/images/quarters.jpg'))).toString('base64');
    team.wire(bo).cut();
    await bo.until(brief, ({ state }) => state === 'offline');
    const { sha256 } = await bo.services.call('images.put', { brief, bytes });
    const body = `Look: ![four quarters](blob:${sha256})`;
    await bo.act(brief, { do: 'annotate', passages: [], kind: 'note', body });
    team.wire(bo).mend();
    await agree(ann, bo);
    const image = await waitFor(
      () => ann.services.call('images.get', { brief, sha256 }),
      (found) => found !== null,
      'she has the picture',
    );
    expect(image?.sha256).toBe(sha256);
  });

  it('agree after one of them was offline for half of it, and a relay that was killed twice', async () => {
    await ann.annotate(brief, 'four per cent');
    await bo.sees(brief, 1);
    team.wire(bo).cut();
    await bo.until(brief, ({ state }) => state === 'offline');
    await bo.annotate(brief, 'Thursday');
    await bo.annotate(brief, 'both harbours');
    expect(await bo.state(brief)).toMatchObject({ state: 'offline', pending: 4 });
    await cem.annotate(brief, 'rosters');
    await team.stopRelay();
    await cem.edit(brief, 1, 'All ');
    await ann.annotate(brief, 'Talks resume');
    await team.startRelay();
    await cem.onRelay(brief);
    await team.stopRelay();
    await team.startRelay();
    team.wire(bo).mend();
    await agree(ann, bo, cem);
    expect((await ann.show(brief)).annotations).toHaveLength(5);
  });

  it('agree over a line that takes a second and stalls now and then', async () => {
    const random = seededRandom(7);
    const dee = await team.member('Dee Low', () => (random() < 0.3 ? 1_000 : 400));
    await team.join(ann, dee, brief, 'editor');
    await dee.annotate(brief, 'Thursday');
    await dee.edit(brief, 1, 'All ');
    expect((await dee.state(brief)).state).not.toBe('on-relay');
    await ann.annotate(brief, 'four per cent');
    await agree(ann, bo, cem, dee);
  });

  it('know after a restart what is on the relay, also without a line to it', async () => {
    await bo.annotate(brief, 'Thursday');
    await bo.onRelay(brief);
    await bo.stop();
    await bo.start();
    await bo.onRelay(brief);
    team.wire(bo).cut();
    await bo.annotate(brief, 'rosters');
    await bo.stop();
    await bo.start();
    expect(await bo.until(brief, ({ state }) => state === 'offline')).toMatchObject({ pending: 2 });
    team.wire(bo).mend();
    await agree(ann, bo);
  });

  it('know after a restart that what others did is on the relay, also when the line was lost right after it', async () => {
    await bo.onRelay(brief);
    await ann.annotate(brief, 'Thursday');
    await bo.sees(brief, 1);
    team.wire(bo).cut();
    await bo.until(brief, ({ state }) => state === 'offline');
    await bo.stop();
    await bo.start();
    expect(await bo.until(brief, ({ state }) => state === 'offline')).toMatchObject({ pending: 0 });
    team.wire(bo).mend();
    await agree(ann, bo);
  });
});

describe('what the relay refuses', () => {
  it('is set aside without a restart, and what was written with it gets there', async () => {
    team.wire(cem).cut();
    await cem.until(brief, ({ state }) => state === 'offline');
    const theirs = await ann.annotate(brief, 'four per cent');
    await bo.sees(brief, 1);
    await ann.services.call('sharing.setRole', { brief, person: cem.person.id, role: 'commenter' });
    // What an editor may do and a commenter may not, and what both may.
    await cem.act(brief, { do: 'annotate', passages: [], kind: 'note', body: 'Mine.' });
    await cem.edit(brief, 1, 'All ');
    team.wire(cem).mend();
    const state = await cem.until(brief, ({ refused, state }) => refused.length > 0 && state === 'on-relay');
    expect(state).toMatchObject({ role: 'commenter', pending: 0 });
    expect(state.refused).toMatchObject([
      { why: expect.stringContaining('role'), change: { mine: [expect.stringMatching(/^All Crews/)] } },
    ]);
    await agree(ann, bo, cem);
    expect((await cem.article(brief))[1]).toMatch(/^Crews/);
    expect((await cem.show(brief)).annotations.map(({ id }) => id)).toContain(theirs.id);

    // They go on working, and their article is the others' article.
    await ann.services.call('sharing.setRole', { brief, person: cem.person.id, role: 'editor' });
    await cem.until(brief, ({ role }) => role === 'editor');
    await cem.edit(brief, 2, 'Once more: ');
    await agree(ann, bo, cem);
    expect((await ann.article(brief))[2]).toMatch(/^Once more: /);
    const file = await cem.services.call('sync.exportRefused', { brief });
    expect(Buffer.from(file.bytes, 'base64').toString()).toContain('> All Crews');
  });

  it('is offered again when its author may do it', async () => {
    team.wire(bo).cut();
    await bo.until(brief, ({ state }) => state === 'offline');
    await ann.services.call('sharing.setRole', { brief, person: bo.person.id, role: 'viewer' });
    const [annotation] = await bo.act(brief, { do: 'annotate', passages: [], kind: 'note', body: 'Mine.' });
    team.wire(bo).mend();
    const state = await bo.until(brief, ({ refused, pending }) => refused.length === 2 && pending === 0);
    expect(state.readOnly).toBe(true);
    expect((await bo.show(brief)).annotations).toEqual([]);
    await bo.stop();
    await bo.start();
    expect((await bo.until(brief, ({ state }) => state === 'on-relay')).refused).toHaveLength(2);
    expect((await bo.show(brief)).annotations).toEqual([]);

    await ann.services.call('sharing.setRole', { brief, person: bo.person.id, role: 'commenter' });
    await bo.until(brief, ({ role }) => role === 'commenter');
    await bo.services.call('sync.offerAgain', { brief, ids: state.refused.map(({ id }) => id) });
    const { annotations } = await ann.sees(brief, 1, 1);
    // As entries of their own: the first ones were made when their author might not.
    expect(annotations[0]?.id).not.toBe(annotation?.id);
    expect(annotations[0]?.comments.map(({ body }) => body)).toEqual(['Mine.']);
    expect((await bo.onRelay(brief)).refused).toEqual([]);
    expect((await bo.show(brief)).annotations).toEqual(annotations);
  });

  it('stays its author’s, who was removed while offline', async () => {
    await bo.annotate(brief, 'Thursday');
    // It is handed on before its author is told that it is on the disk.
    await Promise.all([ann.sees(brief, 1), bo.onRelay(brief)]);
    team.wire(bo).cut();
    await bo.until(brief, ({ state }) => state === 'offline');
    await bo.annotate(brief, 'rosters');
    await ann.services.call('sharing.setRole', { brief, person: bo.person.id, role: 'removed' });
    team.wire(bo).mend();
    const state = await bo.until(brief, ({ state, readOnly }) => state === 'stopped' && readOnly);
    expect(state).toMatchObject({ pending: 2, role: 'removed', why: expect.stringContaining('owner ended your part') });
    expect((await bo.show(brief)).annotations).toHaveLength(2);
    expect((await ann.show(brief)).annotations).toHaveLength(1);
    const file = await bo.services.call('brief.package', { brief });
    expect(file.bytes.length).toBeGreaterThan(1_000);
  });
});

it('whoever was removed is told so after a restart without a line, and that nothing of theirs waits', async () => {
  await bo.annotate(brief, 'Thursday');
  await bo.onRelay(brief);
  await ann.services.call('sharing.setRole', { brief, person: bo.person.id, role: 'removed' });
  await bo.until(brief, ({ state }) => state === 'stopped');
  await bo.stop();
  team.wire(bo).cut();
  await bo.start();
  const state = await bo.until(brief, ({ state }) => state === 'offline');
  expect(state).toMatchObject({ pending: 0, role: 'removed', readOnly: true, why: expect.stringContaining('ended') });
});

describe('who is in a brief', () => {
  it('is told with roles and devices, and ends at once with a removal', async () => {
    for (const each of [ann, bo, cem]) await each.onRelay(brief);
    const people = await ann.services.call('sharing.people', { brief });
    expect(people.map(({ name, role, devices }) => [name, role, devices[0]?.online])).toEqual([
      ['Ann Okoro', 'owner', true],
      ['Bo Tan', 'commenter', true],
      ['Cem Aydın', 'editor', true],
    ]);
    const start = performance.now();
    await ann.services.call('sharing.setRole', { brief, person: cem.person.id, role: 'removed' });
    await cem.until(brief, ({ state }) => state === 'stopped');
    // Not only when the relay next looks at its connections.
    expect(performance.now() - start).toBeLessThan(KEEP_ALIVE_CHECK_MS);
  });

  it('can’t take back what their role does not allow any more', async () => {
    await bo.annotate(brief, 'Thursday');
    await ann.sees(brief, 1);
    for (const role of ['viewer', 'removed'] as const) {
      await ann.services.call('sharing.setRole', { brief, person: bo.person.id, role });
      await bo.until(brief, ({ readOnly, role: now }) => readOnly && now === role);
      await expect(bo.services.call('brief.undo', { brief })).rejects.toMatchObject({ code: 'not-allowed' });
    }
    for (const each of [ann, bo]) expect((await each.show(brief)).annotations).toHaveLength(1);
    expect((await bo.state(brief)).pending).toBe(0);
  });

  it('gets roles also while the relay is away, which hold as soon as it is back', async () => {
    for (const each of [ann, bo, cem]) await each.onRelay(brief);
    await team.stopRelay();
    for (const each of [ann, bo, cem]) await each.until(brief, ({ state }) => state === 'offline');
    const give = (who: Analyst, role: 'viewer' | 'removed') =>
      ann.services.call('sharing.setRole', { brief, person: who.person.id, role });
    expect(await give(bo, 'viewer')).toEqual({ waits: true });
    expect(await give(cem, 'removed')).toEqual({ waits: true });
    const known = await ann.services.call('sharing.members', { brief });
    expect(known.map(({ name, role }) => [name, role])).toEqual([
      ['Ann Okoro', 'owner'],
      ['Bo Tan', 'viewer'],
    ]);
    await expect(bo.services.call('sharing.leave', { brief })).rejects.toMatchObject({ code: 'relay-not-reached' });
    expect((await bo.state(brief)).pending).toBe(0);
    await team.startRelay();
    await Promise.all([
      ann.onRelay(brief),
      bo.until(brief, ({ state, role }) => state === 'on-relay' && role === 'viewer'),
      cem.until(brief, ({ state, role }) => state === 'stopped' && role === 'removed'),
    ]);
  });

  it('changes by leaving and by handing over, never to nobody', async () => {
    await expect(ann.services.call('sharing.leave', { brief })).rejects.toMatchObject({ code: 'last-owner' });
    await expect(
      bo.services.call('sharing.setRole', { brief, person: bo.person.id, role: 'owner' }),
    ).rejects.toMatchObject({ code: 'owners-only' });
    await ann.services.call('sharing.handOver', { brief, person: cem.person.id });
    expect((await ann.state(brief)).role).toBe('editor');
    await cem.until(brief, ({ role }) => role === 'owner');
    await ann.services.call('sharing.leave', { brief });
    expect(await ann.services.call('sync.state', { brief })).toBeNull();
    expect((await ann.show(brief)).blocks).toHaveLength(4);
    const people = await waitFor(
      () => cem.services.call('sharing.people', { brief }),
      (all) => all.length === 2,
      'she has left',
    );
    expect(people.map(({ name, role }) => [name, role])).toEqual([
      ['Bo Tan', 'commenter'],
      ['Cem Aydın', 'owner'],
    ]);
  });

  it('is left and joined again by the same link, also where the clock was ahead when one left', async () => {
    const dee = await team.member('Dee Low');
    const { link } = await ann.services.call('sharing.invite', { brief, role: 'commenter', uses: 2 });
    const join = () => dee.services.call('sharing.join', { link: team.linkFor(dee, link) });
    await join();
    dee.ahead = 5 * 60_000;
    await dee.services.call('sharing.leave', { brief });
    dee.ahead = 0;
    expect(await join()).toEqual({ brief, role: 'commenter' });
    await dee.annotate(brief, 'Thursday');
    await ann.sees(brief, 1);
  });

  it('is asked before one joins, and a link works as often as it says', async () => {
    const dee = await team.member('Dee Low');
    const { link } = await ann.services.call('sharing.invite', { brief, role: 'viewer' });
    const theirs = team.linkFor(dee, link);
    expect(await dee.services.call('sharing.look', { link: theirs })).toMatchObject({
      title: 'Ferry strike enters second week',
      inviter: 'Ann Okoro',
      role: 'viewer',
      usesLeft: 1,
      here: false,
    });
    expect(await dee.services.call('sharing.join', { link: theirs })).toEqual({ brief, role: 'viewer' });
    await expect(
      dee.services.call('brief.act', { brief, action: { do: 'annotate', passages: [], kind: 'note' } }),
    ).rejects.toMatchObject({ code: 'not-allowed' });
    const eve = await team.member('Eve Ash');
    await expect(eve.services.call('sharing.join', { link: team.linkFor(eve, link) })).rejects.toMatchObject({
      code: 'relay-invitation-used-up',
    });
  });

  it('is not invited where the relay can’t be reached: nobody would ever see the link', async () => {
    await ann.onRelay(brief);
    const before = await ann.entries(brief);
    team.wire(ann).cut();
    await ann.until(brief, ({ state }) => state === 'offline');
    await expect(ann.services.call('sharing.invite', { brief, role: 'viewer' })).rejects.toMatchObject({
      code: 'relay-not-reached',
    });
    expect(await ann.entries(brief)).toEqual(before);
  });
});

describe('a relay that was restored from yesterday’s backup', () => {
  it('gets back what it lost', async () => {
    await ann.annotate(brief, 'four per cent');
    await agree(ann, bo, cem);
    await team.backUpRelay();
    await agree(ann, bo, cem);
    const lost = await bo.annotate(brief, 'Thursday');
    await cem.edit(brief, 1, 'All ');
    await agree(ann, bo, cem);
    // Whoever wrote it isn't there to give it back.
    await bo.stop();
    await team.restoreRelay();
    await waitFor(
      () => team.onDisk(brief),
      (entries) => entries.has(lost.id),
      'the entry is back',
    );
    await agree(ann, cem);
    expect((await ann.article(brief))[1]).toMatch(/^All Crews/);
    await bo.start();
    await agree(ann, bo, cem);
  });

  it('is connected to by nobody any more who has ended, also when it gave them another credential meanwhile', async () => {
    await agree(ann, bo, cem);
    await team.backUpRelay();
    const dee = await team.member('Dee Low');
    await team.join(ann, dee, brief, 'commenter');
    for (const each of [ann, dee]) await each.onRelay(brief);
    await dee.stop();
    await team.restoreRelay();
    // Hers is the entry with which she joined; the relay doesn't know her credential.
    await ann.onRelay(brief);
    await dee.start();
    expect(await dee.services.call('sync.now', { brief })).toMatchObject({ pending: 0 });
    await dee.stop();
    await waitFor(
      async () => team.wire(dee).connections,
      (open) => open === 0,
      'all her connections are closed',
      2_000,
    );
  });
});
