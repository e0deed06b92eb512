import { z } from 'zod';
import { type Entry, MAX_INVITATION_USES } from '../model/entry.ts';
import {
  type BriefId,
  briefIdSchema,
  type EntryId,
  entryIdSchema,
  type PersonId,
  personIdSchema,
} from '../model/ids.ts';
import type { Person } from '../model/people.ts';
import type { Moment } from '../offline/timeline.ts';
import { INVITED_ROLES, type InvitedRole, ROLES, type Role } from '../roles.ts';
import { as, type FileOut, nothing, ofBrief } from './params.ts';

/** An invitation that is forgotten in a mailbox for longer should be made anew. */
export const MAX_INVITATION_DAYS = 365;

/** Far longer than any address that somebody types. */
export const MAX_RELAY_LENGTH = 500;

/** Longer than any link or code is with an address of that length. */
export const MAX_LINK_LENGTH = 2_000;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Something of mine that the relay refused, set aside on this computer until its person has decided. */
export interface RefusedThing {
  /** An entry's id, or `text:…` for a change of the article. */
  id: string;
  /** Why, as a sentence for a person. */
  why: string;
  /** When, in milliseconds since 1970. */
  at: number;
  entry?: Entry;
  /** For a change of the article: its blocks in words, as they were meant to be and as they are. */
  change?: { mine: string[]; theirs: string[] };
}

/** How a brief stands to its relay. */
export interface SyncState {
  brief: BriefId;
  /** The relay's address. */
  relay: string;
  /** Who works there from this computer. */
  person: PersonId;
  role: Role;
  /**
   * `on-relay` is said only of what the relay has acknowledged; `checking` before it has said what it has. `stopped`
   * means that it doesn't try again by itself.
   */
  state: 'on-relay' | 'checking' | 'sending' | 'offline' | 'stopped';
  /** Changes that are not known to be on the relay; those of the article are one. */
  pending: number;
  /** Since when there is no connection, in milliseconds since 1970. */
  since?: number;
  /** Why it stopped, or why nothing can be changed, as a sentence. */
  why?: string;
  /** Nothing that is done here would reach the others. */
  readOnly: boolean;
  refused: RefusedThing[];
  /** Refused things that their person has put away. */
  putAway: RefusedThing[];
  /** All entries that the relay refused, also those that were put away: the fold doesn't count them. */
  heldBack: EntryId[];
  /** The relay has lost a part of the article, which the owner's app can give back. */
  canGiveBack: boolean;
}

/** Somebody who has joined a brief, as its relay and its entries tell. */
export interface Member {
  id: PersonId;
  name: string;
  initials: string;
  colour: string;
  role: Role;
  devices: { name: string; lastSeen: number; online: boolean }[];
  /** In milliseconds since 1970; null where they have never been on the relay. */
  lastSeen: number | null;
}

/** A role is given, and an invitation is ended, at once on this computer, and to everybody as soon as the relay has it. */
export interface RoleGiven {
  /** The relay can't be reached now. */
  waits: boolean;
}

/** What an invitation says before one joins. */
export interface InvitationSeen {
  brief: BriefId;
  relay: string;
  title: string;
  inviter: string;
  role: Role;
  expires: number;
  usesLeft: number;
  /** The brief is in this library already. */
  here: boolean;
}

/** An invitation by whose link somebody can still join. The link itself is known only to whom it was given. */
export interface OpenInvitation {
  id: EntryId;
  by: { id: PersonId; name: string };
  role: InvitedRole;
  /** When it was made and until when it holds, in milliseconds since 1970. */
  made: number;
  expires: number;
  uses: number;
  usesLeft: number;
}

/** A position of the article's document that stays with its words: a Yjs relative position in base64. */
const position = z.base64().max(200);
const caretSchema = z.strictObject({ anchor: position, head: position });
/** Where somebody's caret is while they edit the article; what lies between its ends is selected. */
export type Caret = z.infer<typeof caretSchema>;

/** Where somebody is in a brief, as they tell the others while they are connected. */
export const presenceSchema = z.strictObject({
  /** The first block that they see. */
  block: z.int().nonnegative().max(1_000_000).optional(),
  /** Where their caret is, while they edit the article. */
  caret: caretSchema.optional(),
  /** The annotation in whose thread they are writing. */
  writing: entryIdSchema.optional(),
});
export type Presence = z.infer<typeof presenceSchema>;

/** Somebody else who is here. */
export interface Present extends Presence {
  /** Tells two windows of one person apart. */
  window: number;
  person: PersonId;
}

const link = z.string().min(1).max(MAX_LINK_LENGTH);
const address = z.string().trim().min(1).max(MAX_RELAY_LENGTH);
/** Certificates of a house's own authority, in PEM. */
const ca = z.string().max(100_000).optional();
const ids = z.array(z.string().min(1).max(100)).min(1).max(10_000);

export const sharingCalls = {
  /** Brings a brief to a relay, or its owner back to it. */
  'sharing.share': z.strictObject({ brief: briefIdSchema, relay: address, as, ca }),
  /** Runs a relay in this program and brings the brief there. */
  'sharing.host': z.strictObject({ brief: briefIdSchema, as }),
  /** Where others reach the relay of a brief that this computer hosts; nothing where another one does. */
  'sharing.hosted': ofBrief,
  'sharing.invite': z.strictObject({
    brief: briefIdSchema,
    role: z.enum(INVITED_ROLES),
    uses: z.int().min(1).max(MAX_INVITATION_USES).default(1),
    /** For how long it holds, in milliseconds. */
    lasting: z
      .int()
      .min(60_000)
      .max(MAX_INVITATION_DAYS * DAY_MS)
      .default(7 * DAY_MS),
  }),
  /** The invitations that hold; for owners. */
  'sharing.invitations': ofBrief,
  /** Ends an invitation: nobody can join by its link any more. */
  'sharing.uninvite': z.strictObject({ brief: briefIdSchema, invitation: entryIdSchema }),
  /** Who invites to what. Nothing is sent that names the one who asks. */
  'sharing.look': z.strictObject({ link }),
  /** Joins by an invitation, or says that this device has `already` joined, and with which role. */
  'sharing.join': z.strictObject({ link, as, ca }),
  'sharing.people': ofBrief,
  /** The same as this computer knows it, without asking the relay: nobody's devices. */
  'sharing.members': ofBrief,
  'sharing.setRole': z.strictObject({ brief: briefIdSchema, person: personIdSchema, role: z.enum(ROLES) }),
  /** Makes somebody an owner, and the one who asks an editor. */
  'sharing.handOver': z.strictObject({ brief: briefIdSchema, person: personIdSchema }),
  /** Ends what this person may do on the relay from any of their devices. The brief stays here. */
  'sharing.leave': ofBrief,
  /** Makes a code by which another device of one's own joins everything; it works once, for ten minutes. */
  'device.offer': nothing,
  /** Ends the code that was made last. */
  'device.withdraw': nothing,
  /** Makes this device another one of the person whose code it is. */
  'device.join': z.strictObject({ code: link, ca }),
  /** Null where the brief isn't shared. */
  'sync.state': ofBrief,
  'sync.states': nothing,
  /** What is not known to be on the relay. */
  'sync.waiting': ofBrief,
  /** Exchanges everything with the relay, and ends when all is decided. */
  'sync.now': ofBrief,
  /** Offers refused things to the relay once more. */
  'sync.offerAgain': z.strictObject({ brief: briefIdSchema, ids }),
  /** Stops showing refused things; they stay in the brief's log. */
  /** Hides what was refused, or shows it again. */
  'sync.putAway': z.strictObject({ brief: briefIdSchema, ids, away: z.boolean().default(true) }),
  'sync.exportRefused': ofBrief,
  /** Gives the article back to a relay that has lost a part of it. */
  'sync.giveBack': ofBrief,
  'presence.set': z.strictObject({ brief: briefIdSchema, presence: presenceSchema }),
  /** No window shows the brief any more. */
  'presence.gone': ofBrief,
  'presence.here': ofBrief,
} as const;

/** What is not known to be on the relay. */
export interface Waiting {
  /** What was done, newest first. */
  moments: Moment[];
  /** Whether the article was changed, and how many pictures wait. */
  article: boolean;
  pictures: number;
}

/** What a `sync` did. */
export interface SyncReport {
  sent: number;
  received: number;
  refused: number;
  pending: number;
}

export interface SharingResults {
  'sharing.share': { brief: BriefId; relay: string };
  'sharing.host': { brief: BriefId; relay: string; addresses: string[] };
  'sharing.hosted': string[];
  'sharing.invite': { link: string; invitation: EntryId; role: InvitedRole; uses: number; expires: number };
  'sharing.invitations': OpenInvitation[];
  'sharing.uninvite': RoleGiven;
  'sharing.look': InvitationSeen;
  'sharing.join': { brief: BriefId; role: Role; already?: true };
  'sharing.people': Member[];
  'sharing.members': Member[];
  'sharing.setRole': RoleGiven;
  'sharing.handOver': RoleGiven;
  'sharing.leave': null;
  'device.offer': { code: string; expires: number };
  'device.withdraw': null;
  'device.join': { person: Person; joined: number; missing: string[] };
  'sync.state': SyncState | null;
  'sync.states': SyncState[];
  'sync.waiting': Waiting;
  'sync.now': SyncReport;
  'sync.offerAgain': null;
  'sync.putAway': null;
  'sync.exportRefused': FileOut;
  'sync.giveBack': null;
  'presence.set': null;
  'presence.gone': null;
  'presence.here': Present[];
}

export interface SharingEvents {
  'sync.changed': SyncState;
  /** A brief isn't shared from this computer any more: its person left it. */
  'sync.ended': { brief: BriefId };
  'presence.changed': { brief: BriefId; here: Present[] };
}
