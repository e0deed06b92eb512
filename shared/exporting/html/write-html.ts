import type { ExportedBrief, ExportedThread } from '../exported-brief.ts';
import { Times } from '../times.ts';
import { exportedWords } from '../wording.ts';
import { type ArticleBlock, articleHtml } from './article-html.ts';
import { escaped } from './escape.ts';
import { pageHtml } from './page.ts';
import { threadHtml } from './thread-html.ts';

/** An annotated brief as one HTML file: the article, with each thread in the margin of the block where it begins. */
export function writeHtml(exported: ExportedBrief): string {
  const times = new Times(exported.timeZone);
  const { wholeBrief, orphaned } = exported;
  const body = [
    '<a class="skip" href="#after">Skip the article</a>',
    '<main class="sheet">',
    ...groups(articleHtml(exported), wholeBrief, times),
    '<div id="after"></div>',
    ...(orphaned.length > 0
      ? [
          '<section class="appendix" aria-labelledby="orphans"><h2 id="orphans">Without a place</h2>',
          '<p>The article no longer holds the words that these threads are about. They stand here with the words as they were.</p>',
          `<div class="listed">${orphaned.map((thread) => threadHtml(thread, times)).join('\n')}</div></section>`,
        ]
      : []),
    `<p class="foot">${escaped(exportedWords(exported, times))}</p>`,
    '</main>',
  ];
  return pageHtml(exported, '', body.join('\n'));
}

/** Blocks with the threads that begin in the first of them; the blocks after it that have none flow on beside them. */
function groups(blocks: readonly ArticleBlock[], wholeBrief: readonly ExportedThread[], times: Times): string[] {
  const groups: { first: string; notes: ExportedThread[]; rest: string[] }[] = [];
  for (const [i, { html, threads }] of blocks.entries()) {
    const notes = i === 0 ? [...wholeBrief, ...threads] : threads;
    const last = groups.at(-1);
    if (last && notes.length === 0) last.rest.push(html);
    else groups.push({ first: html, notes, rest: [] });
  }
  if (groups.length === 0) groups.push({ first: '', notes: [...wholeBrief], rest: [] });
  return groups.map(({ first, notes, rest }) =>
    [
      '<div class="group">',
      `<div class="first text">${first}</div>`,
      notes.length === 0
        ? ''
        : `<div class="notes">${notes.map((thread) => threadHtml(thread, times)).join('\n')}</div>`,
      rest.length === 0 ? '' : `<div class="rest text">${rest.join('\n')}</div>`,
      '</div>',
    ].join('\n'),
  );
}
