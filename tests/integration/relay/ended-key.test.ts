import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeKeys, signerOf } from '../../../app/services/crypto.ts';
import { certificateText, type Entry, type Payload } from '../../../shared/model/entry.ts';
import type { PublicKey } from '../../../shared/model/ids.ts';
import { ACK_PROTOCOL, CLOSE, TOKEN_PROTOCOL_PREFIX } from '../../../shared/relay/messages.ts';
import { proofTexts, relayPaths } from '../../../shared/relay/requests.ts';
import { RawSocket } from '../../support/raw-socket.ts';
import { type Connected, put, RelayClient, until } from '../../support/relay-client.ts';
import { type Team, TestRelay } from '../../support/relay-data.ts';

let test: TestRelay;
let team: Team<'bo'>;
/** Bo's own connection, by the first key. */
let room: Connected;
/** Bo's laptop, which has a key of its own, and what the relay gave it. */
let laptop: RelayClient;
let token: string;

beforeEach(async () => {
  test = await TestRelay.start();
  team = await test.team({ bo: 'commenter' });
  const { client } = team.members.bo;
  room = test.keep(client.connect(team.brief.id, 'notes', team.members.bo.token));
  laptop = new RelayClient(client.address, { ...client.person, keys: makeKeys() });
  put(room.doc, describing(client, certifying(laptop.person.keys.public)));
  await until('the laptop is let in', async () => {
    const { status, body } = await laptop.addDevice(team.brief.id);
    token = body.token;
    return status === 200;
  });
});

afterEach(() => test.end());

type Described = Extract<Payload, { type: 'person' }>;

/** Says anew who somebody is, with what that changes about their keys. */
function describing({ person: { person, keys } }: RelayClient, more: Partial<Described>, at = Date.now()): Entry {
  const { name, initials, colour } = person;
  return new RelayClient('', { format: 1, person, keys }).entry(
    team.brief.id,
    { type: 'person', name, initials, colour, ...more },
    at,
  );
}

/** Bo's certificate for a key, by the first one. */
function certifying(key: PublicKey): Partial<Described> {
  const { person, keys } = team.members.bo.client.person;
  return { certificate: { person: person.id, key, sig: signerOf(keys)(certificateText(person.id, key)) } };
}

/** Bo ends the laptop's key, by the first one. */
function endKey(): void {
  put(room.doc, describing(team.members.bo.client, { ends: laptop.person.keys.public }));
}

const open = (credential: string) =>
  RawSocket.open(test.relay.address, team.brief.id, 'notes', [ACK_PROTOCOL, `${TOKEN_PROTOCOL_PREFIX}${credential}`]);

const statusOf = async (credential: string) =>
  (await laptop.ask('GET', relayPaths.people(team.brief.id), undefined, credential)).status;

describe('a key that its person ended', () => {
  it('takes the sockets and the credentials with it that were given for it, and no others', async () => {
    const inside = await open(token);
    expect(await statusOf(token)).toBe(200);
    endKey();
    expect(await inside.closed).toMatchObject({ code: CLOSE.unauthorised });
    expect((await (await open(token)).closed).code).toBe(CLOSE.unauthorised);
    expect(await statusOf(token)).toBe(401);
    expect(await statusOf(team.members.bo.token)).toBe(200);
    expect(room.provider.wsconnected).toBe(true);
    await test.restart();
    expect(await statusOf(token)).toBe(401);
    expect(await statusOf(team.members.bo.token)).toBe(200);
  });

  it('opens nothing by a credential whose end didn’t reach the disk', async () => {
    const path = join(test.data, 'briefs', team.brief.id, 'credentials.json');
    const before = await readFile(path, 'utf8');
    const inside = await open(token);
    endKey();
    await inside.closed;
    const { relay } = test;
    await relay.stop();
    await writeFile(path, before);
    test.relay = (await TestRelay.start({ data: test.data })).relay;
    laptop = new RelayClient(test.relay.address, laptop.person);
    expect(await statusOf(token)).toBe(401);
    expect((await (await open(token)).closed).code).toBe(CLOSE.unauthorised);
  });

  it('gets no other credential, whatever it signs and dates before its end', async () => {
    const inside = await open(token);
    const earlier = Date.now();
    await until('that is past', () => Date.now() > earlier + 1);
    endKey();
    await inside.closed;
    const { person, keys } = laptop.person;
    const first = team.members.bo.client.person.keys.public;
    const at = Date.now();
    const asked = await laptop.ask<{ error?: { code: string } }>('POST', relayPaths.devices(team.brief.id), {
      person: person.id,
      key: keys.public,
      at,
      device: 'test',
      proof: signerOf(keys)(proofTexts.device(team.brief.id, person.id, at)),
      entries: [describing(laptop, { ends: first }, earlier)],
    });
    expect(asked.body.error?.code).toBe('wrong-key');
  });
});

describe('a credential that an older relay gave', () => {
  it('is for no key in particular, and stays', async () => {
    const path = join(test.data, 'briefs', team.brief.id, 'credentials.json');
    await test.relay.stop();
    const file = JSON.parse(await readFile(path, 'utf8')) as { devices: { key?: string }[] };
    for (const device of file.devices) delete device.key;
    await writeFile(path, JSON.stringify(file));
    test.relay = (await TestRelay.start({ data: test.data })).relay;
    laptop = new RelayClient(test.relay.address, laptop.person);
    expect(await statusOf(token)).toBe(200);
    expect(await statusOf(team.members.bo.token)).toBe(200);
  });
});

describe('a proof', () => {
  it('serves once, in whatever way its last character is written', async () => {
    const { person, keys } = team.members.bo.client.person;
    const at = Date.now() + 1;
    const proof = signerOf(keys)(proofTexts.device(team.brief.id, person.id, at));
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    // 64 bytes fill all but four bits of the last character, which are zero.
    const last = alphabet.indexOf(proof.at(-1) ?? '');
    const statuses: number[] = [];
    for (const bits of [0, 0, 1, 15]) {
      const spelt = `${proof.slice(0, -1)}${alphabet[(last & 48) | bits]}`;
      const body = { person: person.id, key: keys.public, at, device: 'test', proof: spelt };
      statuses.push((await laptop.ask('POST', relayPaths.devices(team.brief.id), body)).status);
    }
    expect(statuses).toEqual([200, 403, 400, 400]);
  });
});
