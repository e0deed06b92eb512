import type { Role } from '../../../shared/roles.ts';
import { count } from './plurals.ts';

const ROLES: Record<Role, string> = {
  owner: 'Owner',
  editor: 'Editor',
  commenter: 'Commenter',
  viewer: 'Viewer',
  removed: 'No part',
};

/** Working as a team: sharing, joining, and how far everything has got. */
export const sharing = {
  share: 'Share',
  title: 'Share this brief',
  sharedTitle: 'People and sharing',
  why: 'People whom you invite work on it with you, at once or offline. A relay keeps everybody’s copies in step. Whoever runs the relay can read the brief.',
  where: 'Where it is shared',
  team: 'Use a team’s relay',
  relay: 'Address of the relay',
  relayHint: 'Such as https://relay.example.org:4455. Ask whoever runs it.',
  relayMissing: 'Give the address of the relay.',
  host: 'Host from this computer',
  hostHint:
    'This computer becomes the relay. Others reach it while Briefmark is open here and the computer is awake; when it sleeps they work on offline, and catch up later.',
  hosted: (address: string) =>
    `This computer is the relay, at ${address}. Others reach it while Briefmark is open here and the computer is awake and in the same network. When it sleeps they work on offline, and catch up later.`,
  doShare: 'Share',
  sharing: 'Bringing the brief to the relay…',

  invite: 'Invite',
  inviteWhy: 'Make a link and send it to the person. Whoever has it can join, so send it to nobody else.',
  role: 'Role',
  roles: ROLES,
  roleMeans: {
    viewer: 'reads',
    commenter: 'reads and annotates',
    editor: 'also edits and decides threads',
    owner: 'also invites and gives roles',
  },
  uses: 'People',
  expires: 'Holds for',
  lasting: [
    { hours: 1, label: '1 hour' },
    { hours: 24, label: '1 day' },
    { hours: 24 * 7, label: '7 days' },
    { hours: 24 * 30, label: '30 days' },
  ],
  makeLink: 'Make link',
  link: 'Invitation link',
  linkFor: (role: Role, uses: number, until: string) =>
    `Lets ${count(uses, { one: '# person', other: '# people' })} join as ${ROLES[role].toLowerCase()}, until ${until}.`,
  copy: 'Copy link',
  copied: 'The link is copied.',
  notCopied: 'The link could not be copied. Select it and copy it by hand.',

  invitations: 'Links that hold',
  invitationLeft: (uses: number, until: string) =>
    `For ${count(uses, { one: '# more person', other: '# more people' })}, until ${until}`,
  invitationBy: (name: string, when: string) => `made by ${name}, ${when}`,
  uninvite: 'End',
  uninviteNamed: (role: Role, said: string) => `End the link for ${ROLES[role].toLowerCase()}s: ${said}`,
  uninvited: 'The link is ended: nobody can join by it any more.',
  uninvitedLater: 'The link is ended as soon as the relay can be reached.',

  keepIdentity: 'Keep your identity…',
  keepIdentityWhy:
    'If you lose this computer, only your identity brings you back as an owner. Save it as a file, or put it on another computer of yours.',

  members: 'Who is in it',
  you: (name: string) => `${name} (you)`,
  nobodyYet: 'Nobody has joined yet.',
  hereNow: 'here now',
  seen: (when: string) => `seen ${when}`,
  neverSeen: 'not seen yet',
  devices: (value: number) => count(value, { one: '# device', other: '# devices' }),
  roleOf: (name: string) => `Role of ${name}`,
  remove: 'Remove…',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeWhy: (name: string) =>
    `The relay lets none of ${name}’s devices in any more, at once. What ${name} wrote stays, and so does the copy that ${name} has.`,
  doRemove: 'Remove',
  removed: (name: string) => `${name} has no part in the brief any more.`,
  removedLater: (name: string) => `${name} will have no part in the brief as soon as the relay can be reached.`,
  membersOffline:
    'The relay can’t be reached, so who is here now isn’t known. Roles that you give wait on this computer, and hold for everybody as soon as it can.',
  leave: 'Leave this brief…',
  leaveTitle: 'Leave this brief?',
  leaveWhy:
    'Your part in it ends on all of your devices. The brief stays on this computer as it is now: you can read and export it, and not change it any more.',
  leaveLast: 'You are its only owner: make somebody else one, then you can leave.',
  leftAlready: 'Your part in it has ended.',
  doLeave: 'Leave',
  left: 'You left the brief. Your copy stays here, to read and to export.',
  youLeft: 'You left this brief · Your copy is yours to read and export',
  noPart: 'You have no part in this brief · This copy is yours to read and export',
  shareDenied: 'only an owner of the brief can share it',
  onRelay: (relay: string) => `On ${relay}`,

  join: 'Join a brief',
  joinTitle: 'Join a brief',
  joinWhy: 'Paste the invitation link that somebody sent you.',
  joinLink: 'Invitation link',
  joinMissing: 'Paste the link, from “briefmark://” to its last letter.',
  look: 'Look at it',
  joinAs: (inviter: string, role: Role) => `${inviter} invites you as ${ROLES[role].toLowerCase()}.`,
  joinUntil: (until: string, uses: number) =>
    `The invitation holds until ${until}, for ${count(uses, { one: '# more person', other: '# more people' })}.`,
  joinFrom: (relay: string) => `It is on ${relay}. Whoever runs that relay can read the brief.`,
  joinHere: 'The brief is in your library already; joining keeps it in step with the others.',
  untitled: 'A brief without a title',
  somebody: 'Somebody',
  doJoin: 'Join',
  joining: 'Fetching the brief…',

  state: 'How far this brief has got',
  allOnRelay: 'All on the relay',
  allElseOnRelay: 'All else on the relay',
  checking: 'Comparing with the relay…',
  sending: (value: number) =>
    count(value, { one: '# change not yet on the relay', other: '# changes not yet on the relay' }),
  offlineSince: (when: string) => `Offline since ${when}`,
  offlineWith: (when: string, value: number) =>
    `Offline since ${when} · ${count(value, { one: '# change waits', other: '# changes wait' })}`,
  refusedSome: (value: number) => count(value, { one: '# thing refused', other: '# things refused' }),
  stopped: 'Not in step with the relay',
  stays: (value: number) => count(value, { one: '# change stays here', other: '# changes stay here' }),
  readOnly: (role: Role) =>
    role === 'removed'
      ? 'Read only because an owner ended your part'
      : role === 'viewer'
        ? 'Read only because you are a viewer'
        : 'Read only because a newer Briefmark changed it',
  tryNow: 'Try now',
  waiting: 'What is not yet on the relay',
  waitingArticle: 'The article as it reads now',
  waitingPictures: (value: number) => count(value, { one: '# picture', other: '# pictures' }),
  offlineWhy:
    'Nothing is lost: what you do is on this computer’s disk, and goes to the relay as soon as it can be reached.',
  sendingWhy: 'These are on this computer’s disk, and on their way.',
  allWhy: 'The relay has everything on its disk that is in this brief.',
  refusedTitle: 'What the relay refused',
  refusedWhy: 'It stays on this computer, and the others don’t see it.',
  offerAgain: 'Offer again',
  offerNotNow: (role: Role) =>
    role === 'viewer'
      ? 'You are a viewer now. When an owner gives you another role, you can offer it again.'
      : role === 'removed'
        ? 'You have no part in the brief any more, so it can’t be offered again. You can save it as a file.'
        : 'Update Briefmark to offer it again.',
  putAway: 'Put away',
  putAwayTitle: (value: number) => count(value, { one: '# thing put away', other: '# things put away' }),
  putAwayWhy: 'It stays on this computer until you want it again, and is in what you save as a file.',
  takeOut: 'Take out again',
  exportRefused: 'Save as a file',
  mine: 'Your version',
  theirs: 'The relay’s version',
  nothing: 'Nothing',
  giveBack: 'Give the article back',
  entryWords: {
    person: 'Your name or colour',
    role: 'A role',
    annotated: 'An annotation',
    commented: 'A comment',
    edited: 'New words of a comment',
    status: 'A decision on a thread',
    reacted: 'A reaction',
    tagged: 'Tags',
    kinded: 'A kind',
    assigned: 'An assignment',
    placed: 'A new passage',
    withdrawn: 'A withdrawal',
    restored: 'Something that was brought back',
    version: 'A version',
    erased: 'An erasure',
    vocabulary: 'The vocabulary',
    invited: 'An invitation',
    uninvited: 'The end of an invitation',
    joined: 'Your joining',
    left: 'Your leaving',
  } as Record<string, string>,
  articleChange: 'A change of the article',

  here: (names: string) => `Here now: ${names}`,
  follow: (name: string) => `Follow ${name}`,
  unfollow: (name: string) => `Stop following ${name}`,
  following: (name: string) => `You follow ${name}: the page scrolls with theirs, until you scroll.`,
  stopFollowing: 'Stop following',
  followedLeft: (name: string) => `${name} is not here any more, so you follow nobody.`,
  unread: 'Unread',
  newThreads: (value: number) => count(value, { one: '# new', other: '# new' }),
  beginsWith: (text: string) => (text ? `“${text}”` : 'the beginning'),
  isReading: (name: string) => `${name} is reading`,
  isWriting: (names: readonly string[]) =>
    names.length === 1 ? `${names[0]} is writing…` : `${names.join(', ')} are writing…`,
};
