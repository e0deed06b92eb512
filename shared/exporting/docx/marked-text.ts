import type { Node } from 'prosemirror-model';
import { type Segment, segmentsOf } from '../../anchors/segments.ts';
import { lastAtMost } from '../../anchors/text-index.ts';
import type { ExportedBrief } from '../exported-brief.ts';
import { lookOf } from '../kind-look.ts';
import type { Relationships } from './relationships.ts';
import { isRightToLeft, linked, type RunLook, run } from './runs.ts';
import type { WordComment } from './word-comments.ts';

/** A comment's beginning or end in the text. */
interface Edge {
  at: number;
  xml: string;
}

export interface MarkedTextOptions {
  exported: ExportedBrief;
  comments: readonly WordComment[];
  /** Passages have their kind's colour. */
  highlighted: boolean;
  relationships: Relationships;
}

/**
 * The article's text as runs, with comments beginning and ending at their very letters. Blocks must be asked for in
 * the order of the text.
 */
export class MarkedText {
  private readonly edges: Edge[];
  private readonly segments: Segment<string>[];
  private readonly rtl: boolean;
  private block = 0;
  private edge = 0;

  constructor(private readonly options: MarkedTextOptions) {
    const { exported, comments, highlighted } = options;
    this.edges = edgesOf(comments);
    this.segments = highlighted ? segmentsOf(fillsOf(comments)) : [];
    this.rtl = exported.direction === 'rtl';
  }

  /** The runs of the next text block. */
  next(node: Node): string {
    const block = this.options.exported.index.blocks[this.block++];
    if (!block) throw new Error('The article has more blocks than its text.');
    const end = block.offset + block.length;
    let xml = '';
    let at = block.offset;
    node.forEach((child) => {
      const stop = at + child.nodeSize;
      const text = child.isText ? (child.text ?? '') : '\n';
      const from = at;
      while (at < stop) {
        xml += this.edgesUntil(at);
        const cut = Math.min(stop, this.edges[this.edge]?.at ?? stop, this.segmentEdgeAfter(at));
        const piece = text.slice(at - from, cut - from);
        const look: RunLook = { marks: child.marks, fill: this.fillAt(at), rtl: isRightToLeft(piece, this.rtl) };
        xml += child.isText ? linked(piece, look, this.options.relationships) : run(piece);
        at = cut;
      }
    });
    // What ends with the block ends here; what lies on the block's end alone can't begin anywhere else.
    return xml + this.edgesUntil(end);
  }

  /** The edges that no block took: a defect. */
  get left(): number {
    return this.edges.length - this.edge;
  }

  private edgesUntil(at: number): string {
    let xml = '';
    for (let edge = this.edges[this.edge]; edge && edge.at <= at; edge = this.edges[++this.edge]) {
      xml += edge.xml;
    }
    return xml;
  }

  private segmentEdgeAfter(at: number): number {
    const index = lastAtMost(this.segments, ({ from }) => from, at);
    const here = this.segments[index];
    if (here && here.to > at) return here.to;
    return this.segments[index + 1]?.from ?? Number.POSITIVE_INFINITY;
  }

  private fillAt(at: number): string | undefined {
    const segment = this.segments[lastAtMost(this.segments, ({ from }) => from, at)];
    return segment && segment.to > at ? segment.ids.at(-1) : undefined;
  }
}

/** The longer ones first, so that a short one within a long one keeps its colour. */
function fillsOf(comments: readonly WordComment[]) {
  return comments
    .flatMap(({ hook, parent, thread }) =>
      hook.on === 'range' && !parent ? [{ from: hook.from, to: hook.to, id: lookOf(thread.kind.kind).tint }] : [],
    )
    .sort((a, b) => b.to - b.from - (a.to - a.from));
}

function edgesOf(comments: readonly WordComment[]): Edge[] {
  const ends: Edge[] = [];
  const starts: Edge[] = [];
  for (const { id, hook } of comments) {
    if (hook.on !== 'range') continue;
    starts.push({ at: hook.from, xml: commentStart(id) });
    ends.push({ at: hook.to, xml: commentEnd(id) });
  }
  // The sort is stable: at one place ends come before beginnings, and replies behind what they answer.
  return [...ends, ...starts].sort((a, b) => a.at - b.at);
}

/** Where a comment's passage begins. */
export function commentStart(id: number): string {
  return `<w:commentRangeStart w:id="${id}"/>`;
}

/** Where a comment's passage ends, and its mark. */
export function commentEnd(id: number): string {
  const mark = '<w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>';
  return `<w:commentRangeEnd w:id="${id}"/><w:r>${mark}<w:commentReference w:id="${id}"/></w:r>`;
}
