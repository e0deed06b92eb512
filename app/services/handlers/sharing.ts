import type { RoleGiven, sharingCalls } from '../../../shared/bridge/sharing.ts';
import type { Entry } from '../../../shared/model/entry.ts';
import type { BriefId, EntryId, PersonId } from '../../../shared/model/ids.ts';
import { timelineOf } from '../../../shared/offline/timeline.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Role } from '../../../shared/roles.ts';
import type { AttributedPayload } from '../brief/brief.ts';
import type { Identity } from '../identity/profile.ts';
import type { StoredBrief } from '../library/stored-brief.ts';
import { Devices } from '../sync/devices.ts';
import type { Hosting } from '../sync/hosting.ts';
import { demandOpen, openInvitations } from '../sync/invitations.ts';
import { demandChangeable, demandOwner, membersOf, newInvitation } from '../sync/inviting.ts';
import { enter, fetchBrief, placeAt, placeOf, readLink } from '../sync/joining.ts';
import { enterAgain, leaveRelay, lookAt, peopleOnRelay, type RelayPlace, shareBrief } from '../sync/membership.ts';
import { offerAgain } from '../sync/offer-again.ts';
import { refusedAsText } from '../sync/refused-text.ts';
import type { Syncing } from '../sync/syncing.ts';
import type { HandlersOf, ServiceContext } from './context.ts';
import { fileOut } from './file-out.ts';

/** How long a change that others wait for may take to reach the relay. */
const PATIENCE_MS = 10_000;

/** Answers the calls of working as a team. */
export function sharingHandlers(
  context: ServiceContext,
  syncing: Syncing,
  hosting: Hosting,
): HandlersOf<typeof sharingCalls> {
  /** Signs something as this person, and waits until the relay has it. */
  const signed = async (brief: BriefId, payloads: AttributedPayload[]) => {
    const { person } = syncing.link(brief);
    const { entries } = await context.change(brief, person, (stored, author) =>
      stored.sign(payloads, author, context.now()),
    );
    const sync = await syncing.of(brief);
    // Where it is known that there is no relay, one attempt is enough.
    await syncing.exchange(brief, sync.state.state === 'offline' ? 0 : PATIENCE_MS);
    const ids = new Set(entries.map(({ id }) => id as string));
    const refused = (await syncing.of(brief)).state.refused.find(({ id }) => ids.has(id));
    if (refused) throw new Refusal('relay-refused', `The relay refused this. ${refused.why}`);
    return entries;
  };

  const giveRoles = async (
    brief: BriefId,
    roles: readonly { person: PersonId; role: Role }[],
    what: string,
  ): Promise<RoleGiven> => {
    await context.library.with(brief, ({ brief: { notes } }) => {
      demandOwner(notes.people, syncing.link(brief).person, what);
      demandChangeable(notes.people, roles);
    });
    return soon(
      brief,
      roles.map(({ person, role }) => ({ type: 'role', person, role })),
    );
  };

  /** Signs something that holds here at once, and for everybody as soon as the relay has it. */
  const soon = async (brief: BriefId, payloads: AttributedPayload[]): Promise<RoleGiven> => {
    try {
      await signed(brief, payloads);
      return { waits: false };
    } catch (error) {
      // It is signed and on the disk, and goes out as everything does that was done offline.
      if (error instanceof Refusal && error.code === 'relay-not-reached') return { waits: true };
      throw error;
    }
  };

  const share = async (brief: BriefId, place: RelayPlace, as: PersonId | undefined) => {
    const owner = await founderOr(context, brief, as);
    const link = await context.library.with(brief, async (stored) => {
      demandOwner(stored.brief.notes.people, owner.person.id, 'share it');
      if (stored.brief.founder === owner.person.id) return shareBrief(stored.brief, owner, place);
      return (await enterAgain(brief, owner, place)).link;
    });
    await syncing.add(link);
    await syncing.exchange(brief, PATIENCE_MS).catch((error: unknown) => {
      throw error instanceof Refusal && error.code === 'relay-not-reached' ? sharedInPart(link.relay, error) : error;
    });
    return { brief, relay: link.relay };
  };

  const devices = new Devices(context, syncing, hosting);

  return {
    'device.offer': () => devices.offer(),
    'device.withdraw': async () => {
      await devices.withdraw();
      return null;
    },
    'device.join': async ({ code, ca }) => {
      const { identity, joined, missing } = await devices.join(code, ca);
      return { person: identity.person, joined, missing };
    },
    'sharing.share': async ({ brief, relay, as, ca }) => share(brief, await placeAt(relay, ca), as),
    'sharing.host': async ({ brief, as }) => {
      const shared = await share(brief, await hosting.start(), as);
      return { ...shared, addresses: await hosting.addressesOf(shared.relay) };
    },
    'sharing.invite': async ({ brief, role, uses, lasting }) => {
      const link = syncing.link(brief);
      await context.library.with(brief, (stored) =>
        demandOwner(stored.brief.notes.people, link.person, 'invite others'),
      );
      // Without a relay there would be an invitation whose link nobody ever saw.
      await syncing.exchange(brief, PATIENCE_MS);
      const expires = context.now() + lasting;
      const invitation = newInvitation({ role, uses, expires });
      const entries = await signed(brief, [invitation.payload]);
      const entry = entries.at(-1)?.id as EntryId;
      // What this computer calls itself is no address for others.
      const [address = link.relay] = await hosting.addressesOf(link.relay);
      return { link: invitation.link(entry, { ...link, relay: address }), invitation: entry, role, uses, expires };
    },
    'sharing.invitations': async ({ brief }) => {
      const { person } = syncing.link(brief);
      return context.library.with(brief, ({ brief: { notes } }) => {
        demandOwner(notes.people, person, 'see its invitations');
        return openInvitations(notes.people, context.now());
      });
    },
    'sharing.uninvite': async ({ brief, invitation }) => {
      const { person } = syncing.link(brief);
      await context.library.with(brief, ({ brief: { notes } }) => {
        demandOwner(notes.people, person, 'end an invitation');
        demandOpen(notes.people, invitation);
      });
      return soon(brief, [{ type: 'uninvited', invitation }]);
    },
    'sharing.look': async ({ link: text }) => {
      const link = readLink(text);
      const place = await placeOf(link);
      const { title, inviter, role, expires, usesLeft } = await lookAt(link, place);
      const here = (await context.library.ids()).includes(link.brief);
      const { relay } = place;
      return { brief: link.brief, relay, title, inviter: inviter.name, role, expires, usesLeft, here };
    },
    'sharing.join': async ({ link: text, as, ca }) => {
      const link = readLink(text);
      const joiner = await context.author(as);
      const { brief } = link;
      const folder = syncing.folders.of(brief);
      const here = (await context.library.ids()).includes(brief);
      const after = here ? await context.library.with(brief, (stored) => lastRole(stored, joiner)?.at) : undefined;
      const known = { before: await folder.link(), ...(after === undefined ? {} : { after }) };
      const { link: entered, role } = await enter(link, joiner, await placeOf(link, ca), known);
      await folder.keep(entered);
      if (!here) await context.library.add(await fetchBrief(entered, folder), context.now());
      const sync = await syncing.add(entered);
      if (here) await syncing.exchange(brief, PATIENCE_MS);
      else await sync.untilKnown(PATIENCE_MS);
      context.added(brief);
      // Who was a member before got no role by the invitation.
      if (role === undefined) return { brief, role: (await syncing.of(brief)).state.role, already: true };
      return { brief, role };
    },
    'sharing.people': async ({ brief }) => {
      // Somebody may have joined since this brief was last in step.
      await syncing.exchange(brief, PATIENCE_MS);
      const onRelay = await peopleOnRelay(syncing.link(brief));
      return context.library.with(brief, (stored) => membersOf(stored.brief.notes.people, onRelay));
    },
    'sharing.members': ({ brief }) => context.library.with(brief, (stored) => membersOf(stored.brief.notes.people, [])),
    'sharing.setRole': ({ brief, person, role }) => giveRoles(brief, [{ person, role }], 'change roles'),
    'sharing.handOver': ({ brief, person }) => {
      const me = syncing.link(brief).person;
      const roles = [
        { person, role: 'owner' as const },
        { person: me, role: 'editor' as const },
      ];
      return giveRoles(brief, roles, 'hand it over');
    },
    'sharing.leave': async ({ brief }) => {
      const link = syncing.link(brief);
      // Without a relay somebody would have left here and nowhere else; and it knows who is an owner by now.
      await syncing.exchange(brief, PATIENCE_MS);
      await context.library.with(brief, ({ brief: { notes } }) =>
        demandChangeable(notes.people, [{ person: link.person, role: 'removed' }]),
      );
      await signed(brief, [{ type: 'left' }]).catch((error: unknown) => {
        // The relay closes the door as soon as it has the entry, perhaps before it has said so.
        if (!(error instanceof Refusal) || error.code !== 'sync-stopped') throw error;
      });
      await leaveRelay(link).catch((error: unknown) => {
        if (!(error instanceof Refusal) || !error.code.startsWith('relay-')) throw error;
      });
      await syncing.remove(brief);
      return null;
    },
    'sharing.hosted': async ({ brief }) =>
      syncing.isShared(brief) ? hosting.addressesOf(syncing.link(brief).relay) : [],
    'sync.state': async ({ brief }) => (await syncing.state(brief)) ?? null,
    'sync.states': () => syncing.states(),
    'sync.waiting': async ({ brief }) => {
      const { entries, ...others } = (await syncing.of(brief)).waitingFor;
      const moments = await context.library.with(brief, (stored) => timelineOf(stored.brief.notes, [], entries));
      return { moments, ...others };
    },
    'sync.now': async ({ brief }) => {
      await syncing.of(brief);
      await syncing.askForTime(brief);
      return syncing.exchange(brief, PATIENCE_MS);
    },
    'sync.offerAgain': async ({ brief, ids }) => {
      await offerAgain(context, brief, await syncing.of(brief), new Set(ids));
      return null;
    },
    'sync.putAway': async ({ brief, ids, away }) => {
      await (await syncing.of(brief)).putAway(new Set(ids), away);
      return null;
    },
    'sync.exportRefused': async ({ brief }) => {
      const { refused, putAway } = (await syncing.of(brief)).state;
      return fileOut('not-on-the-relay.md', Buffer.from(refusedAsText([...refused, ...putAway])));
    },
    'sync.giveBack': async ({ brief }) => {
      (await syncing.of(brief)).giveBack();
      return null;
    },
    'presence.set': async ({ brief, presence }) => {
      if (!syncing.isShared(brief)) return null;
      const { awareness, link } = await syncing.of(brief);
      awareness.setLocalState({ person: link.person, ...presence });
      return null;
    },
    'presence.gone': async ({ brief }) => {
      if (syncing.isShared(brief)) (await syncing.of(brief)).awareness.setLocalState(null);
      return null;
    },
    'presence.here': ({ brief }) => syncing.present(brief),
  };
}

/** The entry by which somebody got the role that they have in a copy of a brief, or left. */
function lastRole({ brief: { notes } }: StoredBrief, { person }: Identity): Entry | undefined {
  return notes.people.givenRoles.findLast((given) => given.person === person.id)?.moment;
}

/** The refusal where a relay has made a brief, and was gone before it had all of it. */
function sharedInPart(relay: string, cause: Refusal): Refusal {
  return new Refusal(
    cause.code,
    `The relay ${relay} has taken the brief, and can’t be reached any more: not all of it is there yet. Nothing is lost here; the rest goes there with the next exchange, so “briefmark sync” or the app brings it when the relay is back.`,
    { cause },
  );
}

/** Who shares a brief: the one who is named; else its founder where their keys are here, else who works here. */
async function founderOr(context: ServiceContext, brief: BriefId, as: PersonId | undefined): Promise<Identity> {
  if (as) return context.author(as);
  const founder = await context.library.with(brief, (stored) => stored.brief.founder);
  return (await context.profile.find(founder)) ?? context.me();
}
