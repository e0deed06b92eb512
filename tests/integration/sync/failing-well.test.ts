import { once } from 'node:events';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { invitationKeys } from '../../../app/services/crypto.ts';
import type { Entry } from '../../../shared/model/entry.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { parseInvitationLink } from '../../../shared/relay/invitation-link.ts';
import { personCalled } from '../../support/people.ts';
import { seededRandom } from '../../support/random.ts';
import { put, RelayClient, until } from '../../support/relay-client.ts';
import { canMount, onSmallDisk, whyNoDisk } from '../../support/small-disk.ts';
import { SEED } from '../../support/torture.ts';
import { type Analyst, waitFor } from './analyst.ts';
import { Team } from './team.ts';

const MINUTE = 60_000;
/** The client gives a connection up on which nothing came for 30 s; a busy machine is late. */
const NOTICED_MS = 60_000;

/** A team whose members can do different things at once. */
async function withTeam(work: (team: Team, ann: Analyst, bo: Analyst) => Promise<void>, data?: string): Promise<void> {
  const team = await Team.withRelay(data);
  try {
    await work(team, await team.member('Ann Okoro'), await team.member('Bo Tan'));
  } finally {
    await team.close();
  }
}

const note = (analyst: Analyst, brief: BriefId, body: string) =>
  analyst.act(brief, { do: 'annotate', passages: [], kind: 'note', body });

/** Nobody was told that all is on the relay while something of theirs wasn't. */
async function nothingLost(team: Team, brief: BriefId, ...all: Analyst[]): Promise<void> {
  for (const each of all) await each.onRelay(brief, MINUTE);
  const disk = await team.onDisk(brief);
  for (const each of all)
    expect(
      (await each.entries(brief)).filter((id) => !disk.has(id)),
      each.name,
    ).toEqual([]);
}

describe.concurrent('a team keeps what it wrote', () => {
  it(
    'through sockets that are half open: the client notices within a bounded time',
    () =>
      withTeam(async (team, ann, bo) => {
        const brief = await team.share(ann, [[bo, 'commenter']]);
        await bo.onRelay(brief);
        team.wire(bo).silence();
        const start = performance.now();
        await note(bo, brief, 'Said into the void.');
        expect(await bo.state(brief)).toMatchObject({ state: 'sending', pending: 2 });
        await bo.until(brief, ({ state }) => state === 'offline', 'it has noticed', NOTICED_MS);
        expect(performance.now() - start).toBeLessThan(NOTICED_MS);
        expect(bo.states.slice(-1)[0]?.pending).toBe(2);
        team.wire(bo).mend();
        await ann.sees(brief, 1);
        await nothingLost(team, brief, ann, bo);
      }),
    2 * MINUTE,
  );

  it(
    `through two seconds there and back, and a third of what is sent lost on its way (seed ${SEED})`,
    () =>
      withTeam(async (team, ann, bo) => {
        const random = seededRandom(SEED);
        const brief = await team.share(ann, [[bo, 'editor']]);
        // What is lost is sent again by the system, later each time; what comes after it waits.
        const bad = () => {
          let wait = 1_000;
          for (let again = 600; random() < 0.3 && again < 5_000; again *= 2) wait += again;
          return wait;
        };
        const cem = await team.member('Cem Aydın', bad);
        await team.join(ann, cem, brief, 'editor');
        for (let i = 0; i < 4; i++) {
          await note(cem, brief, `Far away ${i}`);
          await cem.edit(brief, 1, `${i} `);
          await note(bo, brief, `Near ${i}`);
          if (i === 2) team.wire(cem).shake();
        }
        const { state, pending } = await cem.state(brief);
        expect(state === 'on-relay', `${pending} wait`).toBe(false);
        await nothingLost(team, brief, ann, bo, cem);
        await waitFor(
          async () => Promise.all([ann, bo, cem].map(async (each) => JSON.stringify(await each.article(brief)))),
          (articles) => new Set(articles).size === 1,
          'all have one article',
          MINUTE,
        );
        expect((await cem.show(brief)).annotations).toHaveLength(8);
      }),
    2 * MINUTE,
  );

  it('to a relay that is lost while the brief is brought there, and says that it has it in part', () =>
    withTeam(async (team) => {
      const heard = (bytes: Buffer) => {
        // The brief is made, and its credential on the way.
        if (bytes.includes('"token"')) setTimeout(() => team.wire(dee).cut(), 0);
        return bytes;
      };
      const dee = await team.member('Dee Low', undefined, heard);
      const brief = await dee.import();
      const sharing = dee.services.call('sharing.share', { brief, relay: team.addressFor(dee) });
      await expect(sharing).rejects.toMatchObject({
        code: 'relay-not-reached',
        message: expect.stringContaining('has taken the brief, and can’t be reached any more'),
      });
      team.wire(dee).mend();
      await nothingLost(team, brief, dee);
    }));

  it.skipIf(!canMount)(
    `on a relay whose disk is full, which says so and goes on when there is room${whyNoDisk}`,
    () =>
      onSmallDisk('4m', (disk) =>
        withTeam(
          async (team, ann, bo) => {
            const brief = await team.share(ann, [[bo, 'commenter']]);
            for (const each of [ann, bo]) await each.onRelay(brief);
            const { bavail, bsize } = await statfs(disk);
            await writeFile(join(disk, 'filler'), Buffer.alloc(bavail * bsize - 60_000));
            const long = 'Much to say. '.repeat(400);
            for (let i = 0; i < 20; i++) for (const each of [ann, bo]) await note(each, brief, `${long}${i}`);
            for (const each of [ann, bo]) {
              const state = await each.until(brief, ({ why }) => why !== undefined);
              expect(state).toMatchObject({ state: 'offline', why: expect.stringContaining('disk is full') });
              expect(state.pending).toBeGreaterThan(0);
            }
            expect(team.events).toContain('not-saved');
            // They go on, and nobody is told that it is there.
            await note(bo, brief, 'While it is full.');
            expect((await bo.state(brief)).state).not.toBe('on-relay');
            await rm(join(disk, 'filler'));
            await nothingLost(team, brief, ann, bo);
            await ann.sees(brief, 41);
          },
          join(disk, 'relay'),
        ),
      ),
    2 * MINUTE,
  );
});

/** Joins by a link with a client that isn't the app: one of another version. */
async function joinedAs(name: string, team: Team, link: string): Promise<{ client: RelayClient; token: string }> {
  const invitation = parseInvitationLink(link);
  if (!invitation) throw new Error('This is no link.');
  const client = new RelayClient(team.address, personCalled(name));
  const entry = { id: invitation.invitation } as Entry;
  const { body } = await client.redeem(invitation.brief, entry, invitationKeys(invitation.secret));
  return { client, token: body.token };
}

describe.concurrent('versions that differ', () => {
  it('keep, count and give back an entry that only the newer one knows', () =>
    withTeam(async (team, ann, bo) => {
      const brief = await team.share(ann, [[bo, 'commenter']]);
      for (const each of [ann, bo]) await each.onRelay(brief);
      await team.backUpRelay();
      const { link } = await ann.services.call('sharing.invite', { brief, role: 'commenter' });
      const { client, token } = await joinedAs('Cem Aydın', team, link);
      const notes = client.connect(brief, 'notes', token);
      const poll = client.entry(brief, { type: 'polled', question: 'Who was there?' } as never);
      put(notes.doc, poll);
      const counts = async (each: Analyst) => (await each.services.call('brief.notShown', { brief })).unknown;
      for (const each of [ann, bo])
        await waitFor(
          () => counts(each),
          (count) => count === 1,
          'it is counted',
        );
      notes.provider.destroy();
      // Whoever wrote it isn't there to give it back.
      await team.restoreRelay();
      await waitFor(
        () => team.onDisk(brief),
        (entries) => entries.has(poll.id),
        'it is back',
        MINUTE,
      );
      for (const each of [ann, bo]) await each.onRelay(brief);
    }));

  it('say that an article can only be read which a newer one has changed', () =>
    withTeam(async (team, ann, bo) => {
      const brief = await team.share(ann, [[bo, 'editor']]);
      await bo.onRelay(brief);
      const { link } = await ann.services.call('sharing.invite', { brief, role: 'owner' });
      const { client, token } = await joinedAs('Cem Aydın', team, link);
      const text = client.connect(brief, 'text', token);
      await until('the article is there', () => text.doc.getMap('meta').size > 0);
      text.doc.getMap('meta').set('formatVersion', 2);
      const state = await bo.until(brief, ({ readOnly }) => readOnly);
      expect(state.why).toContain('newer Briefmark');
      const before = await bo.article(brief);
      await bo.stop();
      await bo.start();
      expect((await bo.until(brief, ({ readOnly }) => readOnly)).why).toContain('newer Briefmark');
      expect(await bo.article(brief)).toEqual(before);
      text.provider.destroy();
    }));

  it('say so where what answers speaks another protocol, and go on when the relay is there again', () =>
    withTeam(async (team, ann, bo) => {
      const brief = await team.share(ann, [[bo, 'commenter']]);
      await bo.onRelay(brief);
      await team.stopRelay();
      const other = new WebSocketServer({
        host: '127.0.0.1',
        port: Number(new URL(team.address).port),
        handleProtocols: () => false,
      });
      await once(other, 'listening');
      const state = await bo.until(brief, (each) => each.state === 'stopped');
      expect(state.why).toContain('much older or newer');
      await note(bo, brief, 'Meanwhile.');
      for (const socket of other.clients) socket.terminate();
      other.close();
      await once(other, 'close');
      await team.startRelay();
      for (const each of [ann, bo]) await each.services.call('sync.now', { brief });
      await nothingLost(team, brief, ann, bo);
    }));
});
