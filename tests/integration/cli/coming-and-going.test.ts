import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Relay } from '../../../app/relay/relay.ts';
import { ownCertificate } from '../../../app/relay/tls.ts';
import type { InvitedRole } from '../../../shared/roles.ts';
import { Machine } from './machine.ts';

let anns: Machine;
let bos: Machine;
let cems: Machine;
let relay: Relay;
let brief: string;

beforeEach(async () => {
  [anns, bos, cems] = await Promise.all([Machine.make(), Machine.make(), Machine.make()]);
  relay = await Relay.start({ data: anns.path('relay'), host: '127.0.0.1', port: 0 });
  await anns.json('import', 'ferry.txt', '--as', 'Ann Okoro', '--out', 'ferry.brief');
  ({ brief } = await anns.json<{ brief: string }>('share', 'ferry.brief', '--relay', relay.address));
});
afterEach(async () => {
  await relay.stop();
  await Promise.all([anns, bos, cems].map((each) => each.remove()));
});

async function invite(role: InvitedRole, ...more: string[]): Promise<string> {
  return (await anns.json<{ link: string }>('invite', 'ferry.brief', '--role', role, ...more)).link;
}

/** Joins by a link; gives what `join` says to programs. */
async function join(machine: Machine, name: string, link: string): Promise<{ brief: string; role: string }> {
  await writeFile(machine.path('link.txt'), link);
  return machine.json('join', '--as', name, '--link-file', 'link.txt');
}

const roles = async (machine: Machine, named: string) =>
  (await machine.json<{ name: string; role: string }[]>('people', named)).map(({ name, role }) => [name, role]);

describe('sharing', () => {
  test('at another relay says who stays where the brief was', async () => {
    await join(bos, 'Bo Tan', await invite('editor'));
    await anns.json('sync', 'ferry.brief');
    const other = await Relay.start({ data: anns.path('other'), host: '127.0.0.1', port: 0 });
    try {
      const { code, out } = await anns.run('share', 'ferry.brief', '--relay', other.address);
      expect(code).toBe(0);
      expect(out).toContain(`Still on ${relay.address}, where you exchange nothing any more: Bo Tan.`);
      expect((await anns.run('share', 'ferry.brief', '--relay', other.address)).out).not.toContain('Still on');
    } finally {
      await other.stop();
    }
  });

  test.each([
    ['nothing', ''],
    ['something else', 'x'],
    ['a damaged certificate', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'],
  ])('with a file of certificates that holds %s says so, before the relay is asked', async (_, content) => {
    await writeFile(anns.path('house.pem'), content);
    const ran = await anns.run('share', 'ferry.brief', '--relay', 'https://127.0.0.1:9', '--ca', 'house.pem');
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('“house.pem” holds no certificate') });
  });
});

test('another computer of one’s own is told of a house’s certificates too', async () => {
  const data = anns.path('house');
  const certificate = await ownCertificate(data, '127.0.0.1');
  const house = await Relay.start({ data, host: '127.0.0.1', port: 0, certificate });
  try {
    for (const each of [cems, bos]) await writeFile(each.path('house.pem'), certificate.cert);
    await cems.json('import', 'ferry.txt', '--as', 'Cem Aydın');
    const [{ id } = { id: '' }] = await cems.json<{ id: string }[]>('library');
    await cems.json('share', id, '--relay', house.address, '--ca', 'house.pem');
    await writeFile(bos.path('code.txt'), (await cems.json<{ code: string }>('add-device')).code);
    const untold = await bos.run('join-device', '--link-file', 'code.txt');
    expect(untold).toMatchObject({ code: 1, err: expect.stringContaining('this computer does not trust') });
    const came = await bos.json('join-device', '--link-file', 'code.txt', '--ca', 'house.pem');
    expect(came).toMatchObject({ name: 'Cem Aydın', joined: 1, missing: [] });
  } finally {
    await house.stop();
  }
});

describe('somebody’s name', () => {
  test.each([
    ['two lines', 'x\n021d0af1b2c3  owner      Boss Real'],
    ['nothing to be seen', '\u200b'],
  ])('is none with %s', async (_, name) => {
    await writeFile(bos.path('link.txt'), await invite('editor'));
    const ran = await bos.run('join', '--as', name, '--link-file', 'link.txt');
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('no person’s name') });
  });

  test('is whoever works there already, where no name is given', async () => {
    await writeFile(bos.path('link.txt'), await invite('editor'));
    const nobody = await bos.run('join', '--link-file', 'link.txt');
    expect(nobody).toMatchObject({ code: 2, err: expect.stringContaining('--as') });
    await bos.json('import', 'ferry.txt', '--as', 'Bo Tan');
    expect(await bos.json('join', '--link-file', 'link.txt')).toEqual({ brief, role: 'editor' });
    expect((await roles(anns, 'ferry.brief'))[1]).toEqual(['Bo Tan', 'editor']);
  });
});

describe('leaving', () => {
  test('is not for the last owner, also where they don’t know yet that they are', async () => {
    await join(bos, 'Bo Tan', await invite('editor'));
    await anns.json('hand-over', 'ferry.brief', 'Bo Tan');
    expect(await bos.run('leave', brief)).toMatchObject({ code: 1, err: expect.stringContaining('needs an owner') });
    expect(await roles(anns, 'ferry.brief')).toEqual([
      ['Ann Okoro', 'editor'],
      ['Bo Tan', 'owner'],
    ]);
    expect(await anns.json('leave', 'ferry.brief')).toEqual({ brief, left: true });
  });
});

describe('coming back', () => {
  test('works by a new invitation after a removal, on the same computer, with what was never sent', async () => {
    const first = await invite('commenter', '--uses', '5');
    await join(bos, 'Bo Tan', first);
    await bos.json('annotate', brief, '--quote', 'Thursday', '--comment', 'Which?', '--as', 'Bo Tan');
    await anns.json('revoke', 'ferry.brief', 'Bo Tan');
    const ended = await bos.run('join', '--as', 'Bo Tan', '--link-file', 'link.txt');
    expect(ended).toMatchObject({ code: 1, err: expect.stringContaining('Ask an owner for a new invitation') });
    expect(await join(bos, 'Bo Tan', await invite('editor'))).toEqual({ brief, role: 'editor' });
    expect(await bos.json('sync', brief)).toMatchObject({ refused: 0, pending: 0 });
    expect(await anns.json('sync', 'ferry.brief')).toMatchObject({ pending: 0 });
    expect((await anns.show('ferry.brief')).annotations.map(({ quote }) => quote)).toEqual(['Thursday']);
  });

  test('is no joining where one never went: it says the role that one has by now', async () => {
    const link = await invite('commenter');
    await join(bos, 'Bo Tan', link);
    await anns.json('role', 'ferry.brief', 'Bo Tan', 'viewer');
    expect(await join(bos, 'Bo Tan', link)).toEqual({ brief, role: 'viewer' });
    const again = await bos.run('join', '--as', 'Bo Tan', '--link-file', 'link.txt');
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('joined already; your role is viewer') });
    const [, devices] = await anns.json<{ devices: unknown[] }[]>('people', 'ferry.brief');
    expect(devices?.devices).toHaveLength(1);
  });
});

describe('what the relay refuses', () => {
  beforeEach(async () => {
    await join(bos, 'Bo Tan', await invite('editor'));
    await bos.json('annotate', brief, '--quote', 'Thursday', '--comment', 'Which?', '--as', 'Bo Tan');
    await anns.json('role', 'ferry.brief', 'Bo Tan', 'viewer');
  });

  test('is listed with each sync, and offered again when the role is back', async () => {
    const refused = await bos.run('sync', brief, '--json');
    expect(JSON.parse(refused.out)).toEqual({ sent: 0, received: 1, refused: 2, pending: 0 });
    expect(refused.err).toMatch(/^2 things that the relay refused are set aside/);
    expect(refused.err).toMatch(/- annotated [0-9a-f]{12} “Thursday”, .*: Your role in this brief/);
    expect(refused.err).toMatch(/- commented [0-9a-f]{12} “Which\?”/);
    expect((await bos.run('sync', brief)).err).toBe(refused.err);
    expect((await bos.show(brief)).annotations).toEqual([]);
    // Nothing has changed by itself: they are refused once more, and listed once.
    expect((await bos.run('sync', brief, '--offer-again')).err).toMatch(/^2 things/);
    await anns.json('role', 'ferry.brief', 'Bo Tan', 'commenter');
    const { code, out, err } = await bos.run('sync', brief, '--offer-again', '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual({ sent: 2, received: 1, refused: 0, pending: 0 });
    expect(await anns.json('sync', 'ferry.brief')).toMatchObject({ received: 2 });
    const [theirs, mine] = [await anns.show('ferry.brief'), await bos.show(brief)];
    expect(mine.annotations.map(({ comments }) => comments.map(({ body }) => body))).toEqual([['Which?']]);
    expect(theirs.annotations).toEqual(mine.annotations);
  });

  test('is saved as a file and put away', async () => {
    const { code } = await bos.run('sync', brief, '--save-refused', 'refused.md');
    expect(code).toBe(0);
    expect(await readFile(bos.path('refused.md'), 'utf8')).toMatch(/# Not on the relay[\s\S]*> Which\?/);
    expect(await bos.run('sync', brief, '--save-refused', 'refused.md')).toMatchObject({ code: 1 });
    expect(await bos.run('sync', brief, '--put-away')).toMatchObject({ code: 0, err: '' });
    expect(await bos.run('sync', brief)).toMatchObject({ code: 0, err: '' });
  });
});
