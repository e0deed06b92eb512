import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Relay } from '../../../app/relay/relay.ts';
import type { SyncReport } from '../../../shared/bridge/sharing.ts';
import type { Role } from '../../../shared/roles.ts';
import { Machine } from './machine.ts';

interface Invited {
  link: string;
  role: Role;
  uses: number;
  expires: string;
}

let hers: Machine;
let his: Machine;
let relay: Relay;

beforeEach(async () => {
  [hers, his] = await Promise.all([Machine.make(), Machine.make()]);
  relay = await Relay.start({ data: hers.path('relay'), host: '127.0.0.1', port: 0 });
  await hers.json('import', 'ferry.txt', '--as', 'Ann Okoro', '--out', 'ferry.brief');
});
afterEach(async () => {
  await relay.stop();
  await Promise.all([hers.remove(), his.remove()]);
});

const share = () => hers.json<{ brief: string; relay: string }>('share', 'ferry.brief', '--relay', relay.address);
const invite = (...more: string[]) => hers.json<Invited>('invite', 'ferry.brief', '--role', 'commenter', ...more);

/** Joins as Bo Tan; gives the brief's id. */
async function join(link: string): Promise<string> {
  const { code, out, err } = await his.runWith({ input: `${link}\n` }, 'join', '--as', 'Bo Tan', '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const answer = JSON.parse(out);
  expect(answer).toEqual({ brief: expect.stringMatching(/^[0-9a-f]{64}$/), role: 'commenter' });
  return answer.brief;
}

describe('another computer of one’s own', () => {
  test('joins by a code from standard input, as the same person, with what was shared', async () => {
    await hers.json('import', 'ferry.txt', '--as', 'Ann Okoro');
    const { out } = await hers.runWith({}, 'library', '--json');
    const [{ id }] = JSON.parse(out) as [{ id: string }];
    await hers.annotate(id, 'four per cent', '--suggest', 'six per cent');
    await hers.json('share', id, '--relay', relay.address);
    const offered = await hers.json<{ code: string; expires: string }>('add-device');
    expect(Object.keys(offered).sort()).toEqual(['code', 'expires']);
    const joined = await his.runWith({ input: `${offered.code}\n` }, 'join-device', '--json');
    expect({ code: joined.code, err: joined.err }).toEqual({ code: 0, err: '' });
    const answer = JSON.parse(joined.out) as { id: string; name: string; joined: number; missing: string[] };
    expect(answer).toEqual({ id: expect.any(String), name: 'Ann Okoro', joined: 1, missing: [] });
    const [annotation] = (await his.show(id)).annotations;
    expect(annotation?.comments[0]).toMatchObject({ suggests: { before: 'four per cent', after: 'six per cent' } });
    const again = await his.runWith({ input: offered.code }, 'join-device');
    expect(again.code).toBe(1);
    expect(again.err).toMatch(/used already, or is older than ten minutes/);
    expect((await his.runWith({ input: '' }, 'join-device')).code).toBe(2);
  });
});

describe('the invitations of a brief', () => {
  interface Listed {
    id: string;
    uses: number;
    usesLeft: number;
  }
  const listed = () => hers.json<Listed[]>('invitations', 'ferry.brief');

  test('are listed for as long as they hold, and one that was ended lets nobody in', async () => {
    await share();
    expect(await listed()).toEqual([]);
    const { link: first } = await invite('--uses', '3', '--expires', '12h');
    const { link: second, expires } = await invite('--uses', '1');
    await join(first);
    await hers.json<SyncReport>('sync', 'ferry.brief');
    const [newest, older] = await listed();
    expect(newest).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      by: 'Ann Okoro',
      role: 'commenter',
      made: expect.any(String),
      expires,
      uses: 1,
      usesLeft: 1,
    });
    expect(older).toMatchObject({ uses: 3, usesLeft: 2 });
    const text = await hers.runWith({}, 'invitations', 'ferry.brief');
    expect(text.out).toMatch(/^[0-9a-f]{12} {2}commenter {2}1 more person · until .* UTC · by Ann Okoro\n/);

    const id = newest?.id ?? '';
    expect(await hers.json('uninvite', 'ferry.brief', id.slice(0, 12))).toEqual({ id, role: 'commenter' });
    expect(await listed()).toMatchObject([{ usesLeft: 2 }]);
    const third = await Machine.make();
    try {
      const refused = await third.runWith({ input: second }, 'join', '--as', 'Cem');
      expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('This invitation was taken back') });
    } finally {
      await third.remove();
    }
    const again = await hers.runWith({}, 'uninvite', 'ferry.brief', id.slice(0, 12));
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('There is no invitation') });
    const [member] = await his.json<{ id: string }[]>('library');
    const foreign = await his.runWith({}, 'invitations', member?.id ?? '');
    expect(foreign).toMatchObject({ code: 1, err: expect.stringContaining('Only an owner') });
  });
});

describe('a brief in a file and one in a library, on one relay', () => {
  test('are shared, invited to, joined and exchanged, each with the answer that programs expect', async () => {
    await hers.annotate('ferry.brief', 'four per cent', '--comment', 'Of what?');
    const shared = await share();
    expect(shared).toEqual({ brief: expect.stringMatching(/^[0-9a-f]{64}$/), relay: relay.address });

    const before = Date.now();
    const invited = await invite('--uses', '2', '--expires', '12h');
    expect(invited).toEqual({ link: expect.any(String), role: 'commenter', uses: 2, expires: expect.any(String) });
    const lasts = Date.parse(invited.expires) - before;
    expect(lasts).toBeGreaterThan(11.9 * 3_600_000);
    expect(lasts).toBeLessThan(12.1 * 3_600_000);

    const brief = await join(invited.link);
    expect(brief).toBe(shared.brief);
    expect((await his.show(brief)).annotations[0]?.comments[0]?.body).toBe('Of what?');
    await his.json('annotate', brief, '--quote', 'Thursday', '--comment', 'Which?', '--as', 'Bo Tan');
    expect(await his.json<SyncReport>('sync', brief)).toEqual({ sent: 2, received: 0, refused: 0, pending: 0 });
    expect(await hers.json<SyncReport>('sync', 'ferry.brief')).toEqual({
      sent: 0,
      // His name, that he joined, the annotation and its comment.
      received: 4,
      refused: 0,
      pending: 0,
    });
    expect((await hers.show('ferry.brief')).annotations).toEqual((await his.show(brief)).annotations);

    const people = await hers.json('people', 'ferry.brief');
    const device = { name: expect.any(String), lastSeen: expect.stringMatching(/Z$/), online: expect.any(Boolean) };
    const somebody = { id: expect.any(String), devices: [device], lastSeen: expect.stringMatching(/Z$/) };
    expect(people).toEqual([
      { ...somebody, name: 'Ann Okoro', role: 'owner' },
      { ...somebody, name: 'Bo Tan', role: 'commenter' },
    ]);
  });

  test('obey their owner: another role, the end of it, and a new owner', async () => {
    await share();
    const brief = await join((await invite()).link);
    expect(await hers.json('role', 'ferry.brief', 'Bo Tan', 'viewer')).toMatchObject({
      name: 'Bo Tan',
      role: 'viewer',
    });
    await his.json('sync', brief);
    const refused = await his.run('annotate', brief, '--quote', 'Thursday', '--as', 'Bo Tan');
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('viewer') });
    expect(await hers.json('revoke', 'ferry.brief', 'Bo Tan')).toMatchObject({ name: 'Bo Tan', role: 'removed' });
    const ended = await his.run('sync', brief);
    expect(ended).toMatchObject({ code: 1, out: '', err: expect.stringContaining('owner ended your part') });
    expect((await his.show(brief)).blocks).toHaveLength(4);
    expect((await hers.run('leave', 'ferry.brief')).err).toContain('needs an owner');
  });

  test('exchange what was done without the relay, once it is back', async () => {
    await share();
    const brief = await join((await invite()).link);
    await hers.json('sync', 'ferry.brief');
    const { port } = new URL(relay.address);
    await relay.stop();
    await his.json('annotate', brief, '--quote', 'Thursday', '--comment', 'Which?', '--as', 'Bo Tan');
    const offline = await his.run('sync', brief);
    expect(offline).toMatchObject({ code: 1, err: expect.stringContaining('2 changes wait here') });
    const given = await hers.run('role', 'ferry.brief', 'Bo Tan', 'editor');
    expect(given).toMatchObject({ code: 0, out: expect.stringContaining('after the next “briefmark sync”') });
    relay = await Relay.start({ data: hers.path('relay'), host: '127.0.0.1', port: Number(port) });
    expect(await his.json<SyncReport>('sync', brief)).toMatchObject({ sent: 2, pending: 0 });
    expect(await hers.json<SyncReport>('sync', 'ferry.brief')).toMatchObject({ sent: 1, pending: 0 });
    const people = await hers.json<{ name: string; role: Role }[]>('people', 'ferry.brief');
    expect(people.map(({ name, role }) => [name, role])).toContainEqual(['Bo Tan', 'editor']);
  });
});

describe('a link', () => {
  test('is taken from a file too, and never from the arguments', async () => {
    await share();
    const { link } = await invite();
    await writeFile(his.path('link.txt'), link);
    expect(await his.run('join', '--as', 'Bo Tan', link)).toMatchObject({ code: 2 });
    const joined = await his.json('join', '--as', 'Bo Tan', '--link-file', 'link.txt', '--out', 'mine.brief');
    expect(joined).toMatchObject({ role: 'commenter' });
    expect((await readFile(his.path('mine.brief'))).length).toBeGreaterThan(1_000);
    expect(await his.json<SyncReport>('sync', 'mine.brief')).toEqual({ sent: 0, received: 0, refused: 0, pending: 0 });
  });

  test.each([
    ['nothing', ''],
    ['something else', 'https://example.org'],
  ])('that is %s joins nothing, and says why', async (_, input) => {
    const { code, err } = await his.runWith({ input }, 'join', '--as', 'Bo Tan');
    expect(code).toBeGreaterThan(0);
    expect(err).toMatch(/link/);
  });

  test('works for as many as it says', async () => {
    await share();
    const { link } = await invite();
    await join(link);
    await rm(his.home, { recursive: true });
    const again = await his.runWith({ input: link }, 'join', '--as', 'Cem Aydın');
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('used already') });
  });
});

test('a brief that nobody shared has no people, and says how to share it', async () => {
  expect(await hers.run('people', 'ferry.brief')).toMatchObject({
    code: 1,
    err: expect.stringContaining('not shared'),
  });
  expect(await hers.run('share', 'ferry.brief', '--relay', 'http://relay.example.org')).toMatchObject({
    code: 1,
    err: expect.stringContaining('without encryption'),
  });
});
