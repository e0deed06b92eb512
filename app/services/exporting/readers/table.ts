import { unzipSync } from 'fflate';
import { type CountingReader, textOf } from './counted.ts';

const THREAD = 0;
const COMMENT = 1;

function countRows(rows: readonly (readonly string[])[]) {
  const filled = rows.slice(1).filter((row) => row[THREAD]);
  return {
    threads: new Set(filled.map((row) => row[THREAD])).size,
    comments: new Set(filled.filter((row) => row[COMMENT]).map((row) => `${row[THREAD]}.${row[COMMENT]}`)).size,
  };
}

/** Counts the numbers of threads and of comments in a CSV file. */
export const countCsv: CountingReader = (bytes) => countRows(csvRows(textOf(bytes).replace(/^\ufeff/, '')));

/** RFC 4180: fields in quotes may hold commas, line ends, and quotes that are doubled. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[i + 1] === '"') field += text[i++];
      else quoted = false;
    } else if (character === '"' && field === '') {
      quoted = true;
    } else if (character === ',') {
      row.push(field);
      field = '';
    } else if (character === '\r' && text[i + 1] === '\n') {
      rows.push([...row, field]);
      row = [];
      field = '';
      i++;
    } else {
      field += character;
    }
  }
  if (quoted) throw new Error('The file ends within a field.');
  return field === '' && row.length === 0 ? rows : [...rows, [...row, field]];
}

/** Counts the numbers of threads and of comments in the first sheet of a workbook. */
export const countXlsx: CountingReader = (bytes) => {
  const sheet = unzipSync(bytes)['xl/worksheets/sheet1.xml'];
  if (!sheet) throw new Error('The workbook has no sheet.');
  const rows = [...textOf(sheet).matchAll(/<row\b[^>]*>(.*?)<\/row>/gs)].map(([, cells = '']) => {
    const row: string[] = [];
    for (const [, ref = '', value = ''] of cells.matchAll(/<c r="([A-Z])\d+"[^>]*>(.*?)<\/c>/gs)) {
      row[ref.charCodeAt(0) - 65] = /<(?:v|t)\b[^>]*>([^<]*)</.exec(value)?.[1] ?? '';
    }
    return row;
  });
  return countRows(rows);
};
