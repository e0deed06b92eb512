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
    '<div class="article">',
    ...withNotes(articleHtml(exported), wholeBrief, times),
    '</div>',
    '<div id="after"></div>',
    ...(orphaned.length > 0
      ? [
          '<section class="appendix" aria-labelledby="orphans"><h2 id="orphans">Without a place</h2>',
          '<p dir="auto">The article no longer holds the words that these threads are about. They stand here with the words as they were.</p>',
          `<div class="listed">${orphaned.map((thread) => threadHtml(thread, times)).join('\n')}</div></section>`,
        ]
      : []),
    `<p class="foot" dir="auto">${escaped(exportedWords(exported, times))}</p>`,
    '</main>',
  ];
  return pageHtml(exported, '', body.join('\n'));
}

/** Each block, and after it the threads that begin in it: they stand in the margin, as close as those before allow. */
function withNotes(blocks: readonly ArticleBlock[], wholeBrief: readonly ExportedThread[], times: Times): string[] {
  const all = blocks.length > 0 ? blocks : [{ html: '', threads: [] }];
  return all.flatMap(({ html, threads }, i) => {
    const notes = (i === 0 ? [...wholeBrief, ...threads] : threads).map((thread) => threadHtml(thread, times));
    return [
      `<div class="text">${html}</div>`,
      ...(notes.length > 0 ? [`<div class="notes">${notes.join('\n')}</div>`] : []),
    ];
  });
}
