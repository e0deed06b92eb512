import { useMemo } from 'react';

/** Rows that are enough to see what a table is like. */
const MOST_ROWS = 60;

/** Rows of CSV as a table. */
export function TablePreview({ csv }: { csv: string }) {
  const [head = [], ...rows] = useMemo(() => rowsOf(csv).slice(0, MOST_ROWS), [csv]);
  return (
    <table className="export-table">
      <thead>
        <tr>
          {head.map((cell) => (
            <th key={cell} scope="col">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row[0]}.${row[1]}`}>
            {row.map((cell, i) => (
              <td key={head[i] ?? i} dir="auto">
                {cell.length > 160 ? `${cell.slice(0, 160)}…` : cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function rowsOf(csv: string): string[][] {
  const fields = csv.replace(/^\ufeff/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g);
  const rows: string[][] = [[]];
  for (const [all, quoted, plain = '', end] of fields) {
    if (all === '') break;
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}
