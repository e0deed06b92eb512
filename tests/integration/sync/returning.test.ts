import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AttributedPayload, Brief } from '../../../app/services/brief/brief.ts';
import type { Identity } from '../../../app/services/identity/profile.ts';
import { BriefSync } from '../../../app/services/sync/brief-sync.ts';
import { enterAgain, redeem } from '../../../app/services/sync/membership.ts';
import { RelayFolder, type RelayLink } from '../../../app/services/sync/relay-link.ts';
import { type InvitationLink, parseInvitationLink } from '../../../shared/relay/invitation-link.ts';
import { MemoryTarget } from '../../support/memory-target.ts';
import { personCalled } from '../../support/people.ts';
import { RelayProcess } from '../../support/relay-process.ts';
import { times, torture, within } from '../../support/torture.ts';
import { Wire } from '../../support/wire.ts';
import { Analyst, waitFor } from './analyst.ts';

const CLIENTS = times('returning-clients', 50, 500);
/** As many as a relay lets one person have, with two rooms each. */
const DEVICES_A_PERSON = 15;
/** After so long everybody waits as long as anybody ever does. */
const DOWN_MS = torture ? 25_000 : 2_000;
const BACK_WITHIN_MS = 30_000;

/** One of many: the real client of the app, with its brief in memory. */
interface Client {
  identity: Identity;
  target: MemoryTarget;
  sync: BriefSync;
}

let folder: string;
let relay: RelayProcess;
let port: number;
let wire: Wire;
let ann: Analyst;
const clients: Client[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'briefmark-returning-'));
  relay = RelayProcess.startFor(within(240_000), '--data', join(folder, 'relay'), '--port', '0');
  port = Number(new URL(await relay.address()).port);
  wire = await Wire.to(() => port);
  ann = await Analyst.named('Ann Okoro');
}, within(60_000));

afterEach(async () => {
  await Promise.all(clients.splice(0).map(({ sync }) => sync.close()));
  await ann?.remove();
  await wire.close();
  await relay.kill();
  await rm(folder, { recursive: true, force: true });
});

/** Joins as somebody new, or as a further device of whoever joined last. */
async function joined(
  invitation: InvitationLink,
  i: number,
  last: Identity | undefined,
): Promise<[Identity, RelayLink]> {
  const place = { relay: `http://127.0.0.1:${wire.port}`, trust: {} };
  if (last && i % DEVICES_A_PERSON !== 0) return [last, (await enterAgain(invitation.brief, last, place)).link];
  const identity = personCalled(`Person ${i}`);
  return [identity, (await redeem(invitation, identity, place)).link];
}

async function client([identity, link]: [Identity, RelayLink], i: number): Promise<Client> {
  const { brief, founder, nonce } = link;
  const target = new MemoryTarget(new Brief({ id: brief, founder, nonce }));
  const place = new RelayFolder(join(folder, 'clients', String(i)));
  await place.keep(link);
  const sync = await BriefSync.open(link, place, target, {
    now: Date.now,
    changed: async () => {},
    arrived: () => {},
    stateChanged: () => {},
    credentialEnded: async () => undefined,
    trouble: (error) => {
      throw error;
    },
  });
  sync.connect();
  return { identity, target, sync };
}

/** How many of some times lie in the fullest second. */
function fullestSecond(attempts: readonly number[]): number {
  const sorted = attempts.toSorted((a, b) => a - b);
  let most = 0;
  for (let from = 0, to = 0; to < sorted.length; to++) {
    while ((sorted[to] as number) - (sorted[from] as number) > 1_000) from++;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

const everybody = (state: string) => clients.filter(({ sync }) => sync.state.state === state).length;

describe('a relay that is killed and comes back', () => {
  it(
    `has its ${CLIENTS} clients back within ${BACK_WITHIN_MS / 1_000} s, with all that they wrote meanwhile, and no storm`,
    async () => {
      const brief = await ann.import();
      await ann.services.call('sharing.share', { brief, relay: `http://127.0.0.1:${wire.port}` });
      const { link } = await ann.services.call('sharing.invite', { brief, role: 'commenter', uses: CLIENTS });
      // Who joins while others are connected is told to each of them: that isn't what is tried here.
      const links: [Identity, RelayLink][] = [];
      const invitation = parseInvitationLink(link) as InvitationLink;
      for (let i = 0; i < CLIENTS; i++) links.push(await joined(invitation, i, links.at(-1)?.[0]));
      for (const [i, each] of links.entries()) clients.push(await client(each, i));
      const patience = within(60_000);
      await waitFor(
        async () => everybody('on-relay'),
        (count) => count === CLIENTS,
        'all are there',
        patience,
      );

      await relay.kill();
      const killed = performance.now();
      await waitFor(
        async () => everybody('on-relay'),
        (count) => count === 0,
        'all have noticed',
      );
      const written = clients
        .filter((_, i) => i % 5 === 0)
        .map(({ identity, target }) => {
          const payload: AttributedPayload = { type: 'annotated', kind: 'note', tags: [], anchors: [] };
          const { record, entries } = target.brief.append([payload], identity, Date.now());
          target.keep(record);
          return entries[0]?.id as string;
        });
      await new Promise((done) => setTimeout(done, DOWN_MS));
      const late = wire.attempts.filter((at) => at > killed + 15_000);
      relay = RelayProcess.startFor(within(240_000), '--data', join(folder, 'relay'), '--port', String(port));
      await relay.address();
      const back = performance.now();
      await waitFor(
        async () => everybody('on-relay'),
        (count) => count === CLIENTS,
        'all are back',
        BACK_WITHIN_MS,
      );
      const took = performance.now() - back;
      for (const { target } of clients) {
        await waitFor(
          async () => written.filter((id) => !target.brief.holds(id)).length,
          (missing) => missing === 0,
          'everybody has everything',
        );
      }
      // Two rooms each; nobody tries more often than once in half a second, and soon much less.
      const after = fullestSecond(wire.attempts.filter((at) => at > back));
      const first = fullestSecond(wire.attempts.filter((at) => at > killed && at < back));
      console.log(
        `${CLIENTS} clients back in ${Math.round(took)} ms; fullest second: ${first} attempts after the kill, ${fullestSecond(late)} when it was down for long, ${after} when it was back`,
      );
      expect(first).toBeLessThan(2 * 2 * CLIENTS);
      expect(fullestSecond(late)).toBeLessThan(CLIENTS);
      expect(after).toBeLessThan(2 * CLIENTS);
    },
    within(240_000),
  );
});
