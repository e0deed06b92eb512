import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KEEP_ALIVE_CHECK_MS } from '../../../app/relay/limits.ts';
import { Relay } from '../../../app/relay/relay.ts';
import type { PeopleAnswer } from '../../../shared/relay/requests.ts';
import { relayPaths } from '../../../shared/relay/requests.ts';
import { personCalled } from '../../support/people.ts';
import { type Connected, invitationBy, put, RelayClient, until } from '../../support/relay-client.ts';

let data: string;
let relay: Relay;
const connected: Connected[] = [];

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'briefmark-relay-'));
  relay = await Relay.start({ data, host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
  for (const { provider } of connected.splice(0)) provider.destroy();
  await relay.stop();
  await rm(data, { recursive: true });
});

function keep(room: Connected): Connected {
  connected.push(room);
  return room;
}

const entriesOf = ({ doc }: Connected) => doc.getMap('entries');

describe('a brief on a relay', () => {
  it('is shared, joined by a link and annotated by both', async () => {
    const ann = new RelayClient(relay.address, personCalled('Ann Okoro'));
    const bo = new RelayClient(relay.address, personCalled('Bo Tan'));
    const { body, brief, status } = await ann.share();
    expect(status).toBe(200);
    const hers = keep(ann.connect(brief.id, 'notes', body.token));
    const { entry, secret } = invitationBy(ann, brief.id, 'commenter');
    put(hers.doc, ann.entry(brief.id, { type: 'person', name: 'Ann Okoro', initials: 'AO', colour: '#4c5561' }), entry);
    await until('the invitation is there', async () => (await bo.look(brief.id, entry, secret)).status === 200);
    const look = await bo.look(brief.id, entry, secret);
    expect(look.body).toMatchObject({ inviter: { name: 'Ann Okoro' }, role: 'commenter', usesLeft: 1, title: '' });

    const joined = await bo.redeem(brief.id, entry, secret);
    expect(joined.body).toMatchObject({ role: 'commenter', founder: ann.person.person.id, nonce: brief.nonce });
    const his = keep(bo.connect(brief.id, 'notes', joined.body.token));
    const annotation = bo.entry(brief.id, { type: 'annotated', kind: 'claim', tags: [], anchors: [] });
    put(his.doc, annotation);
    await until('she has his annotation', () => entriesOf(hers).has(annotation.id));
    expect(entriesOf(hers).toJSON()).toEqual(entriesOf(his).toJSON());
    expect(entriesOf(hers).size).toBe(5);

    const people = await ann.ask<PeopleAnswer>('GET', relayPaths.people(brief.id), undefined, body.token);
    expect(people.body.map(({ role, devices }) => [role, devices[0]?.online])).toEqual([
      ['owner', true],
      ['commenter', true],
    ]);
  });

  it('removes somebody at once', async () => {
    const ann = new RelayClient(relay.address, personCalled('Ann Okoro'));
    const bo = new RelayClient(relay.address, personCalled('Bo Tan'));
    const { body, brief } = await ann.share();
    const hers = keep(ann.connect(brief.id, 'notes', body.token));
    put(hers.doc, ann.entry(brief.id, { type: 'role', person: bo.person.person.id, role: 'editor' }));
    await until('he has a role', async () => (await bo.addDevice(brief.id)).status === 200);
    const { token } = (await bo.addDevice(brief.id)).body;
    const his = keep(bo.connect(brief.id, 'notes', token));
    await until('he is there', () => his.provider.synced);
    const closed = new Promise<number>((done) =>
      his.provider.on('connection-close', (event) => done(event?.code ?? 0)),
    );
    const start = performance.now();
    put(hers.doc, ann.entry(brief.id, { type: 'role', person: bo.person.person.id, role: 'removed' }));
    expect(await closed).toBe(4410);
    // Not only when the relay next looks at its connections.
    expect(performance.now() - start).toBeLessThan(KEEP_ALIVE_CHECK_MS);
    expect((await bo.ask('GET', relayPaths.people(brief.id), undefined, token)).status).toBe(401);
    expect((await bo.addDevice(brief.id)).body).toMatchObject({ error: { code: 'removed' } });
  });
});
