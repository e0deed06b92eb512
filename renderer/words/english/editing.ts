import type { TextType } from '../../editing/edit-commands.ts';

const types: Record<TextType, string> = {
  paragraph: 'Paragraph',
  title: 'Title',
  standfirst: 'Standfirst',
  byline: 'Byline',
  heading2: 'Heading',
  heading3: 'Smaller heading',
  heading4: 'Smallest heading',
  pullquote: 'Pull quote',
  footnote: 'Footnote',
  code_block: 'Code',
};

/** Changing the article itself. */
export const editing = {
  types,
  otherType: 'Caption, credit or other',
  begin: 'Edit the article',
  edit: 'Edit',
  done: 'Done',
  on: 'You are changing the article. Everybody who shares this brief sees it.',
  announced: 'Editing the article. What you type changes it.',
  ended: 'The article is only read again.',
  bar: 'Change the article',
  type: 'Type of block',
  bold: 'Bold',
  italic: 'Italic',
  bullets: 'List',
  numbers: 'Numbered list',
  quote: 'Quotation',
  table: 'Table',
  picture: 'Picture…',
  rowAfter: 'Row below',
  columnAfter: 'Column behind',
  deleteRow: 'Delete row',
  deleteColumn: 'Delete column',
  deleteTable: 'Delete table',
  alt: 'What the picture shows, for those who can’t see it',
  notSaved: 'What you typed could not be saved yet; it is tried again every few seconds.',
  replaced: 'The article was replaced meanwhile, so editing has ended. Look at what is there now, and begin again.',
};
