import type { Node } from 'prosemirror-model';
import type { NodeView } from 'prosemirror-view';

/*
 * Blocks that are far from the screen are neither styled nor laid out (`content-visibility` in article.css): a filter
 * or a first paint then costs what is seen, not the thousands of highlights that aren't. Until a block has been seen the
 * browser takes the height that it is told here, so that the scroll bar and the rail are nearly right from the start.
 *
 * Told by the paragraph's own element: a decoration for each block makes every transaction quadratic, since
 * ProseMirror looks through all decorations of a level for each of its children.
 */

const LINE_HEIGHT = 30;
/** Characters in a line of the full measure. */
const LINE_LENGTH = 64;

/** A paragraph that says how high it will likely be. */
export function paragraphView(node: Node): NodeView {
  const dom = document.createElement('p');
  const lines = Math.max(1, Math.ceil(node.content.size / LINE_LENGTH));
  dom.style.setProperty('contain-intrinsic-block-size', `auto ${lines * LINE_HEIGHT}px`);
  return { dom, contentDOM: dom };
}
