import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeKeys } from '../../../app/services/crypto.ts';
import { relayPaths } from '../../../shared/relay/requests.ts';
import { invitationBy, put, RelayClient, until } from '../../support/relay-client.ts';
import { TestRelay } from '../../support/relay-data.ts';

let test: TestRelay;
let now = Date.now();

beforeEach(async () => {
  now = Date.now();
  test = await TestRelay.start({ now: () => now });
});

afterEach(() => test.end());

const codeOf = async (answer: Promise<{ body: unknown }>) =>
  ((await answer).body as { error?: { code: string } }).error?.code ?? 'done';

describe('an invitation', () => {
  it('is refused with a code that says why', async () => {
    const { brief, ann, notes } = await test.team({ bo: 'commenter' });
    const once = invitationBy(ann.client, brief.id, 'commenter');
    const soon = invitationBy(ann.client, brief.id, 'commenter', 5, now + 60_000);
    const ended = invitationBy(ann.client, brief.id, 'commenter', 5);
    put(notes.doc, once.entry, soon.entry, ended.entry);
    const cem = test.client('Cem Mutlu');
    await until('they are there', async () => (await cem.look(brief.id, ended.entry, ended.secret)).status === 200);
    put(notes.doc, ann.client.entry(brief.id, { type: 'uninvited', invitation: ended.entry.id }));
    await until('one is ended', async () => (await cem.look(brief.id, ended.entry, ended.secret)).status === 410);

    const join = (who: RelayClient, { entry, secret }: typeof once, at = now) =>
      codeOf(who.redeem(brief.id, entry, secret, at));
    expect(await join(cem, ended)).toBe('invitation-revoked');
    expect(await join(cem, { ...once, secret: makeKeys() })).toBe('invitation-unknown');
    expect(await join(cem, invitationBy(ann.client, brief.id, 'owner'))).toBe('invitation-unknown');
    expect(await codeOf(cem.look(brief.id, once.entry, makeKeys(), now))).toBe('wrong-proof');
    expect(await codeOf(cem.look(brief.id, once.entry, once.secret, now - 601_000))).toBe('clock');
    expect(await join(cem, once)).toBe('done');
    expect(await join(cem, once)).toBe('already-a-member');
    expect(await join(test.client('Dee'), once)).toBe('invitation-used-up');
    now += 61_000;
    expect(await join(test.client('Eve'), soon)).toBe('invitation-expired');
  });

  it('is used up although the relay was started again, and by two who come at once', async () => {
    const { brief, ann, notes } = await test.team({});
    const { entry, secret } = invitationBy(ann.client, brief.id, 'editor', 2);
    put(notes.doc, entry);
    const [bo, cem, dee, eve] = ['Bo', 'Cem', 'Dee', 'Eve'].map((name) => test.client(name)) as [
      RelayClient,
      ...RelayClient[],
    ] &
      RelayClient[];
    await until('it is there', async () => (await bo.look(brief.id, entry, secret)).status === 200);
    expect(await codeOf(bo.redeem(brief.id, entry, secret))).toBe('done');
    await test.restart({ now: () => now });
    const both = await Promise.all(
      [cem, dee].map((who) => codeOf((who as RelayClient).redeem(brief.id, entry, secret))),
    );
    expect(both.sort()).toEqual(['done', 'invitation-used-up']);
    expect(await codeOf((eve as RelayClient).redeem(brief.id, entry, secret))).toBe('invitation-used-up');
  });

  it('of an owner who was removed opens nothing', async () => {
    const { brief, ann, notes, members } = await test.team({ bo: 'owner' });
    const his = test.keep(members.bo.client.connect(brief.id, 'notes', members.bo.token));
    const { entry, secret } = invitationBy(members.bo.client, brief.id, 'owner', 9);
    put(his.doc, entry);
    const mole = test.client('Mole');
    await until('it is there', async () => (await mole.look(brief.id, entry, secret)).status === 200);
    put(
      notes.doc,
      ann.client.entry(brief.id, { type: 'role', person: members.bo.client.person.person.id, role: 'removed' }),
    );
    await until('he is removed', async () => (await members.bo.client.addDevice(brief.id)).status === 403);
    expect(await codeOf(mole.redeem(brief.id, entry, secret))).toBe('invitation-revoked');
  });
});

describe('a proof', () => {
  it('serves once, also after the relay was started again, and ten minutes at most', async () => {
    const { brief, members } = await test.team({ bo: 'commenter' });
    const { client } = members.bo;
    const at = now + 1;
    expect(await codeOf(client.addDevice(brief.id, at))).toBe('done');
    expect(await codeOf(client.addDevice(brief.id, at))).toBe('wrong-proof');
    await test.restart({ now: () => now });
    expect(await codeOf(client.addDevice(brief.id, at))).toBe('wrong-proof');
    expect(await codeOf(client.addDevice(brief.id, now - 601_000))).toBe('clock');
    expect(await codeOf(client.addDevice(brief.id, now + 601_000))).toBe('clock');
  });

  it('is of one’s own key', async () => {
    const { brief, members } = await test.team({ bo: 'commenter' });
    const { person } = members.bo.client.person;
    const thief = test.client('Thief');
    const asBo = { ...thief.person, person };
    expect(await codeOf(new RelayClient(thief.address, asBo).addDevice(brief.id))).toBe('wrong-key');
    expect(await codeOf(thief.addDevice(brief.id))).toBe('not-a-member');
  });
});

describe('a brief', () => {
  it('is shared by its founder alone, again and again', async () => {
    const { brief, ann } = await test.team({});
    // Of a time at which nothing else was asked: the same proof isn't taken twice.
    expect((await ann.client.share(brief.nonce, now - 1_000)).status).toBe(200);
    const thief = test.client('Thief');
    const proof = {
      founder: ann.client.person.person.id,
      nonce: brief.nonce,
      key: thief.person.keys.public,
      at: now,
      device: 'x',
      proof: 'w'.repeat(86),
    };
    expect(await codeOf(thief.ask('PUT', relayPaths.brief(brief.id), proof))).toBe('wrong-proof');
    expect(await codeOf(thief.ask('PUT', relayPaths.brief('0'.repeat(64)), proof))).toBe('bad-request');
    expect(await codeOf(thief.ask('PUT', relayPaths.brief(brief.id), { ...proof, more: 1 }))).toBe('bad-request');
  });

  it('is made once by two who share it at once', async () => {
    const client = test.client('Ann');
    const both = await Promise.all([client.share('nonce', now), client.share('nonce', now + 1)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const rooms = both.map(({ body, brief }) => test.keep(client.connect(brief.id, 'notes', body.token)));
    await until('both are in', () => rooms.every(({ provider }) => provider.synced));
  });

  it('is refused by a relay that takes no new ones', async () => {
    const { brief, ann } = await test.team({});
    await test.restart({ closed: true });
    expect(await codeOf(ann.client.share())).toBe('closed');
    expect(await codeOf(ann.client.share(brief.nonce))).toBe('done');
  });

  it('is left: one’s credentials end at once', async () => {
    const { brief, members } = await test.team({ bo: 'commenter' });
    const room = test.keep(members.bo.client.connect(brief.id, 'notes', members.bo.token));
    await until('he is there', () => room.provider.synced);
    const closed = new Promise<number>((done) =>
      room.provider.on('connection-close', (event) => done(event?.code ?? 0)),
    );
    put(room.doc, members.bo.client.entry(brief.id, { type: 'left' }));
    expect(await closed).toBe(4410);
    expect((await members.bo.client.ask('POST', relayPaths.leave(brief.id), undefined, members.bo.token)).status).toBe(
      401,
    );
    expect(await codeOf(members.bo.client.addDevice(brief.id))).toBe('removed');
  });
});

describe('a request', () => {
  it('that can’t be answered says why', async () => {
    const { brief, ann } = await test.team({});
    const ask = (method: string, path: string, body?: unknown, token?: string) =>
      codeOf(ann.client.ask(method, path, body, token));
    expect(await ask('GET', '/')).toBe('not-found');
    expect(await ask('GET', `/v1/${brief.id}/../../etc/passwd`)).toBe('not-found');
    expect(await ask('GET', relayPaths.blob(brief.id, '../../../x'))).toBe('not-found');
    expect(await ask('POST', relayPaths.people(brief.id))).toBe('method-not-allowed');
    expect(await ask('GET', relayPaths.people(brief.id))).toBe('unauthorised');
    expect(await ask('GET', relayPaths.people('0'.repeat(64)), undefined, ann.token)).toBe('no-such-brief');
    expect(await ask('GET', `/v1/${brief.id}/log?after=x`, undefined, ann.token)).toBe('bad-request');
    expect(await ask('POST', relayPaths.devices(brief.id), { x: 'x'.repeat(300_000) })).toBe('too-large');
    expect((await ann.client.ask('GET', '/healthz')).body).toMatchObject({ ok: true });
  });

  it('with another brief’s credential is refused', async () => {
    const one = await test.team({});
    const two = await test.team({});
    expect(await codeOf(one.ann.client.ask('GET', relayPaths.people(two.brief.id), undefined, one.ann.token))).toBe(
      'unauthorised',
    );
  });
});
