import type { BlockEdit, Moment } from './timeline.ts';

/** How a paragraph became what it is, a step at a time. */
export interface ParagraphStep {
  /** `imported` is how it came; `began` how it was put in later; `from` how it was taken out of another paragraph. */
  kind: 'imported' | 'began' | 'from' | 'changed';
  at: number;
  /** Absent for what was imported. */
  by?: Moment['by'];
  /** What it said before this step, or what the paragraph said that it was taken out of; null where there was nothing. */
  before: string | null;
  after: string;
}

/** So much of a paragraph's words must have stood in another for it to have been taken out of that. */
const MOSTLY = 0.6;
/** Fewer words than these stand in many paragraphs. */
const TELLING_WORDS = 4;

/**
 * How a paragraph came to be, oldest first.
 *
 * @param block its name; see `BlockEdit`
 * @param now what it says now
 * @param changes the changes of the article, in any order
 * @param importedAt when the article came, in milliseconds since 1970
 */
export function howItCameToBe(
  block: string,
  now: string,
  changes: readonly Moment[],
  importedAt: number,
): ParagraphStep[] {
  const steps: ParagraphStep[] = [];
  let wanted = block;
  let words = now;
  let isThere = true;
  for (const { at, by, edits = [] } of [...changes].sort((a, b) => b.at - a.at)) {
    const edit = edits.find((each) => each.block === wanted);
    if (!edit || edit.after === null) continue;
    if (edit.before !== null) {
      steps.push({ kind: 'changed', at, by, before: edit.before, after: edit.after });
      words = edit.before;
      continue;
    }
    const source = sourceOf(edit.after, wanted, edits);
    if (source) {
      steps.push({ kind: 'from', at, by, before: source.before, after: edit.after });
      wanted = source.block;
      words = source.before ?? '';
    } else {
      steps.push({ kind: 'began', at, by, before: null, after: edit.after });
      isThere = false;
      break;
    }
  }
  if (isThere) steps.push({ kind: 'imported', at: importedAt, before: null, after: words });
  return steps.reverse();
}

/** The paragraph that a new one was taken out of: one that went, or lost words, in the same change. */
function sourceOf(words: string, block: string, edits: readonly BlockEdit[]): BlockEdit | undefined {
  const wanted = wordsIn(words);
  if (wanted.length < TELLING_WORDS) return undefined;
  const shares = edits
    .filter(({ block: other, before }) => other !== block && before !== null)
    .map((edit) => {
      const had = new Set(wordsIn(edit.before ?? ''));
      const kept = new Set(wordsIn(edit.after ?? ''));
      // Words that the other one still has were not taken from it.
      const taken = wanted.filter((word) => had.has(word) && (edit.after === null || !kept.has(word))).length;
      const shared = wanted.filter((word) => had.has(word)).length;
      return { edit, share: shared / wanted.length, taken };
    })
    .filter(({ share, taken }) => share >= MOSTLY && taken > 0);
  return shares.sort((a, b) => b.share - a.share || b.taken - a.taken)[0]?.edit;
}

function wordsIn(text: string): string[] {
  return text.toLocaleLowerCase('und').match(/[\p{L}\p{N}]+/gu) ?? [];
}
