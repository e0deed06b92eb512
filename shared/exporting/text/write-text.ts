import type { Node } from 'prosemirror-model';
import type { ExportedBrief, ExportedPerson, ExportedThread } from '../exported-brief.ts';
import { marksByEnd, offsetsByPosition } from '../reference-marks.ts';
import { Times } from '../times.ts';
import { closeBidi } from '../well-formed.ts';
import { assignedWords, exportedWords, shortened, standingWords, statusWords } from '../wording.ts';
import { commentText } from './comment-text.ts';
import { wrapped } from './wrap.ts';

/** Mail programs quote and wrap beyond this. */
const COLUMNS = 72;

/**
 * An annotated brief as plain text for a mail: the article with numbers behind its passages, then the threads.
 *
 * What people wrote is indented further than our own lines, so that none of it can look like one.
 */
export function writeText(exported: ExportedBrief): string {
  const times = new Times(exported.timeZone);
  const { marking, wholeBrief, threads, orphaned } = exported;
  const section = (heading: string, list: readonly ExportedThread[]) =>
    list.length === 0 ? [] : [headed(heading), ...list.map((thread) => threadText(thread, times))];
  return `${[
    ...(marking ? [closeBidi(marking)] : []),
    ...articleText(exported),
    ...section('ON THE WHOLE BRIEF', wholeBrief),
    ...section('THREADS', threads),
    ...section('WITHOUT A PLACE IN THE ARTICLE', orphaned),
    '-'.repeat(COLUMNS),
    wrapped(exportedWords(exported, times), COLUMNS),
    ...(marking ? [closeBidi(marking)] : []),
  ].join('\n\n')}\n`;
}

function headed(heading: string): string {
  return `${heading}\n${'-'.repeat(heading.length)}`;
}

function articleText(exported: ExportedBrief): string[] {
  const offsets = offsetsByPosition(exported.index);
  const marks = marksByEnd(exported);
  const parts: string[] = [];
  let next = 0;
  const textOf = (node: Node, pos: number): string => {
    const offset = offsets.get(pos) ?? 0;
    const text = node.textBetween(0, node.content.size, undefined, '\n');
    let out = '';
    let from = 0;
    for (let mark = marks[next]; mark && mark.at <= offset + text.length; mark = marks[++next]) {
      out += `${text.slice(from, mark.at - offset)}${mark.numbers.map((number) => `[${number}]`).join('')}`;
      from = Math.max(from, mark.at - offset);
    }
    return closeBidi(out + text.slice(from));
  };
  const visit = (node: Node, pos: number, indent: string): void => {
    const { name } = node.type;
    if (name === 'rule') parts.push('* * *');
    else if (name === 'table') parts.push(rowsOf(node, pos));
    else if (node.isTextblock) parts.push(textBlock(node, textOf(node, pos), indent));
    else {
      if (name === 'figure' && node.attrs.alt) parts.push(wrapped(`[Picture: ${node.attrs.alt}]`, COLUMNS, indent));
      const inner = name === 'blockquote' || name === 'list_item' ? `${indent}  ` : indent;
      node.forEach((child, offset, i) => {
        visit(child, pos + 1 + offset, inner);
        if (name === 'list_item' && i === 0) asItem();
      });
    }
  };
  const asItem = () => {
    const text = parts.pop() ?? '';
    parts.push(text.replace(/^(\s*) {2}/, '$1- '));
  };
  /** A cell is a line, whatever stands in it; the items of a list keep their dashes. */
  const cellText = (cell: Node, start: number): string => {
    const texts: string[] = [];
    cell.descendants((node, offset, parent) => {
      if (!node.isTextblock) return true;
      const isItem = parent?.type.name === 'list_item' && parent.firstChild === node;
      texts.push(`${isItem ? '- ' : ''}${textOf(node, start + offset)}`);
      return false;
    });
    return texts.join(' ');
  };
  const rowsOf = (table: Node, pos: number): string => {
    const rows: string[] = [];
    table.forEach((row, rowOffset) => {
      const cells: string[] = [];
      row.forEach((cell, cellOffset) => {
        cells.push(cellText(cell, pos + 1 + rowOffset + 1 + cellOffset + 1));
      });
      rows.push(wrapped(cells.join(' | '), COLUMNS, '  ', '    '));
    });
    return rows.join('\n');
  };
  exported.article.forEach((node, pos) => {
    visit(node, pos, '');
  });
  return parts.filter((part) => part !== '');
}

function textBlock(node: Node, text: string, indent: string): string {
  switch (node.type.name) {
    case 'title':
      return `${wrapped(text, COLUMNS)}\n${'='.repeat(COLUMNS)}`;
    case 'heading':
      return `${wrapped(text, COLUMNS)}\n${'-'.repeat(Math.min(COLUMNS, 40))}`;
    case 'code_block':
      return text.replace(/^/gm, `${indent}    `);
    case 'pullquote':
      return wrapped(text, COLUMNS, `${indent}    `);
    default:
      return wrapped(text, COLUMNS, indent);
  }
}

function threadText(thread: ExportedThread, times: Times): string {
  const { number, kind, tags, author, at, passages, comments } = thread;
  const about = [
    `${kind.name}`,
    `${nameOf(author)}, ${times.minute(at)}`,
    statusWords(thread, times),
    ...[assignedWords(thread), standingWords(thread)].filter((words) => words !== undefined),
    ...(tags.length > 0 ? [`tags: ${tags.map(closeBidi).join(', ')}`] : []),
  ];
  return [
    wrapped(about.join(' - '), COLUMNS, `[${number}] `, '    '),
    ...passages.map(({ quote }) => wrapped(`“${closeBidi(shortened(quote, 300))}”`, COLUMNS, '        | ')),
    ...comments.map((comment) => {
      const parent = comments.find(({ id }) => id === comment.parent);
      const head = [
        `${nameOf(comment.author)}, ${times.minute(comment.at)}`,
        ...(parent ? [`to ${number}.${parent.number}`] : []),
        ...(comment.edited === undefined ? [] : [`edited ${times.minute(comment.edited)}`]),
        ...comment.reactions.map(({ emoji, people }) => `${emoji} ${people.map(({ name }) => name).join(', ')}`),
      ];
      const start = wrapped(head.join(' - '), COLUMNS, `    ${number}.${comment.number} `, '        ');
      return `${start}\n${wrapped(commentText(comment.doc), COLUMNS, '        ')}`;
    }),
  ].join('\n');
}

function nameOf({ name, via }: ExportedPerson): string {
  return closeBidi(via === undefined ? name : `${name} (${via})`).replace(/\s+/g, ' ');
}
