import { wellFormedText } from '../well-formed.ts';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Text as an element holds it. */
export function xmlText(text: string): string {
  return wellFormedText(text).replace(/[&<>]/g, (character) => ENTITIES[character] as string);
}

/** Text as an attribute in double quotes holds it. */
export function xmlValue(text: string): string {
  return wellFormedText(text).replace(/[&<>"\n\t]/g, (character) => ENTITIES[character] as string);
}

/** A whole XML file. */
export function xmlFile(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${root}`;
}

/** The namespaces of Word's main parts; those that Word 2007 doesn't know may be passed over by it. */
export const NAMESPACES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
  'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"',
  'xmlns:w16cid="http://schemas.microsoft.com/office/word/2016/wordml/cid"',
  'xmlns:w16cex="http://schemas.microsoft.com/office/word/2018/wordml/cex"',
  'mc:Ignorable="w14 w15 w16cid w16cex"',
].join(' ');
