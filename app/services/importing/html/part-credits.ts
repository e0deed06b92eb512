import type { ImportedBlock, NodeJson, SourceSpan } from '../../../../shared/importing/imported.ts';
import { nodesAs, nodesOf, plainText } from '../../../../shared/importing/rich.ts';
import { creditAt, isCredit } from '../../../../shared/importing/rules/credit.ts';

const BECAUSE = 'Ends the caption, and names a photographer or an agency.';

/** Parts the credits from the captions that end with them: “Boats wait at the quay. Photo: Ann Okoro/AFP”. */
export function withPartedCredits(source: string, blocks: readonly ImportedBlock[]): ImportedBlock[] {
  return blocks.map(captionOf).flatMap((block) => {
    if (block.type !== 'caption' || block.leftOut !== undefined || block.nodes?.length !== 1) return [block];
    const at = creditAt(block.text);
    if (isCredit(block.text)) return [wholeCredit(block)];
    return at === undefined || at === 0 ? [block] : partedAt(source, block, block.nodes[0] as NodeJson, at);
  });
}

/** What a page calls a credit as a whole may be a caption that ends with one. */
function captionOf(block: ImportedBlock): ImportedBlock {
  if (block.type !== 'credit' || block.leftOut !== undefined || isCredit(block.text)) return block;
  if ((creditAt(block.text) ?? 0) < LEAST_CAPTION) return block;
  return { ...block, type: 'caption', nodes: nodesAs('caption', 2, nodesOf(block)), because: BECAUSE };
}

/** Fewer characters before a credit are its own label. */
const LEAST_CAPTION = 40;

/** Where the caption and the credit have an element each, one of them is nothing but the credit. */
function wholeCredit(block: ImportedBlock): ImportedBlock {
  return {
    ...block,
    type: 'credit',
    nodes: nodesAs('credit', 2, nodesOf(block)),
    because: 'Names a photographer or an agency and nothing else.',
  };
}

function partedAt(source: string, block: ImportedBlock, { type, content = [] }: NodeJson, at: number): ImportedBlock[] {
  const caption = [{ type, content: trimmedEnd(slice(content, 0, at)) }];
  const credit = nodesAs('credit', 2, nodesOf({ nodes: [{ type, content: slice(content, at, block.text.length) }] }));
  const spans = partedSpans(source, block.spans, lettersIn(block.text.slice(0, at)));
  return [
    { ...block, nodes: caption, text: plainText(nodesOf({ nodes: caption })), spans: spans[0] },
    {
      ...block,
      type: 'credit',
      nodes: credit,
      text: plainText(nodesOf({ nodes: credit })),
      spans: spans[1],
      because: BECAUSE,
    },
  ];
}

/** A stretch of running text; whatever is no text counts as one character. */
function slice(content: readonly NodeJson[], from: number, to: number): NodeJson[] {
  let start = 0;
  return content.flatMap((node) => {
    const length = node.text?.length ?? 1;
    const [a, b] = [Math.max(from - start, 0), Math.min(to - start, length)];
    start += length;
    if (a >= b) return [];
    return node.text === undefined ? [node] : [{ ...node, text: node.text.slice(a, b) }];
  });
}

function trimmedEnd(content: NodeJson[]): NodeJson[] {
  const last = content.at(-1);
  if (last?.type === 'hard_break') return trimmedEnd(content.slice(0, -1));
  const text = last?.text?.trimEnd();
  if (last === undefined || text === last.text) return content;
  return text === '' ? trimmedEnd(content.slice(0, -1)) : [...content.slice(0, -1), { ...last, text: text as string }];
}

/** Spans up to so many letters of the source, and behind them; white space counts nowhere. */
function partedSpans(source: string, spans: readonly SourceSpan[], letters: number): [SourceSpan[], SourceSpan[]] {
  const before: SourceSpan[] = [];
  const after: SourceSpan[] = [];
  let left = letters;
  for (const { from, to } of spans) {
    let at = from;
    for (; at < to && left > 0; at += 1) if (!/\s/u.test(source.charAt(at))) left -= 1;
    if (at > from) before.push({ from, to: at });
    if (at < to) after.push({ from: at, to });
  }
  return [before, after];
}

function lettersIn(text: string): number {
  return text.replace(/\s/gu, '').length;
}
