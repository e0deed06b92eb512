import type { ExportedBrief } from '../exported-brief.ts';
import { Times } from '../times.ts';
import { type Cell, columnsOf, rowsOf } from './rows.ts';

/**
 * The matrix of comments as CSV (RFC 4180), with a byte order mark, without which Excel takes it for another encoding.
 *
 * A spreadsheet would calculate a cell that begins with one of `= + - @` or a tab. Such a cell gets an apostrophe in
 * front, and so does one that begins with an apostrophe: who takes the first apostrophe of a cell away has the comment
 * as it was written, always.
 */
export function writeCsv(exported: ExportedBrief): string {
  const times = new Times(exported.timeZone);
  const lines = [columnsOf(exported), ...rowsOf(exported)].map((row) =>
    row.map((cell) => written(cell, times)).join(','),
  );
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

function written(cell: Cell, times: Times): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return 'at' in cell ? times.minute(cell.at) : cell.day;
  const safe = /^[=+\-@\t\r'＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n;\t]|^\s|\s$/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
