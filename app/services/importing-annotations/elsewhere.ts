import type { TextRange } from '../../../shared/anchors/text-index.ts';
import type { Kind } from '../../../shared/model/kinds.ts';

/** Words that a selector names, and where they stood in characters of the text that it was made for. */
export interface Selected {
  exact?: string;
  prefix?: string;
  suffix?: string;
  /** In Unicode code points, as the standard counts. */
  start?: number;
  end?: number;
  /** Where they stand in the article; see `placeElsewhere`. */
  found?: TextRange;
}

/** An annotation or an answer that was made with another program. */
export interface Elsewhere {
  id: string;
  author: string;
  at?: number;
  /** Markdown. */
  body: string;
  kind: Kind;
  tags: string[];
  /** Absent where it is about the whole text. */
  targets: Selected[];
  /** The annotation that it answers, directly or over others. */
  answers?: string;
  resolved?: boolean;
}

/** What is taken out of a file. */
export interface ReadElsewhere {
  via: string;
  annotations: Elsewhere[];
  ignored: { what: string; reason: string }[];
  /** The text that the positions were counted in, where the file has it. */
  text?: string;
  /** The article's text in which they were placed. */
  placedIn?: string;
}

/** Five times what the largest brief is made for. */
export const MAX_ELSEWHERE = 25_000;
/** A thread isn't nested deeper; a file that is was made to be. */
const MAX_STEPS = 1_000;

/** The first annotation of a thread that an answer belongs to; undefined where the file doesn't have it. */
export function rootOf(answer: Elsewhere, byId: ReadonlyMap<string, Elsewhere>): Elsewhere | undefined {
  let found: Elsewhere | undefined = answer;
  for (let steps = 0; found?.answers !== undefined && steps < MAX_STEPS; steps += 1) found = byId.get(found.answers);
  return found?.answers === undefined ? found : undefined;
}

/** Rich text as plain: what a person reads of it. */
export function plainOf(html: string): string {
  return html
    .replace(/<(?:script|style)\b[\s\S]*?<\/(?:script|style)\s*>/giu, '')
    .replace(/<br\s*\/?>|<\/(?:p|div|li|h[1-6]|blockquote)>/giu, '\n')
    .replace(/<[^>]*>/gu, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/gu, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
