import type { Times } from '../../../shared/exporting/times.ts';
import { wellFormedText } from '../../../shared/exporting/well-formed.ts';
import type { Suggestion } from '../../../shared/model/entry.ts';
import type { ReviewReceipt } from '../../../shared/review.ts';
import type { Brief } from '../brief/brief.ts';
import { timesOf } from './match.ts';
import type { ReviewedFile, TrackedChange } from './reviewed-file.ts';
import { comparable } from './wording.ts';

/** More than this is counted and not listed. */
const MAX_LISTED = 100;
const NOT_APPLIED = 'Changes of the article made in Word are not applied. Make them in the article.';

/** What somebody changed in the article's text: reported, never applied. */
export function differences({ tracked, paragraphs, account }: ReviewedFile, brief: Brief): ReviewReceipt['ignored'] {
  const ours = suggestedIn(brief, timesOf(account?.zone));
  // By lines on both sides: a line break within a paragraph is a line end in the article's text too.
  const present = new Set([...paragraphs].flatMap((paragraph) => paragraph.split('\n')).map(comparable));
  const lines = brief.index.text.text.split('\n').map(comparable);
  const changed = lines.filter((line) => line !== '' && !present.has(line));
  const all = [
    ...tracked
      .filter((change) => !ours(change))
      .map(({ what, author, text }) => ({
        what: `“${shortened(text)}” was ${what} by ${author || 'somebody'} (tracked)`,
        reason: NOT_APPLIED,
      })),
    ...changed.map((line) => ({
      what: `“${shortened(line)}” reads differently in Word, or is missing there`,
      reason: NOT_APPLIED,
    })),
  ];
  const more = all.length - MAX_LISTED;
  const listed = all.slice(0, MAX_LISTED);
  return more > 0 ? [...listed, { what: `${more} more changes of the text`, reason: NOT_APPLIED }] : listed;
}

function shortened(text: string): string {
  const words = comparable(text);
  return words.length > 80 ? `${[...words].slice(0, 80).join('')}…` : words;
}

/** Tells a suggestion of the brief, which an export may hold as tracked changes, by its time and its words. */
function suggestedIn({ notes }: Brief, times: Times): (change: TrackedChange) => boolean {
  const bySecond = new Map<number, Suggestion[]>();
  for (const { comments } of notes.annotations.values()) {
    for (const { at, suggests } of comments) {
      if (!suggests) continue;
      const second = Math.floor(times.localMs(at) / 1000);
      bySecond.set(second, [...(bySecond.get(second) ?? []), suggests]);
    }
  }
  return ({ date = Number.NaN, what, text }) =>
    bySecond
      .get(Math.floor(date / 1000))
      ?.some(({ before, after }) => wellFormedText(what === 'deleted' ? before : after).includes(text)) ?? false;
}
