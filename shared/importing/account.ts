import type { ImportedArticle, ImportedBlock, SourceSpan } from './imported.ts';
import { plainLetters } from './letters.ts';
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
  list: /^(?:[•‣▪▫◦●○■□⁃∙*\-–—]|\(?[0-9]{1,3}[.)、．]|\(?[a-z]\)|\(?[ivx]{1,5}[.)])\s*$/iu,
  quote: /^[>\s]+$/,
  footnote: /^(?:(?:[\u2190-\u21ff^]\ufe0e?\s*)+|\[?(?:\d{1,3}|[a-z])[\].)]?)$/iu,
  heading: /^[-–—=*~_#\s]+$/u,
  rule: /^[*\-_=~–—⁂·•#✻\s]+$/u,
  table: /^[\s|│┃║+\-–—=:·.─━═┄┈╌┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬]+$/u,
  title:
    /^(?:SUBJECT|SUBJ|Subject|Title|Titel|Titre|Título|Betreff|Betrifft|Objet|Asunto|Assunto|Oggetto|Onderwerp|Тема|الموضوع|הנדון|RE)\s*:\s*$/u,
};
/** What a text of any type may omit: a hyphen at which a word was cut, the signs that agencies put around a line. */
const SIGN = /^[-\u2010^<]$/;

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
  const marks = [...(block.marks ?? [])];
  let previous = -1;
  for (const span of block.spans) {
    if (span.from < previous) stray += source.slice(span.from, span.to);
    previous = span.to;
    let from = span.from;
    for (let [mark] = marks; mark && mark.from >= from && mark.to <= span.to; [mark] = marks) {
      marks.shift();
      const omitted = source.slice(mark.from, mark.to);
      if (mark.to <= mark.from || !(SIGN.test(omitted) || MARKER[block.type]?.test(omitted))) stray += omitted;
      covered += source.slice(from, mark.from);
      from = mark.to;
    }
    covered += source.slice(from, span.to);
  }
  for (const mark of marks) stray += source.slice(mark.from, mark.to) || '\ufffd';
  const text = block.nodes ? accountedText(nodesOf(block)) : block.text;
  const [wanted, got] = [covered, text].map((each) => inOrder(block, withoutSpace(plainLetters(each))));
  return withoutSpace(stray) + (wanted === got ? '' : withoutSpace(covered) || text);
}

/** A cell of several lines is read before the next cell's first, so a table's characters are compared in no order. */
function inOrder({ type }: ImportedBlock, text: string): string {
  return type === 'table' ? [...text].sort().join('') : text;
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
