import { formattingFor, type Plural } from '../formatting.ts';

const formatting = formattingFor('en-GB');

/** A number with its noun, such as "1 brief" and "2 briefs". */
export function count(value: number, forms: Plural): string {
  return formatting.plural(value, forms);
}

/** Several things in a sentence: “Ann, Bo and Cem”. */
export function list(items: readonly string[]): string {
  return formatting.list(items);
}
