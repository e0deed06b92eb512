import { begun } from '../../../shared/begun.ts';
import { wordsOfComment } from '../../../shared/comments/in-one-line.ts';
import { KINDS } from '../../../shared/model/kinds.ts';
import type { ShownAnnotation, ShownBrief, ShownComment } from '../../../shared/shown.ts';
import { short } from '../ids.ts';
import { counted, wrapped } from './lines.ts';
import { visible, visibleLine } from './visible.ts';

const PLACEMENTS: Partial<Record<ShownAnnotation['placement'], string>> = {
  moved: 'its passage was changed and found again',
  pending: 'waits for the article',
  orphaned: 'its passage is not in the article any more',
};

/** A brief for a person: its outline, then its threads, then what was left out. */
export function briefText(brief: ShownBrief, columns: number): string {
  const { id, title, language, direction, annotations, blocks, leftOut, people } = brief;
  const about = [language, ...(direction === 'rtl' ? ['right to left'] : []), short(id)].join(' · ');
  const parts = [
    `${wrapped(visible(title), { first: '', rest: '', columns })}\n${about}`,
    section(`Article (${counted(blocks.length, 'block')})`, outline(brief, columns)),
    section(
      `Threads (${counted(annotations.length, 'annotation')}, ${open(annotations)} open)`,
      annotations.map((annotation) => annotationText(annotation, columns)).join('\n\n'),
    ),
    section(
      `Left out (${leftOut.length})`,
      leftOut
        .map(({ text, reason }) =>
          wrapped(`${visible(begun(text, 60))} (${reason})`, { first: '  · ', rest: '    ', columns }),
        )
        .join('\n'),
    ),
    section(
      'People',
      wrapped(people.map(({ name }) => visibleLine(name)).join(', '), { first: '  ', rest: '  ', columns }),
    ),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function section(heading: string, body: string): string {
  return body.trim() === '' ? '' : `${heading}\n\n${body}`;
}

/** Headings as they are nested; of what stands under each its first words. */
function outline({ blocks }: ShownBrief, columns: number): string {
  let depth = 0;
  return blocks
    .map(({ type, text, level }) => {
      if (type === 'heading') depth = Math.max(0, (level ?? 2) - 1);
      const indent = '  '.repeat(type === 'heading' ? depth : depth + 1);
      const label = `${type}${level === undefined ? '' : ` ${level}`}`.padEnd(11);
      const room = Math.max(20, columns - indent.length - label.length - 4);
      return `${indent}${label} ${visible(begun(text, room))}`.trimEnd();
    })
    .join('\n');
}

function open(annotations: readonly ShownAnnotation[]): number {
  return annotations.filter(({ status }) => status.state === 'open').length;
}

/** An annotation with its thread, for a person. */
export function annotationText(annotation: ShownAnnotation, columns: number): string {
  const { id, kind, tags, status, placement, comments, quote, quotes } = annotation;
  const place = PLACEMENTS[placement];
  const about = [
    short(id),
    KINDS.find((each) => each.kind === kind)?.name ?? kind,
    status.reason ? `${status.state} (${status.reason})` : status.state,
    signature(annotation),
    ...tags.map((tag) => `#${visible(tag)}`),
    ...(place ? [place] : []),
  ];
  const words = quotes ?? (quote === null ? [] : [quote]);
  return [
    wrapped(about.join(' · '), { first: '  ', rest: '  ', columns }),
    ...(words.length === 0 ? ['    On the whole brief'] : []),
    ...words.map((each) => wrapped(`“${visible(each)}”`, { first: '    ', rest: '    ', columns })),
    ...comments.map((comment) => commentText(comment, columns)),
  ].join('\n');
}

function commentText(comment: ShownComment, columns: number): string {
  const { id, body, suggests, edited, withdrawn } = comment;
  const head = `    └ ${signature(comment)} · ${short(id)}${edited ? ' · edited' : ''}`;
  const wording = suggests ? [`Suggests: “${visible(suggests.after)}” for “${visible(suggests.before)}”`] : [];
  const text = withdrawn
    ? '(withdrawn)'
    : [...(body === '' ? [] : [visible(wordsOfComment(body))]), ...wording].join('\n');
  return `${head}\n${wrapped(text, { first: '      ', rest: '      ', columns })}`;
}

function signature({ by, at, attributed }: Pick<ShownComment, 'by' | 'at' | 'attributed'>): string {
  const name = attributed ? `${attributed.name} (${attributed.via}, carried in by ${by.name})` : by.name;
  return `${visibleLine(name) || 'somebody'}, ${at.slice(0, 16).replace('T', ' ')} UTC`;
}
