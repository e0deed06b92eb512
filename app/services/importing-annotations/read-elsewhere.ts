import { Refusal } from '../../../shared/refusal.ts';
import { MAX_ELSEWHERE, type ReadElsewhere } from './elsewhere.ts';
import { hypothesisRows, readHypothesis } from './read-hypothesis.ts';
import { readWebAnnotations, webAnnotationsIn } from './read-web-annotations.ts';

/** As many as a page of JSON needs; a file of brackets alone was made to exhaust the stack. */
const MAX_NESTING = 200;

/**
 * Reads annotations that were made with another program: Hypothesis' JSON, or W3C Web Annotations.
 *
 * @throws {Refusal} where the file is neither, or has more than any brief can take
 */
export function readElsewhere(bytes: Uint8Array, name: string): ReadElsewhere {
  const json = parsed(bytes, name);
  const rows = hypothesisRows(json);
  const web = rows ? undefined : webAnnotationsIn(json);
  const count = rows?.length ?? web?.items.length;
  if (count === undefined)
    throw new Refusal(
      'no-annotations',
      `“${name}” holds no annotations that Briefmark knows. It reads what Hypothesis’ API and export give, and W3C Web Annotations (JSON-LD).`,
    );
  if (count > MAX_ELSEWHERE)
    throw new Refusal(
      'too-many-annotations',
      `“${name}” has ${count} annotations, and ${MAX_ELSEWHERE} can be taken in at a time. Save those that you need in a file of their own.`,
    );
  return rows ? readHypothesis(rows) : readWebAnnotations(web as NonNullable<typeof web>);
}

function parsed(bytes: Uint8Array, name: string): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw noJson(name, error);
  }
  let depth = 0;
  for (const bracket of text.replace(/"(?:[^"\\]|\\.)*"/gu, '').match(/[[\]{}]/gu) ?? []) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > MAX_NESTING) throw noJson(name);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw noJson(name, error);
  }
}

function noJson(name: string, cause?: unknown): Refusal {
  return new Refusal(
    'damaged-json',
    `“${name}” is no JSON, or is damaged or cut short. Save the annotations again where they were made, and import that.`,
    { cause },
  );
}
