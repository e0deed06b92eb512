import * as Y from 'yjs';
import { articleSchema } from '../article/schema.ts';
import { lastAtMost } from './text-index.ts';

interface Part {
  /** Where the part begins in the article's text. */
  offset: number;
  length: number;
  type: Y.XmlText | Y.XmlElement;
}

/**
 * The text of a shared article (a Y.XmlFragment that y-prosemirror writes), and the way between offsets in it and Yjs
 * relative positions.
 *
 * Offsets are those of `TextIndex` over the ProseMirror document that stands for the same fragment.
 */
export class SharedTextIndex {
  private readonly parts: Part[] = [];
  private readonly byType = new Map<Y.AbstractType<unknown>, Part>();
  /** The length of the text, block ends included; a document whose `TextIndex` differs is not of this fragment. */
  readonly length: number;

  constructor(fragment: Y.XmlFragment) {
    let offset = 0;
    let blocks = 0;
    const visit = (parent: Y.XmlFragment) => {
      for (const child of parent.toArray()) {
        if (!(child instanceof Y.XmlElement)) continue;
        if (!articleSchema.nodes[child.nodeName]?.isTextblock) {
          visit(child);
          continue;
        }
        if (blocks++ > 0) offset++;
        for (const inline of child.toArray()) {
          if (inline instanceof Y.XmlHook) continue;
          const length = inline instanceof Y.XmlText ? inline.length : 1;
          const part = { offset, length, type: inline };
          this.parts.push(part);
          this.byType.set(inline as Y.AbstractType<unknown>, part);
          offset += length;
        }
      }
    };
    visit(fragment);
    this.length = offset;
  }

  /**
   * The relative position of an offset.
   *
   * @param assoc 0 for the beginning of a passage, which stays before its first character; -1 for its end, which stays
   *   behind its last one and doesn't grow when somebody types there
   */
  relativeAt(offset: number, assoc: 0 | -1): Y.RelativePosition | undefined {
    // An end belongs to the part that holds the character before it.
    const at = lastAtMost(this.parts, (part) => part.offset, assoc < 0 ? offset - 1 : offset);
    const part = this.parts[at];
    if (!part || offset > part.offset + part.length) return undefined;
    if (part.type instanceof Y.XmlText) {
      return Y.createRelativePositionFromTypeIndex(part.type, offset - part.offset, assoc);
    }
    // An inline node, such as a line break, is addressed by its place among its siblings.
    const parent = part.type.parent as Y.XmlElement;
    const index = parent.toArray().indexOf(part.type) + (offset > part.offset ? 1 : 0);
    return Y.createRelativePositionFromTypeIndex(parent, index, assoc);
  }

  /** The offset of a relative position, or undefined where what it points into is gone or hasn't arrived. */
  offsetOf(relative: Y.RelativePosition, doc: Y.Doc): number | undefined {
    const absolute = Y.createAbsolutePositionFromRelativePosition(relative, doc, false);
    if (!absolute) return undefined;
    const part = this.byType.get(absolute.type);
    if (part) return part.offset + Math.min(part.length, absolute.index);
    if (absolute.type instanceof Y.XmlElement) {
      const after = this.byType.get(absolute.type.get(absolute.index) as Y.AbstractType<unknown>);
      if (after) return after.offset;
      const before = this.byType.get(absolute.type.get(absolute.index - 1) as Y.AbstractType<unknown>);
      if (before) return before.offset + before.length;
    }
    return undefined;
  }
}
