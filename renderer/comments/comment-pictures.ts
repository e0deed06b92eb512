import type { Node } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import type { EditorView, NodeView } from 'prosemirror-view';
import type { PictureAttrs } from '../../shared/comments/pictures.ts';
import { commentSchema } from '../../shared/comments/schema.ts';
import type { ImageInfo } from '../../shared/images/image.ts';
import { picturesIn } from '../images/picture-files.ts';
import type { Pictures } from '../images/pictures.ts';
import { words } from '../words/words.ts';

/** Keeps a picture with the brief; undefined where it was refused, which its person has been told. */
export type PutPicture = (file: File) => Promise<ImageInfo | undefined>;

/** Takes pictures that are pasted or dropped into a comment that is being written. */
export function commentPictures(put: PutPicture, pictures: Pictures): Plugin {
  const take = (view: EditorView, data: DataTransfer | null): boolean => {
    const files = picturesIn(data);
    for (const file of files) void insertPicture(view, file, put);
    return files.length > 0;
  };
  return new Plugin({
    props: {
      handlePaste: (view, event) => take(view, event.clipboardData),
      handleDrop: (view, event) => take(view, event.dataTransfer),
      nodeViews: { picture: (node, view, getPos) => new CommentPictureView(node, view, getPos, pictures) },
    },
  });
}

/** Puts a picture where the caret is once the brief has it. */
export async function insertPicture(view: EditorView, file: File, put: PutPicture): Promise<void> {
  const info = await put(file);
  if (!info || view.isDestroyed) return;
  const { sha256: blob, width, height } = info;
  view.dispatch(
    view.state.tr.replaceSelectionWith(commentSchema.nodes.picture.create({ blob, width, height })).scrollIntoView(),
  );
}

/** A picture in a comment that is being written, with a line for what it shows. */
class CommentPictureView implements NodeView {
  readonly dom = document.createElement('span');
  private readonly stop: () => void;

  constructor(node: Node, view: EditorView, getPos: () => number | undefined, pictures: Pictures) {
    const { blob, alt, width, height } = node.attrs as PictureAttrs;
    this.dom.className = 'composer-picture';
    const image = document.createElement('img');
    image.className = 'picture';
    image.alt = alt;
    if (width && height) Object.assign(image, { width, height });
    const said = document.createElement('input');
    said.value = alt;
    said.placeholder = words.images.what;
    said.setAttribute('aria-label', words.images.what);
    said.addEventListener('change', () => {
      const pos = getPos();
      if (pos !== undefined) view.dispatch(view.state.tr.setNodeAttribute(pos, 'alt', said.value.trim()));
    });
    this.dom.append(image, said);
    this.stop = pictures.show(image, blob, () => {
      image.alt = words.images.missing(alt);
    });
  }

  /** The line keeps what is being typed into it. */
  update(node: Node): boolean {
    return node.type === commentSchema.nodes.picture && this.dom.isConnected;
  }

  stopEvent(event: Event): boolean {
    return event.target instanceof HTMLInputElement;
  }

  ignoreMutation(): boolean {
    return true;
  }

  destroy(): void {
    this.stop();
  }
}
