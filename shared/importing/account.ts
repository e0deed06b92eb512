import type { ImportedArticle, ImportedBlock, SourceSpan } from './imported.ts';
import { accountedText, nodesOf } from './rich.ts';
import { withoutSpace } from './white-space.ts';

export interface Account {
  /**
   * What of the source is in no block, or in two, or what of a block's text is not in the source, in order; empty when
   * the account is square.
   */
  unaccounted: string;
}

/** What a marker may consist of. Anything else that a text omits is missing. */
const MARKER: Partial<Record<ImportedBlock['type'], RegExp>> = {
  list: /^(?:[•‣▪▫◦●○■□⁃∙*\-–—]|\(?[0-9]{1,3}[.)、．]|[a-z]\))\s*$/iu,
  quote: /^[>\s]+$/,
  rule: /^[*\-_=~–—⁂·•#✻\s]+$/u,
};

/**
 * Checks, from the result alone, that every character of the source that isn't white space is covered by exactly one
 * span, and that each block's text is what its spans cover, markers aside; of a block with nodes it is their text, and a
 * picture counts as a character. Spans may lie anywhere inside an article
 * and are checked against it whoever made them: it knows nothing of the rules.
 */
export function account(article: ImportedArticle): Account {
  const { source } = article;
  const spans = article.blocks.flatMap((block) => block.spans).sort((a, b) => a.from - b.from);
  let unaccounted = '';
  let reached = 0;
  for (const span of spans) {
    if (!isWithin(span, source.length)) {
      unaccounted += '\ufffd';
      continue;
    }
    unaccounted += withoutSpace(source.slice(reached, span.from));
    if (span.from < reached) unaccounted += withoutSpace(source.slice(span.from, Math.min(span.to, reached)));
    reached = Math.max(reached, span.to);
  }
  unaccounted += withoutSpace(source.slice(reached));
  for (const block of article.blocks) unaccounted += missingFrom(block, source);
  return { unaccounted };
}

function missingFrom(block: ImportedBlock, source: string): string {
  let covered = '';
  let stray = '';
  const marks = new Map((block.marks ?? []).map((mark) => [mark.from, mark]));
  let previous = -1;
  for (const span of block.spans) {
    if (span.from < previous) stray += source.slice(span.from, span.to);
    previous = span.to;
    const mark = marks.get(span.from);
    marks.delete(span.from);
    let from = span.from;
    if (mark) {
      const omitted = source.slice(mark.from, mark.to);
      if (mark.to > span.to || mark.to <= mark.from || !MARKER[block.type]?.test(omitted)) stray += omitted;
      from = Math.min(mark.to, span.to);
    }
    covered += source.slice(from, span.to);
  }
  for (const mark of marks.values()) stray += source.slice(mark.from, mark.to);
  const text = withoutSpace(block.nodes ? accountedText(nodesOf(block)) : block.text);
  return withoutSpace(stray) + (withoutSpace(covered) === text ? '' : withoutSpace(covered) || text);
}

function isWithin(span: SourceSpan, length: number): boolean {
  return (
    Number.isInteger(span.from) &&
    Number.isInteger(span.to) &&
    span.from >= 0 &&
    span.from < span.to &&
    span.to <= length
  );
}
