import type { EntryType } from './model/entry.ts';

/** The roles that an invitation or an owner can give, from the least to the most. */
export const INVITED_ROLES = ['viewer', 'commenter', 'editor', 'owner'] as const;
export type InvitedRole = (typeof INVITED_ROLES)[number];

/** All that somebody can be; `removed` is somebody whose membership an owner ended. */
export const ROLES = ['removed', ...INVITED_ROLES] as const;
export type Role = (typeof ROLES)[number];

/** Whose things a role may touch with an entry of some type. */
type Reach = 'none' | 'own' | 'own-or-assigned' | 'any';

type Rights = Partial<Record<EntryType, Reach>>;

/** Anybody may say that they join; whether an invitation lets them in is for the fold. */
const REMOVED: Rights = { person: 'own', joined: 'own' };

const VIEWER: Rights = { ...REMOVED, left: 'own' };

const COMMENTER: Rights = {
  ...VIEWER,
  annotated: 'any',
  commented: 'any',
  reacted: 'any',
  edited: 'own',
  withdrawn: 'own',
  restored: 'own',
  tagged: 'own',
  kinded: 'own',
  placed: 'own',
  erased: 'own',
  status: 'own-or-assigned',
};

const EDITOR: Rights = {
  ...COMMENTER,
  status: 'any',
  tagged: 'any',
  kinded: 'any',
  assigned: 'any',
  placed: 'any',
  version: 'any',
};

const OWNER: Rights = {
  ...EDITOR,
  withdrawn: 'any',
  restored: 'any',
  erased: 'any',
  role: 'any',
  vocabulary: 'any',
  invited: 'any',
  uninvited: 'any',
};

/** The one table of rights: interface, relay, merge, fold and tests all ask it. */
const RIGHTS: Record<Role, Rights> = {
  removed: REMOVED,
  viewer: VIEWER,
  commenter: COMMENTER,
  editor: EDITOR,
  owner: OWNER,
};

/** How the person who acts stands to the thing that they act on. */
export interface Standing {
  /** It is their own: they wrote it. */
  own: boolean;
  /** The annotation is assigned to them. */
  assigned: boolean;
}

/** Whether a role may append an entry of a type, given how its author stands to what the entry is about. */
export function mayAppend(role: Role, type: EntryType, standing: Standing): boolean {
  switch (RIGHTS[role][type] ?? 'none') {
    case 'any':
      return true;
    case 'own':
      return standing.own;
    case 'own-or-assigned':
      return standing.own || standing.assigned;
    case 'none':
      return false;
  }
}

/** Whether a role may change the article. */
export function mayEditArticle(role: Role): boolean {
  return role === 'editor' || role === 'owner';
}
