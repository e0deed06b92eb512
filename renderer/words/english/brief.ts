import type { Kind, Reason } from '../../../shared/model/kinds.ts';
import type { Role } from '../../../shared/roles.ts';
import { count } from './plurals.ts';

const kinds: Record<Kind, string> = {
  'key-judgement': 'Key judgement',
  fact: 'Fact',
  claim: 'Claim',
  assumption: 'Assumption',
  question: 'Question',
  source: 'Source',
  correction: 'Correction',
  note: 'Note',
};

const reasons: Record<Reason, string> = {
  accepted: 'Accepted',
  rejected: 'Rejected',
  answered: 'Answered',
  noted: 'Noted',
};

/** Why there is nothing to take back for somebody whose role lets them read alone. */
function onlyRead(what: 'undo' | 'redo'): string {
  return `Nothing to ${what}: you can only read this brief`;
}

/** The screen of one brief: article, threads and comments. */
export const brief = {
  kinds,
  reasons,
  opening: 'Opening the brief…',
  cannotOpen: 'This brief can’t be opened',

  // The bar
  library: 'Library',
  hideList: 'Hide the list',
  showList: 'Show the list',
  threads: 'Threads',
  hideThreads: 'Hide the threads',
  showThreads: 'Show the threads',
  annotateWhole: 'Annotate the brief',
  annotateWholeHint: 'Say something about the brief as a whole',
  saveCopy: 'Save a copy',
  saveCopyHint: 'The whole brief with its threads as one file, to keep or hand on',
  undo: (what?: string, isDenied = false) => (isDenied ? onlyRead('undo') : what ? `Undo: ${what}` : 'Nothing to undo'),
  redo: (what?: string, isDenied = false) => (isDenied ? onlyRead('redo') : what ? `Redo: ${what}` : 'Nothing to redo'),
  undone: (what: string) => `Undone: ${what}`,
  redone: (what: string) => `Redone: ${what}`,

  // The foot
  saved: 'Saved',
  saving: 'Saving…',
  notSaved: 'Not saved',
  words: (words: number) => count(words, { one: '# word', other: '# words' }),
  unknownEntries: (entries: number) =>
    count(entries, {
      one: '# entry was made by a newer Briefmark and isn’t shown',
      other: '# entries were made by a newer Briefmark and aren’t shown',
    }),
  unverifiedEntries: (entries: number) =>
    count(entries, { one: '# entry isn’t verified yet', other: '# entries aren’t verified yet' }),
  newer: 'This brief was made by a newer Briefmark and can only be read here. Update Briefmark to work on it.',
  unverified: 'Not verified yet',
  unverifiedWhat: 'Who wrote this is being verified. In a moment you can answer it.',
  verifying: (entries: number) =>
    `Verifying ${count(entries, { one: 'who wrote # entry', other: 'who wrote # entries' })}…`,
  leftOut: (blocks: number) =>
    count(blocks, { one: '# piece left out at import', other: '# pieces left out at import' }),
  leftOutTitle: 'Left out at import',
  leftOutWhy: 'These pieces of the original aren’t part of the article. They are kept with the brief.',
  damageTitle: 'Part of this brief was damaged on disk',
  damagePutAway: 'I have read this',
  damageFolder: (folder: string) => `What could not be read is kept in ${folder}.`,

  // The article
  article: 'Article',
  articleHint:
    'Select words and press 1 to 8 to annotate them, or Enter to write a comment. Alt with the down or up arrow goes to the next or previous annotation.',
  articleHintReading: 'Alt with the down or up arrow goes to the next or previous annotation.',
  said: (kind: Kind, name: string) => `${kinds[kind]} by ${name}`,
  saidInArticle: (kind: Kind, name: string, reason: Reason | undefined, comments: number) =>
    [
      `${kinds[kind]} by ${name}`,
      ...(reason ? [reasons[reason].toLowerCase()] : []),
      ...(comments > 0 ? [count(comments, { one: '# comment', other: '# comments' })] : []),
    ].join(', '),
  choose: 'Annotate the selected words',
  comment: 'Comment',
  annotateAs: (kind: Kind) => `Annotate as ${kinds[kind].toLowerCase()}`,
  annotated: (kind: Kind) => `Annotated as ${kinds[kind].toLowerCase()}`,
  hidden: (name: string) => `Hidden character: ${name}`,
  rail: 'Where the annotations are',

  // Cards
  noThreads: 'Threads appear here, beside their passages.',
  moreHere: (threads: number) => count(threads, { one: '# more here', other: '# more here' }),
  replies: (replies: number) => count(replies, { one: '# reply', other: '# replies' }),
  open: 'open',
  resolvedAs: (reason: Reason) => reasons[reason],
  resolvedBy: (reason: Reason, name: string) => `${reasons[reason]} · ${name}`,
  reopenedBy: (name: string) => `Reopened by ${name}`,
  wholeBrief: 'Whole brief',
  needsPassage: 'Its passage can’t be found any more. These words were marked:',
  movedBadge: 'Moved',
  orphanedBadge: 'No passage',
  movedNow: (moved: number) =>
    count(moved, {
      one: '# annotation has moved: its words were changed, or stand elsewhere.',
      other: '# annotations have moved: their words were changed, or stand elsewhere.',
    }),
  orphanedNow: (orphaned: number) =>
    count(orphaned, { one: '# annotation has lost its passage', other: '# annotations have lost their passages' }),
  showOrphaned: 'Show',
  movedElsewhere: 'The same words stood elsewhere when they were marked:',
  moved: 'Its words have changed since they were marked:',
  openThread: (kind: Kind, name: string) => `Open: ${kinds[kind]} by ${name}`,
  closeThread: 'Close the thread',
  here: (index: number, all: number) => `${index} of ${all} here`,
  nextHere: 'Next annotation on these words',
  somebody: 'Somebody',
  via: (name: string, via: string) => `${name}, through ${via}`,
  edited: 'edited',
  editedShow: 'edited: show earlier wordings',
  earlier: 'Earlier wordings',
  withdrawnBy: (name: string) => `Withdrawn by ${name}`,
  withdrawnMeanwhile: (name: string) =>
    `${name} withdrew this while you were writing. What you send stays with it, for when it is brought back.`,
  withdraw: 'Withdraw',
  withdrawAnnotation: 'Withdraw annotation',
  restore: 'Bring back',
  withdrawnAnnotation: 'Annotation withdrawn',
  withdrawnComment: 'Comment withdrawn',
  restored: 'Brought back',
  edit: 'Edit',
  commentMore: (name: string) => `More about ${name}’s comment`,
  firstComment: 'Comment…',
  reply: 'Reply…',
  replyLabel: 'Reply',
  replySent: 'Reply added',
  commentEdited: 'Comment changed',
  // Suggested wording
  suggests: 'Suggested wording',
  suggestsWords: (after: string) => `Suggests: “${after}”`,
  suggestWording: 'Suggest wording',
  suggestedWords: 'How it should read',
  suggest: 'Suggest',
  suggestWithReply: 'What you wrote above is sent with it.',
  suggested: 'Wording suggested',
  accept: 'Accept',
  accepted: 'Accepted: the article has the new words',
  decline: 'Decline',
  declineWhy: 'Why not',

  resolve: 'Resolve',
  resolveAs: 'Resolve as',
  resolveWithReply: 'Resolve, with your reply, as',
  resolved: (reason: Reason) => `Resolved as ${reasons[reason].toLowerCase()}`,
  reopen: 'Reopen',
  reopened: 'Reopened',
  more: 'More',
  kind: 'Kind',
  kindChanged: (kind: Kind) => `Changed to ${kinds[kind].toLowerCase()}`,
  editTags: 'Edit tags…',
  tags: 'Tags',
  tagsTitle: 'Tags',
  tagsSave: 'Save tags',
  removeTag: (tag: string) => `Remove the tag ${tag}`,
  newTag: (tag: string) => `New tag “${tag}”`,
  assign: 'Assign…',
  assignTitle: 'Assign this annotation',
  assignTo: 'To',
  assignSave: 'Assign',
  due: 'Due',
  meNamed: (name: string) => `${name} (me)`,
  assignedNow: (name: string) => `Assigned to ${name}`,
  assignedNobody: 'Assigned to nobody',
  dueOn: (date: string) => `due ${date}`,
  overdueSince: (date: string) => `overdue since ${date}`,
  tagsChanged: 'Tags changed',
  // Passages
  passages: 'Passages',
  passage: (index: number, all: number) => `Passage ${index} of ${all}`,
  showPassage: (words: string) => `Show “${words}”`,
  removePassage: (index: number) => `Take passage ${index} away`,
  changePassage: 'Change passage',
  changeThisPassage: (index: number) => `Change passage ${index}`,
  addPassage: 'Add a passage',
  choosePassage: 'Select its new passage',
  selectNew: 'Select the words that it is to be on, then press Enter. Escape leaves it as it is.',
  selectFurther: 'Select the further words that it is to be on, then press Enter. Escape leaves it as it is.',
  savePassage: 'Use these words',
  passageChanged: 'Passage changed',
  passageKept: 'Passage left as it was',
  startHandle: 'Start of the passage',
  endHandle: 'End of the passage',

  // Links, reactions, mentions
  copyLink: 'Copy link',
  linkCopied: 'Link copied',
  linkNotCopied: 'The link could not be copied. Select and copy it from here:',
  linkGone: 'What this link leads to isn’t in this brief.',
  react: 'React',
  reactions: {
    '👍': 'Agreed',
    '👎': 'Not agreed',
    '✅': 'Done',
    '❓': 'Unclear',
    '👀': 'Looking at it',
    '🎯': 'Spot on',
    '🙏': 'Thanks',
    '😄': 'Funny',
  } as Record<string, string>,
  reacted: (emoji: string) => `Reacted with ${emoji}`,
  unreacted: (emoji: string) => `Took back ${emoji}`,
  reactionBy: (emoji: string, names: string) => `${emoji} by ${names}`,
  mention: 'Mention somebody',

  // Private
  private: 'Private',
  privateWhat:
    'Only you see this. It leaves this computer only in an export or a handed over file for which you tick that.',
  privately: 'Annotate privately',
  privatelyOn: 'New annotations are private: only you see them',
  privatelyOff: 'New annotations are seen by everybody who has the brief',
  saidPrivate: (what: string) => `Private: ${what}`,
  annotatedPrivately: (kind: Kind) => `Annotated privately as ${kinds[kind].toLowerCase()}`,
  publish: 'Publish',
  publishHint: 'Show it to everybody who has the brief',
  publishSeveral: (all: number) =>
    count(all, { one: 'Publish the private annotation', other: 'Publish all # private annotations' }),
  published: (all: number) => count(all, { one: 'Published', other: '# annotations published' }),

  // Vocabulary
  vocabulary: 'Vocabulary of tags',
  vocabularyWhat: 'The tags that this brief works with, what each means, and its colour.',
  vocabularySaved: 'Vocabulary saved',
  vocabularyClosed: 'Only these tags may be given',
  noSuchTag: 'The vocabulary has no such tag, and only its tags may be given. An owner can add it.',
  vocabularyAdd: 'Add a tag',
  vocabularySave: 'Save the vocabulary',
  vocabularyOwner: 'Only an owner of the brief can change these.',
  vocabularyEmpty: 'No tags yet.',
  tagName: 'Tag',
  tagMeaning: 'What it means',
  tagColour: 'Colour',
  removeTagRow: (tag: string) => (tag ? `Remove ${tag}` : 'Remove this tag'),

  draft: 'Draft',
  draftHere: 'A comment that you began',
  continueDraft: 'Continue',
  discardDraft: 'Discard',
  draftKept: 'Draft kept',
  notYours: 'Only its author or an owner may do this.',
  draftKeptHere: 'You began this, and it is kept on this computer. It can’t be sent now.',
  copyDraft: 'Copy',
  draftCopied: 'Your draft is copied.',
  draftNotCopied: 'Your draft could not be copied. Select it and copy it by hand.',
  notAllowed: (role: Role) =>
    role === 'removed'
      ? 'You have no part in this brief any more, and can read it only.'
      : `Your role in this brief is ${role}, which doesn’t let you write here.`,

  // Composer
  newComment: 'New annotation',
  newWhole: 'New annotation on the whole brief',
  writeComment: 'Write a comment…',
  annotate: 'Annotate',
  send: 'Reply',
  save: 'Save',
  sendKey: 'Ctrl Enter',
  bold: 'Bold',
  italic: 'Italic',
  code: 'Code',
  link: 'Link',
  bulletList: 'List',
  linkAddress: 'Address of the link',
  linkSet: 'Set',
  linkRemove: 'Remove',
  linkBad: 'A link starts with https://, http:// or mailto:',
  tooLong: 'A comment holds 40,000 characters at most.',
};
