import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BriefId } from '../../../shared/model/ids.ts';
import { parseDeviceCode } from '../../../shared/relay/device-code.ts';
import { Analyst } from './analyst.ts';
import { pairAtRelay, Team } from './team.ts';

let team: Team;
let ann: Analyst;
let bo: Analyst;
let brief: BriefId;

beforeEach(async () => {
  ({ team, ann, bo, brief } = await pairAtRelay('commenter'));
});
afterEach(() => team.close());

describe('another device of one’s own', () => {
  it('joins everything by a code, works there as the same person, and is told of what was read', async () => {
    const second = await team.share(bo);
    await bo.annotate(brief, 'four per cent', 'Of what?');
    await bo.onRelay(brief);
    const { code, expires } = await bo.services.call('device.offer', {});
    expect(expires - Date.now()).toBeGreaterThan(9 * 60_000);
    const laptop = await Analyst.nobody();
    try {
      const came = await laptop.services.call('device.join', { code });
      expect(came).toEqual({ person: bo.person, joined: 2, missing: [] });
      await laptop.sees(brief, 1);
      await laptop.annotate(brief, 'Thursday', 'Which one?');
      await laptop.onRelay(brief);
      await ann.sees(brief, 2);
      const [, hers] = (await ann.annotations(brief)).sort((a, b) => a.at - b.at);
      expect(hers?.by).toBe(bo.person.id);
      expect((await laptop.services.call('sharing.people', { brief: second })).map(({ name }) => name)).toEqual([
        'Bo Tan',
      ]);
      const people = await ann.services.call('sharing.people', { brief });
      expect(people.find(({ id }) => id === bo.person.id)?.devices).toHaveLength(2);
    } finally {
      await laptop.remove();
    }
  });

  it('gets its code by another relay where the first is away', async () => {
    const other = await Team.withRelay();
    try {
      const second = await bo.import();
      const relay = other.address;
      await bo.services.call('sharing.share', { brief: second, relay });
      await team.stopRelay();
      await bo.until(brief, ({ state }) => state === 'offline');
      const { code } = await bo.services.call('device.offer', {});
      expect(parseDeviceCode(code)).toMatchObject({ relay, brief: second });
    } finally {
      await other.close();
    }
  });

  it('gets in by a code only once, and not by one that was taken back or replaced', async () => {
    const { code } = await bo.services.call('device.offer', {});
    const laptop = await Analyst.nobody();
    try {
      const { code: newer } = await bo.services.call('device.offer', {});
      await expect(laptop.services.call('device.join', { code })).rejects.toThrow(/used already, or is older/);
      await bo.services.call('device.withdraw', {});
      await expect(laptop.services.call('device.join', { code: newer })).rejects.toThrow(/used already, or is older/);
      const { code: good } = await bo.services.call('device.offer', {});
      await expect(laptop.services.call('device.join', { code: good.slice(0, -2) })).rejects.toThrow(/no code/);
      const wrong = `${good.slice(0, -1)}${good.endsWith('A') ? 'E' : 'A'}`;
      await expect(laptop.services.call('device.join', { code: wrong })).rejects.toThrow(/used already, or is older/);
      expect((await laptop.services.call('device.join', { code: good })).joined).toBe(1);
      await expect(laptop.services.call('device.join', { code: good })).rejects.toThrow(/used already, or is older/);
    } finally {
      await laptop.remove();
    }
  });

  it('leaves nothing on the relay that can be read, and only members can leave anything', async () => {
    const { code } = await bo.services.call('device.offer', {});
    const parsed = parseDeviceCode(code);
    expect(parsed?.brief).toBe(brief);
    const { address, secret } = { address: team.addressFor(bo), secret: parsed?.secret ?? '' };
    const path = `/v1/${brief}/parcels/${'a'.repeat(64)}`;
    expect(await status(address + path, 'PUT', { parcel: 'AAAA' })).toBe(401);
    expect(await status(address + path, 'POST', {})).toBe(404);
    expect(await team.bytesOnDisk(brief)).not.toContain(secret);
  });

  it('needs a relay, and says what to do without one', async () => {
    const cem = await team.member('Cem Aydın');
    await expect(cem.services.call('device.offer', {})).rejects.toThrow(/Save your identity as a file instead/);
  });
});

describe('an owner who lost their computer', () => {
  it('comes back with the identity that they exported, by the relay alone', async () => {
    await ann.annotate(brief, 'four per cent', 'Of what?');
    await ann.onRelay(brief);
    const { bytes } = await ann.services.call('identity.export', { passphrase: 'four plain words here' });
    const { link } = await ann.services.call('sharing.invite', { brief, role: 'viewer' });
    const { name, id } = ann.person;
    await ann.stop();

    const laptop = await Analyst.nobody();
    try {
      const person = await laptop.services.call('identity.import', { bytes, passphrase: 'four plain words here' });
      expect({ name: person.name, id: person.id }).toEqual({ name, id });
      // Any link leads to the relay; who is an owner there stays one.
      expect(await laptop.services.call('sharing.join', { link })).toEqual({ brief, role: 'owner' });
      await laptop.sees(brief, 1);
      await laptop.onRelay(brief);
      await laptop.services.call('sharing.setRole', { brief, person: bo.person.id, role: 'editor' });
      const people = await bo.services.call('sharing.people', { brief });
      expect(people.map(({ name: called, role }) => [called, role])).toEqual([
        ['Ann Okoro', 'owner'],
        ['Bo Tan', 'editor'],
      ]);
    } finally {
      await laptop.remove();
      await ann.start();
    }
  });
});

function status(address: string, method: string, body: unknown): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      address,
      { method, agent: false, headers: { 'content-type': 'application/json' } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}
