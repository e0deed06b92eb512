import type { EditorView } from 'prosemirror-view';
import { lastAtMost } from '../../shared/anchors/text-index.ts';

/** How far around the screen passages are measured to the pixel, in screens. */
export const NEAR = 1.5;

interface BlockBox {
  /** The ProseMirror position before the block. */
  pos: number;
  size: number;
  top: number;
  height: number;
}

/**
 * Where passages stand on the page, in pixels from the article's top.
 *
 * One measured rectangle a block (there are hundreds) tells within a few lines where each of thousands of passages is;
 * only those near the screen are measured themselves. All reads happen in one go, with no write between them, so that
 * the browser lays out the page once.
 */
export class PageHeights {
  private boxes: BlockBox[] | undefined;
  private readonly exact = new Map<number, number>();

  constructor(private readonly view: EditorView) {}

  /** Forgets what was measured: the page was laid out anew. */
  forget(): void {
    this.boxes = undefined;
    this.exact.clear();
  }

  /**
   * Where positions stand, in the order given.
   *
   * @param near the stretch of the page that is measured to the pixel
   */
  tops(positions: readonly number[], near: { from: number; to: number }): number[] {
    if (positions.length === 0) return [];
    const origin = this.view.dom.getBoundingClientRect().top;
    this.boxes ??= this.measure(origin);
    const { boxes } = this;
    return positions.map((pos) => {
      const known = this.exact.get(pos);
      if (known !== undefined) return known;
      const box =
        boxes[
          Math.max(
            0,
            lastAtMost(boxes, (each) => each.pos, pos),
          )
        ];
      if (!box) return 0;
      const share = Math.min(1, Math.max(0, (pos - box.pos - 1) / Math.max(1, box.size)));
      const guess = box.top + box.height * share;
      if (box.top + box.height < near.from || box.top > near.to) return guess;
      const top = this.view.coordsAtPos(pos, 1).top - origin;
      this.exact.set(pos, top);
      return top;
    });
  }

  private measure(origin: number): BlockBox[] {
    const boxes: BlockBox[] = [];
    this.view.state.doc.forEach((node, pos) => {
      const dom = this.view.nodeDOM(pos);
      if (!(dom instanceof HTMLElement)) return;
      const { top, height } = dom.getBoundingClientRect();
      boxes.push({ pos, size: node.nodeSize, top: top - origin, height });
    });
    return boxes;
  }
}
