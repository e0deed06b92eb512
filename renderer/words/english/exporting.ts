import type { LeftOutReason } from '../../../shared/exporting/exported-brief.ts';
import type { ExportFormat } from '../../../shared/exporting/options.ts';
import { count } from './plurals.ts';

const formats: Record<ExportFormat, { name: string; for: string }> = {
  docx: { name: 'Word', for: 'For those who edit: each thread is a comment on its words' },
  pdf: { name: 'PDF', for: 'To read or print as it is: each thread is a note on its words' },
  html: { name: 'Web page', for: 'One file for any browser, threads in the margin' },
  md: { name: 'Markdown', for: 'For wikis and repositories, threads as footnotes' },
  txt: { name: 'Plain text', for: 'To paste into a mail' },
  digest: { name: 'Digest', for: 'A page for those who have five minutes' },
  jsonld: { name: 'Web annotations', for: 'For other annotation programs (W3C, JSON-LD)' },
  xlsx: { name: 'Excel', for: 'To sort and count: a row for each comment' },
  csv: { name: 'CSV', for: 'The same rows for any other program' },
};

const reasons: Record<LeftOutReason, string> = {
  withdrawn: 'withdrawn',
  resolved: 'resolved',
  'not of the chosen kinds': 'of another kind',
  'nothing by the chosen people': 'nothing by the chosen person',
  'without the chosen tags': 'without the chosen tag',
  'not of the chosen status': 'of another status',
  'not of the chosen days': 'of other days',
  'not selected': 'not in the list',
};

const threads = (value: number) => count(value, { one: '# thread', other: '# threads' });
const comments = (value: number) => count(value, { one: '# comment', other: '# comments' });

/** The dialog that hands a brief on. */
export const exporting = {
  open: 'Export…',
  title: 'Export the brief',
  format: 'Format',
  formats,
  reasons,
  goesIn: 'What goes in',
  resolved: 'Resolved threads',
  onlyListed: (value: number) => `Only what the list shows (${value})`,
  anonymise: 'Name people by letters',
  anonymiseHint: 'In comments too: every name becomes a letter.',
  kind: 'Kind',
  everyKind: 'Every kind',
  status: 'Status',
  everyStatus: 'Open and resolved',
  open_: 'Open',
  resolved_: 'Resolved',
  person: 'Person',
  everybody: 'Everybody',
  tag: 'Tag',
  everyTag: 'Every tag',
  since: 'From',
  until: 'Until',
  timeZone: 'Time zone',
  look: 'How it looks',
  kindAs: 'Kinds as',
  kindsAs: { 'first-line': 'first line of the comment', highlight: 'colour of the highlight', both: 'both' },
  print: 'On paper',
  prints: { nothing: 'the article only', margin: 'with notes in the margin', endnotes: 'with notes at the end' },
  paper: 'Paper',
  papers: { a4: 'A4', letter: 'Letter' },
  preview: 'Preview',
  previewOf: (name: string) => `Preview of ${name}`,
  previewing: 'Making the preview…',
  asPage: 'Shown as the page that the file is made of.',
  cut: 'Only the beginning is shown.',
  wouldHold: (t: number, c: number) => `${threads(t)} with ${comments(c)}`,
  export: 'Export',
  stop: 'Stop',
  close: 'Close',
  again: 'Export another',
  saveAgain: 'Save again',
  steps: { gathering: 'Gathering the threads…', writing: 'Writing the file…', checking: 'Reading it back…' },
  done: (name: string) => `“${name}” is ready`,
  doneAll: (t: number, c: number) => `${threads(t)} with ${comments(c)} went out, counted again in the finished file.`,
  whole: (value: number) => `${threads(value)} on the whole brief`,
  orphaned: (value: number) => `${threads(value)} without a place, in an appendix with the old words`,
  leftOut: (value: number) => count(value, { one: '# left out:', other: '# left out:' }),
  leftOutThreads: (value: number, reason: string) => `${threads(value)}, ${reason}`,
  leftOutComments: (value: number, reason: string) => `${comments(value)}, ${reason}`,
  nothingLeftOut: 'Nothing was left out.',
  namesReplaced: (value: number) =>
    count(value, { one: '# name in what was said became a letter', other: '# names in what was said became letters' }),
};
