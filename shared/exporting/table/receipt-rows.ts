import type { ExportedBrief } from '../exported-brief.ts';
import type { Cell } from './rows.ts';

/** The receipt as a sheet: the counts, then each thing that was left out and why. */
export function receiptRows({ title, marking, now, timeZone, anonymised, receipt }: ExportedBrief): Cell[][] {
  const { threads, comments, exported, exportedComments, wholeBrief, orphaned, unaccounted, leftOut } = receipt;
  const { namesReplaced } = receipt;
  return [
    ['Account of this export', title, undefined],
    ...(marking === undefined ? [] : [['Marking', marking]]),
    ['Exported', { at: now }],
    ['Time zone', timeZone],
    ['People', anonymised ? 'named by letters' : 'named'],
    ...(namesReplaced === undefined ? [] : [['Names that became letters', namesReplaced]]),
    ['Threads of the brief', threads],
    ['Comments of the brief', comments],
    ['Threads here', exported],
    ['Comments here', exportedComments],
    ['On the whole brief', wholeBrief],
    ['Without a place', orphaned],
    ['Left out', leftOut.length],
    ['Unaccounted for', unaccounted],
    ...leftOut.map(({ what, id, reason }): Cell[] => [`Left out: ${what}`, reason, id]),
  ];
}
