import type { Receipt } from './exported-brief.ts';

/** What an export will hold and look like. */
export interface ExportPreview {
  /** The file's name. */
  name: string;
  /** What the file will account for. */
  receipt: Receipt;
  /** An HTML page without scripts, rows of CSV, or plain text. */
  as: 'page' | 'table' | 'text';
  text: string;
  /** Nothing was cut off to keep the preview quick. */
  whole: boolean;
}
