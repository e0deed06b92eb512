/** What a file can be read as. */
const IMPORT_FORMATS = ['text', 'markdown', 'html', 'mhtml', 'mail', 'epub', 'odt', 'word', 'pdf'] as const;

export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** How the names of such files end: in small letters, without the dot. */
export const EXTENSIONS: Readonly<Record<ImportFormat, readonly string[]>> = {
  text: ['txt', 'text'],
  markdown: ['md', 'markdown', 'mkd', 'mdown'],
  html: ['html', 'htm', 'xhtml', 'xht'],
  mhtml: ['mhtml', 'mht'],
  mail: ['eml'],
  epub: ['epub'],
  odt: ['odt', 'ott'],
  word: ['docx', 'docm', 'dotx', 'doc'],
  pdf: ['pdf'],
};

const ALL = new Set(Object.values(EXTENSIONS).flat());

/** Whether a file's name says that it is an article. */
export function isArticleName(name: string): boolean {
  return ALL.has(/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '');
}
