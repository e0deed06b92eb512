import type { ExportedComment, ExportedPerson, ExportedThread } from '../exported-brief.ts';
import type { Times } from '../times.ts';
import { assignedWords, shortened, standingWords, statusWords } from '../wording.ts';
import { escaped } from './escape.ts';
import { commentHtml } from './inline.ts';

/** A longer comment scrolls within its card on a screen; on paper it is whole. */
const LONG = 1_500;

/** A thread as a card. Its id is `t` and its number; each comment's is that and its own number. */
export function threadHtml(thread: ExportedThread, times: Times): string {
  const { number, kind, tags, passages, comments, status } = thread;
  const standing = standingWords(thread);
  const back = passages.some(({ range }) => range)
    ? ` <a class="back" href="#p${number}" aria-label="To the passage of thread ${number}">↩</a>`
    : '';
  const resolved = status.state === 'resolved' ? statusWords(thread, times) : undefined;
  const about = [resolved, assignedWords(thread), standing].filter((words) => words !== undefined);
  const quotes = passages.map(({ quote, range }) => {
    const lost = range ? '' : ' class="lost"';
    return `<blockquote${lost} dir="auto">${escaped(shortened(quote, 180))}</blockquote>`;
  });
  const mine = comments[0]?.author === thread.author;
  return [
    `<article class="thread k-${kind.kind}${status.state === 'resolved' ? ' resolved' : ''}" id="t${number}" aria-labelledby="h${number}">`,
    `<p class="head" id="h${number}"><b>${number}</b> <span class="kind">${escaped(kind.letter)} ${escaped(kind.name)}</span> <span class="state">${status.state}</span>${back}</p>`,
    ...(about.length > 0 ? [`<p class="about" dir="auto">${about.map(escaped).join(' · ')}</p>`] : []),
    ...quotes,
    ...(tags.length > 0
      ? [`<ul class="tags" aria-label="Tags">${tags.map((tag) => `<li dir="auto">${escaped(tag)}</li>`).join('')}</ul>`]
      : []),
    ...(mine ? [] : [`<p class="by">${byline(thread.author, thread.at, times)}</p>`]),
    ...comments.map((comment) => commentCard(comment, thread, times)),
    '</article>',
  ].join('\n');
}

function commentCard(comment: ExportedComment, { number, comments }: ExportedThread, times: Times): string {
  const parent = comments.find(({ id }) => id === comment.parent);
  const answers =
    parent && parent.number !== comment.number - 1
      ? ` <span class="to">to <a href="#t${number}-${parent.number}"><bdi>${escaped(parent.author.name)}</bdi></a></span>`
      : '';
  const edited = comment.edited === undefined ? '' : ` <span class="to">edited ${times.minute(comment.edited)}</span>`;
  const reactions = comment.reactions
    .map(
      ({ emoji, people }) =>
        `<li>${escaped(emoji)} ${people.map(({ name }) => `<bdi>${escaped(name)}</bdi>`).join(', ')}</li>`,
    )
    .join('');
  return [
    `<div class="comment" id="t${number}-${comment.number}">`,
    `<p class="by">${byline(comment.author, comment.at, times)}${answers}${edited}</p>`,
    `<div class="body${comment.body.length > LONG ? ' long-body" tabindex="0' : ''}" dir="auto">${commentHtml(comment.doc, comment.images)}</div>`,
    ...(reactions ? [`<ul class="tags" aria-label="Reactions">${reactions}</ul>`] : []),
    '</div>',
  ].join('\n');
}

function byline({ name, via }: ExportedPerson, at: number, times: Times): string {
  const from = via === undefined ? '' : ` <span class="to">by way of ${escaped(via)}</span>`;
  return `<b><bdi>${escaped(name)}</bdi></b>${from} <time datetime="${times.iso(at)}">${times.minute(at)}</time>`;
}
