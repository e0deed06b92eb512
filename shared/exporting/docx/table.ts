import type { Node } from 'prosemirror-model';

/** The width of a page's text, in twentieths of a point. */
const TEXT_WIDTH = 9026;
const SIDES = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];

/** A cell from a row above reaches down into this one. */
interface Reaching {
  column: number;
  span: number;
  rows: number;
}

/** A table. Word must have a cell in each place, and a paragraph in each cell. */
export function table(node: Node, rtl: boolean, contentOf: (cell: Node) => string): string {
  const columns = columnsOf(node);
  if (columns === 0) return '';
  const borders = SIDES.map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`).join('');
  const properties = [
    '<w:tblStyle w:val="TableGrid"/>',
    rtl ? '<w:bidiVisual/>' : '',
    '<w:tblW w:w="5000" w:type="pct"/>',
    `<w:tblBorders>${borders}</w:tblBorders>`,
  ].join('');
  const width = Math.floor(TEXT_WIDTH / columns);
  const grid = `<w:gridCol w:w="${width}"/>`.repeat(columns);
  let reaching: Reaching[] = [];
  let rows = '';
  node.forEach((row, _, index) => {
    const { xml, reachingOn } = rowOf(row, columns, width, reaching, contentOf);
    reaching = reachingOn;
    const heads = index === 0 && row.firstChild?.type.name === 'table_header';
    rows += `<w:tr>${heads ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${xml}</w:tr>`;
  });
  // Without a paragraph between them two tables would be one.
  return `<w:tbl><w:tblPr>${properties}</w:tblPr><w:tblGrid>${grid}</w:tblGrid>${rows}</w:tbl><w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>`;
}

function rowOf(
  row: Node,
  columns: number,
  width: number,
  reaching: readonly Reaching[],
  contentOf: (cell: Node) => string,
): { xml: string; reachingOn: Reaching[] } {
  const reachingOn: Reaching[] = [];
  let xml = '';
  let column = 0;
  const fill = () => {
    for (let above = reaching.find((each) => each.column === column); above; ) {
      xml += cellXml('<w:p/>', above.span, width, '<w:vMerge/>');
      if (above.rows > 1) reachingOn.push({ ...above, rows: above.rows - 1 });
      column += above.span;
      above = reaching.find((each) => each.column === column);
    }
  };
  row.forEach((cell) => {
    fill();
    const { colspan = 1, rowspan = 1 } = cell.attrs as { colspan?: number; rowspan?: number };
    const span = Math.max(1, colspan);
    const merge = rowspan > 1 ? '<w:vMerge w:val="restart"/>' : '';
    if (rowspan > 1) reachingOn.push({ column, span, rows: rowspan - 1 });
    const content = contentOf(cell);
    xml += cellXml(content === '' ? '<w:p/>' : content, span, width, merge);
    column += span;
  });
  fill();
  while (column < columns) {
    xml += cellXml('<w:p/>', 1, width, '');
    column++;
    fill();
  }
  return { xml, reachingOn };
}

function cellXml(content: string, span: number, width: number, merge: string): string {
  const spans = span > 1 ? `<w:gridSpan w:val="${span}"/>` : '';
  return `<w:tc><w:tcPr><w:tcW w:w="${width * span}" w:type="dxa"/>${spans}${merge}</w:tcPr>${content}</w:tc>`;
}

function columnsOf(node: Node): number {
  let most = 0;
  let reaching: { span: number; rows: number }[] = [];
  node.forEach((row) => {
    let columns = reaching.reduce((sum, { span }) => sum + span, 0);
    const next = reaching.filter(({ rows }) => rows > 1).map(({ span, rows }) => ({ span, rows: rows - 1 }));
    row.forEach((cell) => {
      const { colspan = 1, rowspan = 1 } = cell.attrs as { colspan?: number; rowspan?: number };
      columns += Math.max(1, colspan);
      if (rowspan > 1) next.push({ span: Math.max(1, colspan), rows: rowspan - 1 });
    });
    reaching = next;
    most = Math.max(most, columns);
  });
  return most;
}
