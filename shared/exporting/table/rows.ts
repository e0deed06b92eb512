import { allThreads, type ExportedBrief, type ExportedThread } from '../exported-brief.ts';
import { commentText } from '../text/comment-text.ts';

/** A moment, or a day without an hour. */
export type Cell = string | number | { at: number } | { day: string } | undefined;

/** The heads of the columns, in their order. */
export const COLUMNS = [
  'Thread',
  'Comment no.',
  'Passage',
  'Section',
  'Block',
  'Kind',
  'Tags',
  'Author',
  'Date',
  'Comment',
  'Answers no.',
  'Replies',
  'Status',
  'Reason',
  'Resolved by',
  'Resolved',
  'Assigned',
  'Due',
  'Standing',
  'Id',
] as const;

/** The names of the columns: each row of a marked brief says the marking, since rows are copied and sorted. */
export function columnsOf({ marking }: ExportedBrief): string[] {
  return marking === undefined ? [...COLUMNS] : [...COLUMNS, 'Marking'];
}

/**
 * The matrix of comments: a row a comment, so that it can be sorted and counted; what belongs to the thread stands in
 * each of its rows. A thread without a comment has one row, whose comment number is empty.
 */
export function rowsOf(exported: ExportedBrief): Cell[][] {
  const sections = sectionsOf(exported);
  return allThreads(exported).flatMap((thread) => {
    const from = thread.passages.find(({ range }) => range)?.range?.from;
    const block = from === undefined ? undefined : exported.index.blockNumberAt(from);
    return threadRows(
      thread,
      block === undefined ? undefined : block + 1,
      block === undefined ? undefined : sections[block],
    ).map((row) => (exported.marking === undefined ? row : [...row, exported.marking]));
  });
}

function threadRows(thread: ExportedThread, block: number | undefined, section: string | undefined): Cell[][] {
  const { number, passages, kind, tags, author, at, comments, status, assigned, standing, id } = thread;
  const quotes = passages.map(({ quote }) => quote.replace(/\s+/g, ' ')).join(' […] ');
  const resolved = status.state === 'resolved' ? status : undefined;
  const numbers = new Map(comments.map((comment) => [comment.id, comment.number]));
  const row = (own: Cell[], answers: Cell): Cell[] => {
    const [no, who, when, text] = own;
    return [
      number,
      no,
      quotes,
      section,
      block,
      kind.name,
      tags.join(', '),
      who,
      when,
      text,
      answers,
      Math.max(0, comments.length - 1),
      status.state,
      resolved?.reason,
      resolved?.by.name,
      resolved && { at: resolved.at },
      assigned?.person.name,
      assigned?.due === undefined ? undefined : { day: assigned.due },
      standing,
      id,
    ];
  };
  if (comments.length === 0) return [row([undefined, author.name, { at }, undefined], undefined)];
  return comments.map((comment) =>
    row(
      [comment.number, comment.author.name, { at: comment.at }, commentText(comment.doc)],
      numbers.get(comment.parent ?? ''),
    ),
  );
}

/** The heading above each text block. */
function sectionsOf({ article }: ExportedBrief): string[] {
  const sections: string[] = [];
  let heading = '';
  article.descendants((node) => {
    if (!node.isTextblock) return true;
    if (node.type.name === 'heading') heading = node.textContent.replace(/\s+/g, ' ');
    sections.push(heading);
    return false;
  });
  return sections;
}
