import { count } from './plurals.ts';

const annotations = (n: number) => count(n, { one: '# annotation', other: '# annotations' });
const comments = (n: number) => count(n, { one: '# comment', other: '# comments' });

/** Carrying by hand: handing over, opening what somebody handed over, merging, replacing the article, looking back. */
export const offline = {
  menu: 'More for this brief',
  handOver: 'Hand over…',
  replace: 'Replace article…',

  openTitle: 'A brief to carry in',
  openReading: 'Checking every signature…',
  lockedWhy: (name: string) => `“${name}” is locked. Its sender has the passphrase.`,
  passphrase: 'Passphrase',
  unlock: 'Unlock',
  look: 'Just look',
  lookBack: 'Back',
  change: 'Choose another…',
  fileChanged: (name: string) => `“${name}”, which you took in, has changed where it lies.`,
  seeChanges: 'See what it brings',
  notNow: 'Not now',
  add: 'Add to library',
  merge: 'Merge into mine',
  mergeNothing: 'It has nothing that you don’t have.',
  newHere: 'You don’t have this brief yet.',
  alreadyHere: 'You have this brief. It would bring:',
  inBin: 'Your copy is in the bin. Bring it back first to merge the two.',
  signed: (entries: number, people: number) =>
    `${count(entries, { one: '# entry', other: '# entries' })} by ${count(people, { one: '# person', other: '# people' })}, every one under its author’s signature.`,
  notYet: (n: number) =>
    count(n, {
      one: '# entry can’t be verified yet, and isn’t shown.',
      other: '# entries can’t be verified yet, and aren’t shown.',
    }),
  bad: (n: number) =>
    count(n, {
      one: '# entry isn’t what it claims to be, and is left out.',
      other: '# entries aren’t what they claim to be, and are left out.',
    }),
  removed: (n: number) =>
    count(n, {
      one: '# entry that you have is missing in it, and nobody erased it. Yours stays.',
      other: '# entries that you have are missing in it, and nobody erased them. Yours stay.',
    }),
  broughtBy: (one: { annotations: number; comments: number; resolved: number; reopened: number; other: number }) =>
    [
      ...(one.annotations ? [annotations(one.annotations)] : []),
      ...(one.comments ? [comments(one.comments)] : []),
      ...(one.resolved ? [`${one.resolved} resolved`] : []),
      ...(one.reopened ? [`${one.reopened} reopened`] : []),
      ...(one.other ? [count(one.other, { one: '# other thing', other: '# other things' })] : []),
    ].join(', '),
  edits: (edits: number, twice: number) =>
    [
      count(edits, { one: '# paragraph of the article changed', other: '# paragraphs of the article changed' }),
      ...(twice ? [count(twice, { one: 'one of them by you too', other: '# of them by you too' })] : []),
    ].join(', '),
  twiceTitle: 'Changed by both of you: look whether it reads rightly',
  yours: 'Yours',
  theirs: 'Theirs',
  together: 'Together',
  gone: '(removed)',
  statusTwice: (n: number) =>
    count(n, {
      one: 'The status of one thread was changed on both sides; the later change counts.',
      other: 'The status of # threads was changed on both sides; the later changes count.',
    }),
  setAside: (n: number) => count(n, { one: 'Not taken in: one thing', other: 'Not taken in: # things' }),
  mergedTitle: 'Merged',
  merged: (added: number, already: number) =>
    `${count(added, { one: '# entry came in', other: '# entries came in' })}, ${already} you had already.`,
  takeBack: 'Take the merge back',
  takenBack: 'The merge is taken back.',
  cannotTakeBack: 'This brief is on a relay, so what came in is on its way to the others.',
  openBrief: 'Open the brief',

  handOverTitle: 'Hand over',
  handOverWhy: 'Writes the brief into one file to carry to a colleague. Article and threads always go.',
  carryHistory: 'History',
  carryHistoryWhy: 'Who did what when, and the article as it was before.',
  carryOriginal: 'The original file',
  carryOriginalWhy: 'As it was imported, with what was left out.',
  carryImages: 'Pictures',
  lock: 'Lock it with a passphrase',
  lockWhy: 'Tell it to them by another way. Without it nobody opens the file, you included.',
  save: 'Save file',
  saved: (name: string) => `“${name}” is ready to hand over.`,

  replaceTitle: 'Replace the article',
  replaceWhy:
    'A corrected or new version of the article takes the place of this one. Passages move with it where that is certain; the old text stays as a version.',
  chooseFile: 'Choose a file…',
  reading: 'Reading it…',
  fates: (placed: number, moved: number, orphaned: number) =>
    `${annotations(placed)} stay in place, ${moved} move with changed words, ${orphaned} lose their passage.`,
  sameArticle: 'This file holds the same article. There is nothing to replace.',
  articleTab: 'Article',
  annotationsTab: 'Annotations',
  blockKinds: { same: 'As it was', changed: 'Changed', moved: 'Moved', added: 'New', removed: 'Gone' },
  fateKinds: { placed: 'In place', moved: 'Moved', orphaned: 'Orphaned', pending: 'Waiting', whole: 'Whole brief' },
  distance: (blocks: number) =>
    `${count(Math.abs(blocks), { one: '# paragraph', other: '# paragraphs' })} ${blocks < 0 ? 'up' : 'down'}`,
  replaceButton: 'Replace article',
  replaced: 'The article is replaced. One step of undo brings the old one back.',

  carryOver: 'Carry annotations over…',
  carryOverTitle: 'Carry annotations over',
  carryOverWhy:
    'When a colleague imported the same article apart from you, theirs is another brief, and the two can’t merge. What they marked and said can be carried over: passages are found by their words, and each annotation stands under its author’s name, brought in by you.',
  carryOverFile: 'Choose their .brief file…',
  carryOverInto: 'Into',
  carryOverFrom: (title: string) => `From “${title}”:`,
  carryOverSame: 'This file is a copy of this very brief. Open it in the library to merge the two.',
  carryOverPlan: (one: { annotations: number; comments: number; resolved: number }) =>
    [
      annotations(one.annotations),
      comments(one.comments),
      ...(one.resolved ? [`${one.resolved} of them resolved`] : []),
    ].join(', '),
  carryOverOrphaned: (n: number) =>
    count(n, {
      one: '# stands on words that this article doesn’t have. It is listed, and can be placed by hand.',
      other: '# stand on words that this article doesn’t have. They are listed, and can be placed by hand.',
    }),
  carryOverAlready: (n: number) =>
    count(n, { one: '# thing was carried over before.', other: '# things were carried over before.' }),
  carryOverNothing: 'There is nothing that wasn’t carried over before.',
  carryOverYes: 'Carry over',
  carriedOver: (n: number) => `${annotations(n)} carried over.`,
  carryOverInstead: 'Carry its annotations over…',

  signatures: 'Signatures…',
  signaturesTitle: 'Signatures',
  checking: (percent: number) => `Checking every signature… ${percent}%`,
  wroteWhat: 'Who wrote what',
  person: 'Person',
  role: 'Role',
  entries: 'Entries',
  roles: { owner: 'owner', editor: 'editor', commenter: 'commenter', viewer: 'viewer', removed: 'no longer in it' },
  onlyEntries: 'Only what was said and done is signed. Who edited the article is according to the copy.',
  badOnes: 'Not what they claim to be',

  editedApart: (n: number) =>
    count(n, {
      one: '# paragraph was edited by two people apart and then merged. It may read wrongly.',
      other: '# paragraphs were edited by two people apart and then merged. They may read wrongly.',
    }),
  editedApartLook: 'Look',
  editedApartTitle: 'Edited apart',
  editedApartWhy: 'Both texts stand beside what they became together. Correct the article where it reads wrongly.',
  mergedAt: (when: string) => `Merged ${when}`,
  editedApartFine: 'They read rightly',

  articlesDiffer:
    'The article was replaced in your copy and in theirs, by different ones. Everything that was said comes from both; of the articles one counts, and the other is kept as a version.',
  articleMine: 'Keep my article',
  articleTheirs: 'Take their article',
  privatelyIn: (n: number) =>
    count(n, {
      one: 'It carries # private entry, which only its author gets.',
      other: 'It carries # private entries, which only their authors get.',
    }),

  carryPrivate: 'Your private notes',
  carryPrivateWhy:
    'For your own other computer: nobody else gets to see them in Briefmark. Lock the file, since what is in it can be read.',
  nameIt: 'Name this version',
  nameItWhy: 'So that what you hand over can be found in the timeline.',
};
