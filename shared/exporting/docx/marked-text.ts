import type { Mark, Node } from 'prosemirror-model';
import { type Segment, segmentsOf } from '../../anchors/segments.ts';
import { lastAtMost } from '../../anchors/text-index.ts';
import type { ExportedBrief } from '../exported-brief.ts';
import { lookOf } from '../kind-look.ts';
import type { Relationships } from './relationships.ts';
import { isRightToLeft, linked, type RunLook, run, type Tracked } from './runs.ts';
import type { TrackedChange } from './tracked-changes.ts';
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
  /** What is suggested for the text, in its order. */
  changes: readonly TrackedChange[];
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
  private change = 0;
  /** The next `w:id` of a tracked change; comments have those below. */
  private changeId: number;

  constructor(private readonly options: MarkedTextOptions) {
    const { exported, comments, highlighted } = options;
    this.edges = edgesOf(comments);
    this.segments = highlighted ? segmentsOf(fillsOf(comments)) : [];
    this.rtl = exported.direction === 'rtl';
    this.changeId = comments.length;
  }

  /** The runs of the next text block. */
  next(node: Node): string {
    const block = this.options.exported.index.blocks[this.block++];
    if (!block) throw new Error('The article has more blocks than its text.');
    const end = block.offset + block.length;
    let xml = '';
    let at = block.offset;
    let marks: readonly Mark[] = node.firstChild?.marks ?? [];
    node.forEach((child) => {
      const stop = at + child.nodeSize;
      const text = child.isText ? (child.text ?? '') : '\n';
      const from = at;
      while (at < stop) {
        xml += this.inserted(at, false, marks) + this.edgesUntil(at) + this.inserted(at, true, marks);
        const { edge, change } = { edge: this.edges[this.edge], change: this.options.changes[this.change] };
        const changeEdge = change && (at < change.from ? change.from : change.to);
        const cut = Math.min(stop, edge?.at ?? stop, changeEdge ?? stop, this.segmentEdgeAfter(at));
        const tracked = change && at >= change.from ? this.tracked('del', change) : undefined;
        marks = child.marks;
        xml += child.isText
          ? this.run(text.slice(at - from, cut - from), { marks, fill: this.fillAt(at), tracked })
          : run(text);
        at = cut;
      }
    });
    // What ends with the block ends here; what lies on the block's end alone can't begin anywhere else.
    return xml + this.inserted(end, false, marks) + this.edgesUntil(end);
  }

  /** The edges and changes that no block took: a defect. */
  get left(): number {
    return this.edges.length - this.edge + (this.options.changes.length - this.change);
  }

  private run(text: string, look: RunLook): string {
    return linked(text, { ...look, rtl: isRightToLeft(text, this.rtl) }, this.options.relationships);
  }

  /** What a change puts in where it ends. It looks like what it replaces, or like what stands before it. */
  private inserted(at: number, opens: boolean, marks: readonly Mark[]): string {
    const change = this.options.changes[this.change];
    if (!change || change.to > at || change.opens !== opens) return '';
    this.change++;
    const fill = this.fillAt(opens ? change.to : change.to - 1);
    return this.run(change.insert, { marks, fill, tracked: this.tracked('ins', change) });
  }

  private tracked(as: Tracked['as'], { attributes }: TrackedChange): Tracked {
    return { as, attributes: `w:id="${this.changeId++}" ${attributes}` };
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
