import type { SyncState } from '../../../shared/bridge/sharing.ts';
import { CLOSE } from '../../../shared/relay/messages.ts';
import type { Role } from '../../../shared/roles.ts';
import type { RelayLink } from './relay-link.ts';
import type { Room } from './room.ts';
import type { Closed } from './room-socket.ts';
import type { SetAside } from './set-aside.ts';

interface Facts {
  link: RelayLink;
  role: Role;
  /** The article on the relay was changed by a newer Briefmark. */
  textIsNewer: boolean;
  rooms: readonly Pick<Room, 'stopped' | 'said' | 'offlineSince' | 'trying' | 'relayIsBehind' | 'settled'>[];
  pending: number;
  setAside: SetAside;
}

const BEHIND =
  'The relay has lost a part of this article, perhaps because it was restored from a backup. An owner of the brief can give it back.';
const NEWER =
  'A newer Briefmark has changed this brief on the relay, so that it can only be read here, as it was before. Update Briefmark to go on.';
const VIEWER = 'You may read this brief and not change it. An owner can give you another role.';
const REMOVED = 'An owner ended your part in this brief.';
const WAITS =
  'Nothing is lost: what you do is on this computer’s disk, and goes there as soon as the relay takes it. If it lasts, tell the relay’s operator.';
const READ_ONLY: Partial<Record<Role, string>> = { viewer: VIEWER, removed: REMOVED };

/** How a brief stands to its relay, in one answer that is true. */
export function describeState({ link, role, rooms, textIsNewer, pending, setAside }: Facts): SyncState {
  const about = { brief: link.brief, relay: link.relay, person: link.person, role, pending, ...refusedIn(setAside) };
  const stopped = rooms.find((room) => room.stopped)?.stopped;
  const behind = rooms.some((room) => room.relayIsBehind);
  const canGiveBack = behind && role === 'owner';
  if (stopped) {
    const ended = stopped.code === CLOSE.removed || role === 'removed';
    const now = { ...about, role: ended ? ('removed' as const) : role };
    return { ...now, state: 'stopped', why: whyStopped(stopped, ended), readOnly: ended, canGiveBack };
  }
  const readOnly = textIsNewer || role === 'viewer' || role === 'removed';
  const why = behind ? BEHIND : textIsNewer ? NEWER : READ_ONLY[role];
  const more = { readOnly, canGiveBack, ...(why ? { why } : {}) };
  const offline = rooms.filter(({ offlineSince }) => offlineSince !== undefined);
  if (behind || (offline.length > 0 && offline.every(({ trying }) => trying)))
    return { ...about, ...more, state: 'checking' };
  if (offline.length > 0) {
    const since = Math.min(...offline.map(({ offlineSince = Number.POSITIVE_INFINITY }) => offlineSince));
    const said = offline.find((room) => room.said)?.said;
    return {
      ...about,
      ...more,
      ...(said ? { why: `The relay says: ${said}. ${WAITS}` } : {}),
      state: 'offline',
      since,
    };
  }
  if (pending > 0) return { ...about, ...more, state: 'sending' };
  return { ...about, ...more, state: rooms.every(({ settled }) => settled) ? 'on-relay' : 'checking' };
}

function refusedIn(setAside: SetAside): Pick<SyncState, 'refused' | 'putAway' | 'heldBack'> {
  return { refused: setAside.shown, putAway: setAside.putAwayThings, heldBack: [...setAside.entries] };
}

/** Why there is no connection any more, for the person whose it was. */
export function whyStopped({ code, certificate, foreign }: Closed, removed: boolean): string {
  if (certificate)
    return 'What answers at the relay’s address shows another certificate than the one you trust: it was renewed, or somebody stands between. Nothing was sent. In a hotel or on a train, log in to the network first, then try again; else ask the relay’s operator, and join again with a new link.';
  if (foreign)
    return 'What answers at the relay’s address is no relay of Briefmark, or a much older or newer one. Ask its operator.';
  if (removed || code === CLOSE.removed)
    return 'An owner ended your part in this brief. What you had not sent stays here, and you can export it.';
  switch (code) {
    case CLOSE.unauthorised:
      return 'The relay takes this device’s credential no more: perhaps an owner ended your part in this brief. What you had not sent stays here, and you can export it. To go on, join with a new link, or share the brief again as its owner.';
    case CLOSE.notFound:
      return 'The relay does not have this brief any more. Its owner can share it there again.';
    case CLOSE.abuse:
      return 'The relay closed the connection because too much came at once. Wait a minute, then try again.';
    case CLOSE.tooLarge:
      return 'A change is larger than the relay takes. Undo it, or ask the relay’s operator.';
    default:
      return `The relay closed the connection for good (code ${code}). Ask its operator.`;
  }
}

/** The same of a brief whose sync isn't running. */
export function describeClosed(link: RelayLink): SyncState {
  const { brief, relay, person } = link;
  const about = { brief, relay, person, role: 'viewer' as const, pending: 0, refused: [], putAway: [], heldBack: [] };
  return { ...about, state: 'checking', readOnly: false, canGiveBack: false };
}
