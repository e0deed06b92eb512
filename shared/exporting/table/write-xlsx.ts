import { strToU8, zipSync } from 'fflate';
import type { ExportedBrief } from '../exported-brief.ts';
import { escaped } from '../html/escape.ts';
import { Times } from '../times.ts';
import { receiptRows } from './receipt-rows.ts';
import { type Cell, COLUMNS, columnsOf, rowsOf } from './rows.ts';

/*
 * Written by hand, over fflate: a sheet of text, numbers and dates is a hundred lines of XML, while the libraries for it
 * either lack the filter, or bring thirty packages and the clock of the day into the file.
 */

/** Excel takes no more in one cell; a longer comment goes on in the next row. */
const MOST_IN_A_CELL = 32_000;
const WIDTHS = [8, 8, 40, 24, 7, 15, 18, 20, 17, 70, 9, 8, 10, 11, 18, 17, 18, 12, 11, 16, 20];
const RECEIPT_WIDTHS = [24, 70, 40];
const HEADER_STYLE = 1;
const TEXT_STYLE = 2;
const TIME_STYLE = 3;
const DAY_STYLE = 4;
/** Day 0 of Excel's calendar, for every day after February 1900. */
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/**
 * The matrix of comments as an Excel workbook: real dates, text that stays text, a frozen header with a filter. A second
 * sheet has the receipt.
 */
export function writeXlsx(exported: ExportedBrief): Uint8Array {
  const times = new Times(exported.timeZone);
  const columns = columnsOf(exported);
  const rows = rowsOf(exported).flatMap(parted);
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypes(),
    '_rels/.rels': relations([
      ['officeDocument', 'xl/workbook.xml'],
      ['metadata/core-properties', 'docProps/core.xml'],
    ]),
    'docProps/core.xml': properties(exported),
    'xl/workbook.xml': workbook(columns.length, rows.length + 1),
    'xl/_rels/workbook.xml.rels': relations([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['worksheet', 'worksheets/sheet2.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': styles(),
    'xl/worksheets/sheet1.xml': sheet([columns, ...rows], { ...exported, widths: WIDTHS, filter: true }, times),
    'xl/worksheets/sheet2.xml': sheet(receiptRows(exported), { ...exported, widths: RECEIPT_WIDTHS }, times),
  };
  const names = Object.keys(parts).sort();
  // The zip's own times know no zone; local noon of a given day is the same everywhere.
  const mtime = new Date(Math.max(1980, new Date(exported.now).getUTCFullYear()), 0, 1, 12);
  return zipSync(Object.fromEntries(names.map((name) => [name, strToU8(parts[name] as string)])), { level: 6, mtime });
}

/** A row whose comment is too long goes on in further rows of the same number. */
function parted(row: Cell[]): Cell[][] {
  const at = COLUMNS.indexOf('Comment');
  const text = row[at];
  const cut = row.map((cell, i) =>
    typeof cell === 'string' && i !== at ? cell.slice(0, MOST_IN_A_CELL).toWellFormed() : cell,
  );
  if (typeof text !== 'string' || text.length <= MOST_IN_A_CELL) return [cut];
  const rows: Cell[][] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + MOST_IN_A_CELL);
    if (to < text.length && /[\ud800-\udbff]/.test(text[to - 1] as string)) to--;
    rows.push(cut.map((cell, i) => (i === at ? text.slice(from, to) : cell)));
    from = to;
  }
  return rows;
}

interface SheetLook extends Pick<ExportedBrief, 'title' | 'marking' | 'direction'> {
  widths: readonly number[];
  /** Rows can be filtered by what stands in their columns. */
  filter?: boolean;
}

/** A sheet whose first row stands still above the others. */
function sheet(
  rows: readonly (readonly Cell[])[],
  { title, marking, direction, widths, filter }: SheetLook,
  times: Times,
): string {
  const [names = []] = rows;
  const header = `<row r="1">${names.map((name, i) => textCell(i, 1, String(name), HEADER_STYLE)).join('')}</row>`;
  const body = rows
    .slice(1)
    .map((row, n) => `<row r="${n + 2}">${row.map((cell, i) => cellXml(i, n + 2, cell, times)).join('')}</row>`);
  const right = direction === 'rtl' ? ' rightToLeft="1"' : '';
  // In a header & begins a code, and the whole may have 255 characters.
  const mark = escaped((marking ?? '').replace(/&/g, '&&').slice(0, 100).toWellFormed());
  const name = escaped(title.replace(/&/g, '&&').slice(0, 100).toWellFormed());
  const filtered = filter ? `<autoFilter ref="A1:${column(names.length - 1)}${rows.length}"/>` : '';
  const cols = names.map((_, i) => `<col min="${i + 1}" max="${i + 1}" width="${widths[i]}" customWidth="1"/>`);
  return `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"${right}><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${cols.join('')}</cols><sheetData>${header}${body.join('')}</sheetData>${filtered}<pageSetup orientation="landscape"/><headerFooter><oddHeader>&amp;C${mark}</oddHeader><oddFooter>&amp;L${name}&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`;
}

function cellXml(i: number, row: number, cell: Cell, times: Times): string {
  if (cell === undefined || cell === '') return '';
  if (typeof cell === 'string') return textCell(i, row, cell, TEXT_STYLE);
  if (typeof cell === 'number') return `<c r="${column(i)}${row}" s="${TEXT_STYLE}"><v>${cell}</v></c>`;
  const day = 'day' in cell;
  const ms = day ? Date.parse(`${cell.day}T00:00:00Z`) : times.localMs(cell.at);
  return `<c r="${column(i)}${row}" s="${day ? DAY_STYLE : TIME_STYLE}"><v>${(ms - EXCEL_EPOCH) / DAY_MS}</v></c>`;
}

/** An inline string is text, whatever it begins with. `_x0041_` in it would be read as a character. */
function textCell(i: number, row: number, text: string, style: number): string {
  const literal = escaped(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_'));
  return `<c r="${column(i)}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${literal}</t></is></c>`;
}

function column(i: number): string {
  return String.fromCharCode(65 + i);
}

function workbook(columns: number, lastRow: number): string {
  const range = `Comments!$A$1:$${column(columns - 1)}$${lastRow}`;
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Comments" sheetId="1" r:id="rId1"/><sheet name="Receipt" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">${range}</definedName><definedName name="_xlnm.Print_Titles" localSheetId="0">Comments!$1:$1</definedName></definedNames></workbook>`;
}

function styles(): string {
  const wrap = '<alignment vertical="top" wrapText="1"/>';
  const xf = (format: number, font = 0, fill = 0) =>
    `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1">${wrap}</xf>`;
  return `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE2DED4"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf xfId="0"/>${xf(0, 1, 2)}${xf(0)}${xf(164)}${xf(165)}</cellXfs></styleSheet>`;
}

function properties({ title, now }: ExportedBrief): string {
  const at = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
  return `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:creator>Briefmark</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`;
}

function relations(list: readonly [type: string, target: string][]): string {
  const each = list.map(([type, target], i) => {
    const base = type.startsWith('metadata/') ? `${PACKAGE}/relationships` : RELATIONS;
    return `<Relationship Id="rId${i + 1}" Type="${base}/${type}" Target="${target}"/>`;
  });
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${each.join('')}</Relationships>`;
}

function contentTypes(): string {
  const sheetml = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const parts = [
    ['/xl/workbook.xml', `${sheetml}.sheet.main+xml`],
    ['/xl/worksheets/sheet1.xml', `${sheetml}.worksheet+xml`],
    ['/xl/worksheets/sheet2.xml', `${sheetml}.worksheet+xml`],
    ['/xl/styles.xml', `${sheetml}.styles+xml`],
    ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
  ];
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.map(([name, type]) => `<Override PartName="${name}" ContentType="${type}"/>`).join('')}</Types>`;
}
