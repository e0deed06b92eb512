import type { ExportedBrief, ExportedThread, Receipt } from './exported-brief.ts';
import type { Times } from './times.ts';

/** “Open”, or “Resolved as answered by Ann Okoro, 2026-03-15 08:07”. */
export function statusWords({ status }: ExportedThread, times: Times): string {
  if (status.state === 'open') return 'Open';
  return `Resolved as ${status.reason} by ${status.by.name}, ${times.minute(status.at)}`;
}

/** Whom a thread is assigned to, where it is. */
export function assignedWords({ assigned }: ExportedThread): string | undefined {
  return assigned && `Assigned to ${assigned.person.name}${assigned.due ? `, due ${assigned.due}` : ''}`;
}

/** What a reader has to know of where a thread stands; nothing where it stands where it stood. */
export function standingWords({ standing, passages }: ExportedThread): string | undefined {
  if (standing === 'whole') return 'On the whole brief';
  if (standing === 'moved') return 'The words were changed after they were marked';
  if (standing !== 'orphaned') return undefined;
  return passages.some(({ range }) => range)
    ? 'One of its passages is no longer in the article'
    : 'Its passage is no longer in the article';
}

/** When and of what an export was made. */
export function exportedWords({ now, timeZone, receipt, anonymised }: ExportedBrief, times: Times): string {
  const people = anonymised ? ' People are named by letters.' : '';
  return `Exported ${times.minute(now)} (${timeZone}). ${receiptWords(receipt)}${people}`;
}

/** The account of an export in a sentence. */
export function receiptWords({ exported, exportedComments, leftOut, wholeBrief, orphaned }: Receipt): string {
  const out = `${counted(exported, 'thread')} with ${counted(exportedComments, 'comment')}`;
  const where = [
    ...(wholeBrief > 0 ? [`${wholeBrief} on the whole brief`] : []),
    ...(orphaned > 0 ? [`${orphaned} without a place`] : []),
  ];
  const reasons = new Map<string, number>();
  for (const { what, reason } of leftOut) {
    const why = `${what}, ${reason}`;
    reasons.set(why, (reasons.get(why) ?? 0) + 1);
  }
  const left = [...reasons].map(([why, count]) => `${count} (${why})`).join(', ');
  return `${out}${where.length > 0 ? ` (${where.join(', ')})` : ''}; left out: ${left || 'nothing'}.`;
}

/** A number with its noun. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** A long text's beginning and end, cut between words: enough to recognise it. */
export function shortened(text: string, most: number): string {
  const words = text.replace(/\s+/g, ' ').trim();
  if (words.length <= most) return words;
  const head = words.slice(0, Math.floor(most * 0.7)).toWellFormed();
  const tail = words.slice(-Math.floor(most * 0.25)).toWellFormed();
  return `${head.replace(/\s\S*$/, '')} … ${tail.replace(/^\S*\s/, '')}`;
}
