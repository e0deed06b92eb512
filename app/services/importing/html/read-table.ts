import { nestedNodes } from '../../../../shared/importing/assemble.ts';
import type { ImportedBlock, NodeJson, SourceSpan } from '../../../../shared/importing/imported.ts';
import { nodesOf, plainText } from '../../../../shared/importing/rich.ts';
import type { Flow } from './block-builder.ts';
import { childrenOf, type DomElement, isElement, shortText } from './dom.ts';
import type { TreeReader } from './tree-reader.ts';

/** A wider table is data, which no reader follows and which the editor takes seconds to lay out. */
export const MAX_COLUMNS = 100;
/** Likewise a longer one; it is cut into tables of this many rows. */
const MAX_ROWS = 500;
/** A cell of more text than this is a part of a page that was laid out as a table. */
const LAYOUT_CELL = 600;
const BEYOND = `Beyond the ${MAX_COLUMNS}th column, the most that a table can have here.`;

/** What no table of data has in it. */
const OF_LAYOUT = new Set('table form article nav'.split(' '));
/** What only one has that names its columns or rows. */
const OF_TEXT = new Set('h1 h2 blockquote'.split(' '));

/** Whether a table holds data, rather than lay a page out. */
export function isDataTable(table: DomElement): boolean {
  if (/^(?:presentation|none)$/.test(table.getAttribute('role') ?? '')) return false;
  let headed = false;
  let rows = 0;
  const widths = new Set<number>();
  let isText = false;
  let isBeside = false;
  let hasList = false;
  for (const element of table.querySelectorAll('*')) {
    const { localName } = element;
    if (OF_LAYOUT.has(localName)) return false;
    if (localName === 'br' && element.previousElementSibling?.localName === 'br') return false;
    headed ||= localName === 'th' || localName === 'caption' || localName === 'thead';
    if (localName === 'tr') {
      rows += 1;
      if (rows <= ROWS_LOOKED_AT) widths.add(element.children.length);
      isBeside ||= rows <= ROWS_LOOKED_AT && hasTwoCells(element);
    }
    isText ||= OF_TEXT.has(localName);
    hasList ||= localName === 'ul' || localName === 'ol';
    if (localName === 'td' && !headed && !isText) isText = shortText(element, LAYOUT_CELL) === undefined;
  }
  if (headed) return rows > 0;
  // Lists beside one another are a page's columns, unless they come row by row.
  const isGrid = rows >= LEAST_ROWS && widths.size === 1;
  return Math.max(...widths) >= 2 && isBeside && !isText && (!hasList || isGrid);
}

/** Whether more than one cell of a row holds anything; in a table that only moves its text aside the others are empty. */
function hasTwoCells(row: DomElement): boolean {
  let filled = 0;
  for (const cell of childrenOf(row)) if (isElement(cell) && isFilled(cell)) filled += 1;
  return filled > 1;
}

function isFilled(cell: DomElement): boolean {
  const text = shortText(cell, LAYOUT_CELL);
  return text === undefined || text.trim() !== '';
}

/** A page that was laid out as a table has a row or two. */
const LEAST_ROWS = 3;

/** Enough to see how wide a table is. */
const ROWS_LOOKED_AT = 50;

/** Reads a table of data into one block, or into several where it is very long. */
export function readTable(reader: TreeReader, table: DomElement, flow: Flow, depth: number): void {
  const rows: NodeJson[] = [];
  const texts: (string | undefined)[] = [];
  const spans: SourceSpan[] = [];
  const beside: ImportedBlock[] = [];
  const { builder } = reader;
  const end = () => {
    if (rows.length === 0) return;
    const nodes = [{ type: 'table', content: rows.splice(0) }];
    const { within, leftOut } = flow;
    builder.blocks.push({
      type: 'table',
      text: textOfRows(texts.splice(0)) ?? plainText(nodesOf({ nodes })),
      nodes,
      ...(within.length > 0 ? { within: [...within] } : {}),
      // A picture in the midst of a line comes behind the line.
      spans: spans.splice(0).sort((a, b) => a.from - b.from),
      ...(leftOut ? { leftOut } : {}),
      because: leftOut ?? 'A table.',
    });
    builder.blocks.push(...beside.splice(0));
  };
  const visit = (parent: DomElement) => {
    for (const child of childrenOf(parent)) {
      if (!isElement(child)) reader.text(child, flow);
      else if (child.localName === 'tr') {
        const row = readRow(reader, child, flow, depth);
        rows.push(row.node);
        texts.push(row.text);
        spans.push(...row.spans);
        beside.push(...row.beside);
        if (rows.length >= MAX_ROWS) end();
      } else if (/^(?:thead|tbody|tfoot)$/.test(child.localName)) visit(child);
      else if (child.localName === 'caption')
        builder.blocks.push(
          ...builder.apart(() =>
            reader.children(child, { ...flow, type: 'caption', because: 'Stands over a table.' }, depth),
          ),
        );
      else reader.any(child, flow, depth);
    }
  };
  visit(table);
  end();
}

function textOfRows(texts: readonly (string | undefined)[]): string | undefined {
  return texts.includes(undefined) ? undefined : texts.join('\n');
}

interface Row {
  node: NodeJson;
  /** Its text, where each cell is a line; making nodes of a large table only to read it takes long. */
  text: string | undefined;
  spans: SourceSpan[];
  /** What stands in it and is left out. */
  beside: ImportedBlock[];
}

function readRow(reader: TreeReader, element: DomElement, flow: Flow, depth: number): Row {
  const row: Row = { node: { type: 'table_row', content: [] }, text: undefined, spans: [], beside: [] };
  const cells: string[] = [];
  let isLines = true;
  let columns = 0;
  for (const cell of childrenOf(element)) {
    if (!isElement(cell)) {
      reader.text(cell, flow);
      continue;
    }
    const colspan = spanOf(cell, 'colspan', MAX_COLUMNS);
    const blocks = reader.builder.apart(() =>
      reader.children(cell, { ...flow, type: 'paragraph', within: [], because: 'A cell.', inCell: true }, depth + 2),
    );
    columns += colspan;
    if (columns > MAX_COLUMNS) {
      row.beside.push(...blocks.map((block) => ({ ...block, leftOut: block.leftOut ?? BEYOND, because: BEYOND })));
      continue;
    }
    const kept = blocks.filter((block) => block.leftOut === undefined || block.leftOut === flow.leftOut);
    row.beside.push(...blocks.filter((block) => !kept.includes(block)));
    // What is left out stands in one block, whatever it was; most cells hold a line.
    const isPlain = flow.leftOut !== undefined || kept.every(({ within }) => within === undefined);
    const content = isPlain ? kept.flatMap(({ nodes }) => nodes ?? []) : nestedNodes(kept);
    isLines &&= isPlain && content.length <= 1 && content.every(({ type }) => type === 'paragraph');
    cells.push(kept[0]?.text ?? '');
    row.spans.push(...kept.flatMap(({ spans }) => spans));
    row.node.content?.push({
      type: cell.localName === 'th' ? 'table_header' : 'table_cell',
      attrs: { colspan, rowspan: spanOf(cell, 'rowspan', MAX_ROWS), colwidth: null },
      content: content.length > 0 ? content : [{ type: 'paragraph' }],
    });
  }
  if (isLines) row.text = cells.join('\t');
  return row;
}

function spanOf(cell: DomElement, name: string, most: number): number {
  const span = Number(cell.getAttribute(name));
  return Number.isInteger(span) && span > 1 ? Math.min(span, most) : 1;
}
