/** What a file can be read as. */
export const IMPORT_FORMATS = ['text', 'markdown', 'html', 'mhtml', 'mail', 'epub', 'odt', 'word', 'pdf'] as const;

export type ImportFormat = (typeof IMPORT_FORMATS)[number];
