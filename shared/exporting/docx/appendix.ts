import type { ExportedBrief } from '../exported-brief.ts';
import type { Times } from '../times.ts';
import { exportedWords } from '../wording.ts';
import { commentEnd, commentStart } from './marked-text.ts';
import { isRightToLeft, paragraph, run } from './runs.ts';
import type { WordComment } from './word-comments.ts';

/** The annotations that have lost their passage, each with its old words and its comments. */
export function orphansAppendix(exported: ExportedBrief, comments: readonly WordComment[], times: Times): string {
  if (exported.orphaned.length === 0) return '';
  const entries = exported.orphaned.map((thread) => {
    const own = comments.filter(({ hook }) => hook.on === 'appendix' && hook.thread === thread.number);
    const head = `${thread.number} · ${thread.kind.name} · ${thread.author.name}, ${times.minute(thread.at)}`;
    const quotes = thread.passages.map(({ quote, range }) => (range ? `${quote} (still in the article)` : quote));
    const starts = own.map(({ id }) => commentStart(id)).join('');
    const ends = own.map(({ id }) => commentEnd(id)).join('');
    const paragraphs = quotes.map((quote, at) => {
      const rtl = isRightToLeft(quote, exported.direction === 'rtl');
      const runs = (at === 0 ? starts : '') + run(quote, { rtl }) + (at === quotes.length - 1 ? ends : '');
      return paragraph(runs, { style: 'Quote', rtl });
    });
    return paragraph(run(head), { style: 'AppendixLine', keepNext: true, rtl: false }) + paragraphs.join('');
  });
  const heading = paragraph(run('Annotations whose passage is gone'), {
    style: 'AppendixHeading',
    keepNext: true,
    rtl: false,
  });
  return heading + entries.join('');
}

/** What went out and what didn't, at the end of the file. */
export function receiptAppendix(exported: ExportedBrief, times: Times): string {
  const heading = paragraph(run('About this file'), { style: 'AppendixHeading', keepNext: true, rtl: false });
  return heading + paragraph(run(exportedWords(exported, times)), { style: 'AppendixLine', rtl: false });
}
