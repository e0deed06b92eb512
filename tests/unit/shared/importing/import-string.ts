import { importText } from '../../../../shared/importing/import-text.ts';
import type { ImportedArticle } from '../../../../shared/importing/imported.ts';

export function importString(text: string): ImportedArticle {
  return importText(new TextEncoder().encode(text), 'notes.txt');
}

/** What became of each block of a text: its type, or `left-out`. */
export function kinds(text: string): string[] {
  return importString(text).blocks.map((block) => (block.leftOut ? 'left-out' : block.type));
}
