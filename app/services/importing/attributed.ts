import type { Node } from 'prosemirror-model';
import { anchorAt } from '../../../shared/anchors/placement.ts';
import { quoteAt } from '../../../shared/anchors/quote.ts';
import type { TextRange } from '../../../shared/anchors/text-index.ts';
import type { Assembled } from '../../../shared/importing/assemble.ts';
import type { ImportedAnnotation, ImportedComment } from '../../../shared/importing/imported.ts';
import type { AnnotationReceipt } from '../../../shared/importing/receipt.ts';
import {
  type Anchor,
  MAX_ANCHORS,
  MAX_COMMENT_LENGTH,
  MAX_NAME_LENGTH,
  MAX_QUOTE_LENGTH,
  MAX_TAG_LENGTH,
  MAX_TAGS,
} from '../../../shared/model/entry.ts';
import { type AttributedPayload, type Brief, MADE_JUST_NOW } from '../brief/brief.ts';
import { unplacedAnchor } from '../importing-comments/review-plan.ts';

/**
 * What others said in a file, as entries that stand for them.
 *
 * @param brief the one that was made of the article just now
 */
export function attributedPayloads(
  brief: Brief,
  { textBlocks }: Pick<Assembled, 'textBlocks'>,
  annotations: readonly ImportedAnnotation[],
): { payloads: AttributedPayload[]; receipt: AnnotationReceipt } {
  const receipt: AnnotationReceipt = { placed: 0, orphaned: 0, comments: 0 };
  const payloads: AttributedPayload[] = [];
  const places = new Places(brief, textBlocks);
  for (const annotation of annotations) {
    const { kind, author, via } = annotation;
    const add = (payload: AttributedPayload, name: string) =>
      payloads.push({ ...payload, attributed: { name: attributedName(name || author), via: via.slice(0, 40) } });
    const { anchors, placed } = places.anchorsOf(annotation);
    const tags = (annotation.tags ?? []).map((tag) => tag.trim().slice(0, MAX_TAG_LENGTH).trim()).filter(Boolean);
    add({ type: 'annotated', kind, tags: [...new Set(tags)].slice(0, MAX_TAGS), anchors }, author);
    for (const comment of annotation.comments) {
      for (const body of bodiesOf(comment)) {
        add({ type: 'commented', annotation: MADE_JUST_NOW, body }, comment.author);
        receipt.comments++;
      }
    }
    if (annotation.resolved)
      add({ type: 'status', annotation: MADE_JUST_NOW, state: 'resolved', reason: 'noted' }, author);
    if (placed) receipt.placed++;
    else receipt.orphaned++;
  }
  return { payloads, receipt };
}

/** Finds the passages of imported blocks in the article that was made of them. */
class Places {
  private readonly offsets = new Map<Node, number>();

  constructor(
    private readonly brief: Brief,
    private readonly textBlocks: Assembled['textBlocks'],
  ) {
    // The brief's article was read from its document, so its nodes are others than those that it was made of.
    const all = [...textBlocks.values()].flat();
    brief.index.text.blocks.forEach(({ offset }, at) => {
      const node = all[at];
      if (node) this.offsets.set(node, offset);
    });
  }

  anchorsOf({ passages, quote }: ImportedAnnotation): { anchors: Anchor[]; placed: boolean } {
    const { index } = this.brief;
    const wanted = passages.slice(0, MAX_ANCHORS);
    const ranges = wanted.flatMap((passage) => {
      const range = this.rangeOf(passage);
      const trimmed = range && index.text.trim(range);
      return trimmed ? [trimmed] : [];
    });
    const placed = ranges.length === wanted.length && (wanted.length > 0 || quote === undefined);
    if (placed) return { anchors: ranges.map((range) => anchorAt(index, range)), placed };
    const words = quote?.trim() || '…';
    const lost = unplacedAnchor(
      { ...quoteAt('', { from: 0, to: 0 }), exact: words.slice(0, MAX_QUOTE_LENGTH).toWellFormed() },
      0,
    );
    return { anchors: [...ranges.map((range) => anchorAt(index, range)), lost].slice(0, MAX_ANCHORS), placed };
  }

  private rangeOf({ block, from, to }: ImportedAnnotation['passages'][number]): TextRange | undefined {
    const start = this.offsetOf(block, from);
    const end = this.offsetOf(block, to);
    return start !== undefined && end !== undefined && start < end ? { from: start, to: end } : undefined;
  }

  /** Text blocks are parted by one character in a block's text, as they are in the article's. */
  private offsetOf(block: number, at: number): number | undefined {
    let start = 0;
    for (const node of this.textBlocks.get(block) ?? []) {
      const length = node.content.size;
      const offset = this.offsets.get(node);
      if (at <= start + length) return offset === undefined ? undefined : offset + at - start;
      start += length + 1;
    }
    return undefined;
  }
}

/** Somebody's name as an entry can have it. */
export function attributedName(name: string): string {
  return name.replace(/\s+/gu, ' ').trim().slice(0, MAX_NAME_LENGTH).toWellFormed().trim() || 'Somebody';
}

/** A comment's wording, in pieces where it is longer than one may be, with the day on which it was made. */
export function bodiesOf({ body, at }: Pick<ImportedComment, 'body' | 'at'>): string[] {
  const words = body.toWellFormed().trim();
  const dated = at === undefined ? words : `${words}\n\n(${new Date(at).toISOString().slice(0, 10)})`.trim();
  const bodies: string[] = [];
  for (let from = 0; from < dated.length; from += MAX_COMMENT_LENGTH)
    bodies.push(dated.slice(from, from + MAX_COMMENT_LENGTH).toWellFormed());
  return bodies;
}
