import { count } from './plurals.ts';

const annotations = (n: number) => count(n, { one: '# annotation', other: '# annotations' });
const comments = (n: number) => count(n, { one: '# comment', other: '# comments' });

/** Carrying by hand: handing over, opening what somebody handed over, merging, replacing the article, looking back. */
export const offline = {
  menu: 'More for this brief',
  handOver: 'Hand over…',
  replace: 'Replace article…',
  timeline: 'Timeline…',

  openTitle: 'A brief to carry in',
  openReading: 'Checking every signature…',
  lockedWhy: (name: string) => `“${name}” is locked. Its sender has the passphrase.`,
  passphrase: 'Passphrase',
  unlock: 'Unlock',
  look: 'Just look',
  lookBack: 'Back',
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

  timelineTitle: 'Timeline',
  timelineFilter: 'Filter by words',
  everybody: 'Everybody',
  by: 'By',
  nothingHappened: 'Nothing here fits the filter.',
  momentCount: (n: number) => count(n, { one: '# moment', other: '# moments' }),
  showMoment: 'Show as it was',
  asItWas: (when: string) => `As it was, ${when}`,
  nowDiffers: 'What is different now',
  nothingDiffers: 'The article was the same as now.',
  threadsThen: (n: number) => `${annotations(n)} then`,
  bringBack: 'Bring this back',
  broughtBack: 'It is as it was then; the text of before is kept as a version.',
};
