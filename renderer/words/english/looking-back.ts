import { count } from './plurals.ts';

const comments = (n: number) => count(n, { one: '# comment', other: '# comments' });

/** What happened to a brief, what it was, bringing it back, and erasing. */
export const lookingBack = {
  open: 'Timeline…',
  title: 'Timeline',
  loading: 'One moment…',
  moments: 'What happened, newest first',
  search: 'Search in what happened',
  by: 'Who',
  everybody: 'Everybody',
  about: 'What',
  everything: 'Everything',
  matters: {
    versions: 'Named versions',
    article: 'The article',
    annotations: 'Annotations',
    comments: 'Comments',
    statuses: 'Resolved and assigned',
    people: 'People and roles',
  },
  since: 'Since',
  readingArticle: 'Reading what happened to the article…',
  nothing: 'Nothing here fits the filter.',
  count: (shown: number, all: number) =>
    shown === all
      ? count(all, { one: '# moment', other: '# moments' })
      : `${count(shown, { one: '# moment', other: '# moments' })} of ${all.toLocaleString('en-GB')}`,
  choose: 'Choose a moment to see the brief as it was then.',
  chooseHint: 'Each can be compared with now or with another one, and brought back.',
  momentHead: (when: string) => `As it was, ${when}`,
  views: { past: 'As it was', compared: 'What is different' },
  view: 'Show',
  against: 'Compared with',
  now: 'now',
  anotherMoment: 'Another moment…',
  chooseOther: 'Choose the other moment in the list.',
  otherMoment: (when: string) => `that of ${when}`,
  article: 'Article',
  threads: (n: number) => count(n, { one: '# thread', other: '# threads' }),
  noThreads: 'Nobody had said anything yet.',
  resolvedAs: (reason: string) => `resolved as ${reason}`,
  sameArticle: 'The article is the same.',
  differs: (n: number) => count(n, { one: '# paragraph is different', other: '# paragraphs are different' }),
  sameThreads: 'The threads are the same.',
  threadsDiffer: (n: number) => count(n, { one: '# thread is different', other: '# threads are different' }),
  showSame: 'Show what is the same too',
  threadIs: { new: 'New', gone: 'Gone', changed: 'Changed' },
  said: (n: number) => `${comments(n)} more`,
  newWith: (n: number) => comments(n),
  unsaid: (n: number) => `${comments(n)} withdrawn or erased`,
  reworded: (n: number) => `${comments(n)} reworded`,
  retagged: 'other tags',
  nowKind: (kind: string) => `now a ${kind.toLowerCase()}`,
  nowOpen: 'open again',
  nowOn: (quote: string) => `stands on “${quote}”`,
  nowNowhere: 'has no passage any more',

  bringBack: 'Bring this back…',
  bringBackTitle: 'Bring this back?',
  bringBackWhy:
    'The article gets the text of that moment, with every passage where it stood, and annotations that were withdrawn since come back. It is done by new entries: what happened meanwhile stays in the timeline, and the text of now is kept as a version. One step of undo takes it back.',
  bringBackYes: 'Bring it back',
  broughtBack: 'It is as it was then; the text of before is kept as a version.',

  nameVersion: 'Name this version…',
  nameVersionTitle: 'Name this version',
  nameVersionWhy: 'The brief as it is now can be found again under this name, looked at, compared and brought back.',
  versionName: 'Name',
  versionExample: 'As sent to the board',
  nameIt: 'Name it',
  named: (name: string) => `This version is “${name}” from now on. It stands in the timeline.`,

  paragraphMenu: 'How its paragraph came to be',
  paragraphTitle: 'How this paragraph came to be',
  steps: {
    imported: 'Imported',
    began: 'Written',
    from: 'Taken out of another paragraph',
    changed: 'Changed',
  },
  stepBy: (what: string, name: string) => `${what} by ${name}`,
  neverChanged: 'It is as it was imported.',
  saidAbout: 'Said about it',
  quote: 'Copy as a quotation',
  quoted: 'Copied. Paste it into a reply.',
  accordingToFile: 'Who edited the article is according to this copy of the brief; only what was said is signed.',

  eraseMenu: 'Erase…',
  eraseTitle: 'Erase for good?',
  eraseWhat: 'This goes, and can’t be brought back:',
  erasePeople: (people: readonly { name: string; entries: number }[]) =>
    people.map(({ name, entries }) => `${name}: ${count(entries, { one: '# entry', other: '# entries' })}`).join(' · '),
  eraseKept: (n: number) =>
    `${count(n, { one: '# comment of another person stays', other: '# comments of others stay' })}, and so does the annotation. Only an owner can erase ${n === 1 ? 'it' : 'them'}.`,
  eraseWhere:
    'It goes from this computer: from the log, the search, the backups, and from every file that is handed over from now on. On a relay and on your colleagues’ computers it goes as soon as they are in step.',
  erasePrivateWhere: 'It goes from this computer: from your private notes and from the backups.',
  eraseOutOfReach:
    'Out of reach are copies that were handed over and never meet this one again, and what was exported. That something was erased, when and by whom, stays to be seen.',
  eraseUndo: 'The steps that undo could take back are forgotten with it.',
  eraseSure: 'I understand that this can’t be brought back',
  eraseYes: 'Erase for good',
  erased: 'Erased for good.',
  eraseWithdraw: 'If it should only be out of sight, withdraw it instead.',
  otherEntries: (n: number) =>
    count(n, {
      one: 'and # more: kinds, tags, reactions and the like',
      other: 'and # more: kinds, tags, reactions and the like',
    }),
};
