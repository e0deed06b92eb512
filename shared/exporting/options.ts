import { z } from 'zod';
import { entryIdSchema, personIdSchema } from '../model/ids.ts';
import { KIND_NAMES } from '../model/kinds.ts';

/** The formats of an export, in the order in which they are offered. */
export const EXPORT_FORMATS = ['docx', 'pdf', 'html', 'md', 'txt', 'digest', 'jsonld', 'xlsx', 'csv'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What each format's file name ends in, without the dot. */
export const EXTENSIONS: Record<ExportFormat, string> = {
  docx: 'docx',
  pdf: 'pdf',
  html: 'html',
  md: 'md',
  txt: 'txt',
  digest: 'html',
  jsonld: 'jsonld',
  xlsx: 'xlsx',
  csv: 'csv',
};

/** What differs from format to format. */
const formatOptionsSchema = z.discriminatedUnion('to', [
  z.strictObject({
    to: z.literal('docx'),
    /** How a comment says its kind: its first line, the highlight's colour, or both. */
    kindAs: z.enum(['first-line', 'highlight', 'both']).default('both'),
    /** Open suggestions of wording: said in their comments, or changes in the text besides that Word can accept. */
    suggestions: z.enum(['words', 'tracked']).default('words'),
  }),
  z.strictObject({
    to: z.literal('pdf'),
    /** What is printed besides the annotations that a PDF reader shows. */
    print: z.enum(['nothing', 'margin', 'endnotes']).default('nothing'),
    paper: z.enum(['a4', 'letter']).default('a4'),
  }),
  z.strictObject({ to: z.literal('html') }),
  z.strictObject({ to: z.literal('md') }),
  z.strictObject({ to: z.literal('txt') }),
  z.strictObject({ to: z.literal('digest') }),
  z.strictObject({ to: z.literal('jsonld') }),
  z.strictObject({ to: z.literal('xlsx') }),
  z.strictObject({ to: z.literal('csv') }),
]);

export type FormatOptions = z.output<typeof formatOptionsSchema>;
/** The options of one format. */
export type OptionsOf<F extends ExportFormat> = Extract<FormatOptions, { to: F }>;

/** Which threads go in. What is absent lets all through; what is there must hold together. */
const exportFilterSchema = z.strictObject({
  kinds: z.array(z.enum(KIND_NAMES)).min(1).optional(),
  /** Threads in which one of them marked or said something. */
  people: z.array(personIdSchema).min(1).optional(),
  /** Threads that have one of them. */
  tags: z.array(z.string().min(1)).min(1).optional(),
  status: z.enum(['open', 'resolved']).optional(),
  /** Threads in which something was marked or said from this day on, in the export's time zone. */
  since: z.iso.date().optional(),
  /** … and until this day, itself included. */
  until: z.iso.date().optional(),
  /** Only these annotations. */
  selected: z.array(entryIdSchema).optional(),
});

export type ExportFilter = z.output<typeof exportFilterSchema>;

/** What an export is made with, besides the brief and the clock. */
export const exportChoicesSchema = z.strictObject({
  format: formatOptionsSchema,
  filter: exportFilterSchema.default({}),
  /** Resolved threads go in. */
  resolved: z.boolean().default(true),
  /** What whoever exports keeps to themselves goes in; never unless it is asked for. */
  private: z.boolean().default(false),
  /** People become letters. */
  anonymise: z.boolean().default(false),
  /** IANA, such as `Europe/Vienna`. */
  timeZone: z.string().max(64).refine(isTimeZone).default('UTC'),
});

export type ExportChoices = z.output<typeof exportChoicesSchema>;
export type ExportChoicesInput = z.input<typeof exportChoicesSchema>;

export interface ExportOptions extends ExportChoices {
  /** The clock, in milliseconds since 1970: the same brief, options and clock give the same bytes. */
  now: number;
}

/** Whether a text names a time zone that this computer knows, such as `Europe/Vienna`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
