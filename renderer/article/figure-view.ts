import type { Node } from 'prosemirror-model';
import type { NodeView } from 'prosemirror-view';
import type { PictureAttrs } from '../../shared/comments/pictures.ts';
import type { Pictures } from '../images/pictures.ts';
import '../images/picture.css';
import { words } from '../words/words.ts';

/** A figure: its picture, or a word for it where it has none here, above its caption and credit. */
export class FigureView implements NodeView {
  readonly dom = document.createElement('figure');
  readonly contentDOM = document.createElement('div');
  private readonly frame = document.createElement('div');
  private stop = () => {};

  constructor(
    private node: Node,
    private readonly pictures: Pictures,
  ) {
    this.frame.className = 'figure-picture';
    this.frame.contentEditable = 'false';
    this.contentDOM.className = 'figure-words';
    this.dom.append(this.frame, this.contentDOM);
    this.draw();
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    const same = node.hasMarkup(this.node.type, this.node.attrs, this.node.marks);
    this.node = node;
    if (!same) this.draw();
    return true;
  }

  /** ProseMirror reads the document from what it drew; the picture is none of it. */
  ignoreMutation(mutation: { target: globalThis.Node }): boolean {
    return this.frame.contains(mutation.target) || mutation.target === this.dom;
  }

  destroy(): void {
    this.stop();
  }

  private draw(): void {
    const { blob, alt, width, height } = this.node.attrs as PictureAttrs;
    this.stop();
    this.stop = () => {};
    if (!blob) {
      this.say(alt);
      return;
    }
    const image = document.createElement('img');
    image.className = 'picture';
    image.alt = alt;
    image.draggable = false;
    if (width > 0 && height > 0) {
      image.width = width;
      image.height = height;
    }
    this.frame.replaceChildren(image);
    this.stop = this.pictures.show(image, blob, () => this.say(words.images.missing(alt)));
  }

  private say(text: string): void {
    const line = document.createElement('span');
    line.className = 'picture-missing';
    line.textContent = text;
    this.frame.replaceChildren(...(text ? [line] : []));
  }
}
