import { begun } from '../../begun.ts';
import { plainText } from '../../comments/schema.ts';
import { allThreads, type ExportedBrief, type ExportedThread } from '../exported-brief.ts';
import { KIND_LOOKS } from '../kind-look.ts';
import { Times } from '../times.ts';
import { counted, exportedWords } from '../wording.ts';
import { disagreements } from './disagreements.ts';
import { escaped } from './escape.ts';
import { pageHtml } from './page.ts';
import { threadHtml } from './thread-html.ts';

/** A page for those who have five minutes: what is judged, what is open, who disagrees, with all threads behind it. */
export function writeDigest(exported: ExportedBrief): string {
  const times = new Times(exported.timeZone);
  const threads = allThreads(exported);
  const judgements = threads.filter(({ kind }) => kind.kind === 'key-judgement');
  const questions = threads.filter(({ kind, status }) => kind.kind === 'question' && status.state === 'open');
  const differ = disagreements(exported).map(({ from, with: other, thread, comment, how }) => {
    const target = comment === undefined ? `t${thread.number}` : `t${thread.number}-${comment}`;
    return `<li><b><bdi>${escaped(from.name)}</bdi></b> with <b><bdi>${escaped(other.name)}</bdi></b>: ${escaped(how)} in <a href="#${target}">${thread.number}</a>, <span dir="auto">${escaped(gist(thread))}</span></li>`;
  });
  const body = [
    '<main class="sheet digest">',
    `<h1 dir="auto">${escaped(exported.title)}</h1>`,
    `<p class="foot" dir="auto">${escaped(exportedWords(exported, times))}</p>`,
    section('judgements', 'Key judgements', judgements.map(item), 'Nothing is marked as a key judgement.'),
    section('questions', 'Open questions', questions.map(item), 'No question is open.'),
    section(
      'disagreements',
      'Who disagrees with whom',
      differ,
      'Nobody rejects, corrects or contradicts anybody here.',
    ),
    countsTable(threads),
    '<section class="appendix" aria-labelledby="all"><h2 id="all">All threads</h2>',
    `<div class="listed">${threads.map((thread) => threadHtml(thread, times).replace(BACK, '')).join('\n')}</div>`,
    '</section>',
    '</main>',
  ];
  return pageHtml(exported, 'Digest', body.join('\n'));
}

/** There is no article here to go back to. */
const BACK = / <a class="back"[^>]*>↩<\/a>/;

function section(id: string, heading: string, items: readonly string[], none: string): string {
  const list = items.length === 0 ? `<p>${none}</p>` : `<ul>${items.join('\n')}</ul>`;
  return `<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>${list}</section>`;
}

function item(thread: ExportedThread): string {
  const { number, author, comments, assigned } = thread;
  const answers = comments.length > 1 ? `, ${counted(comments.length - 1, 'answer')}` : '';
  const whose = assigned ? `, with <bdi>${escaped(assigned.person.name)}</bdi>` : '';
  return `<li><a href="#t${number}">${number}</a> <span dir="auto">${escaped(gist(thread))}</span> <span class="by">(<bdi>${escaped(author.name)}</bdi>${answers}${whose})</span></li>`;
}

/** What a thread says in a line: its first comment, else the passage. */
function gist({ comments, passages }: ExportedThread): string {
  const [first] = comments;
  return begun(first ? plainText(first.doc) : `“${passages[0]?.quote ?? ''}”`, 220);
}

function countsTable(threads: readonly ExportedThread[]): string {
  const rows = KIND_LOOKS.flatMap(({ kind, name, letter }) => {
    const of = threads.filter((thread) => thread.kind.kind === kind);
    if (of.length === 0) return [];
    const open = of.filter(({ status }) => status.state === 'open').length;
    const comments = of.reduce((sum, each) => sum + each.comments.length, 0);
    const links = of.map(({ number }) => `<a href="#t${number}">${number}</a>`).join(' ');
    return [
      `<tr><th scope="row">${letter} ${name}</th><td>${of.length}</td><td>${open}</td><td>${comments}</td><td>${links}</td></tr>`,
    ];
  });
  return [
    '<section aria-labelledby="counts"><h2 id="counts">Counts</h2>',
    '<table class="counts"><thead><tr><th scope="col">Kind</th><th scope="col">Threads</th><th scope="col">Open</th><th scope="col">Comments</th><th scope="col">Where</th></tr></thead>',
    `<tbody>${rows.join('')}</tbody></table></section>`,
  ].join('\n');
}
