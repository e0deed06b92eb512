import type MarkdownIt from 'markdown-it';
import type { Attrs } from 'prosemirror-model';

/*
 * A picture in a comment's Markdown: `![what it shows](blob:<sha256>?640x480)`. It names bytes that are kept with the
 * brief, so that nothing is fetched from anywhere; any other picture stays the text that it is.
 */
const PICTURE = /!\[((?:\\.|[^\\[\]\n]){0,4000})\]\(blob:([0-9a-f]{64})(?:\?(\d{1,5})x(\d{1,5}))?\)/y;

/** What a picture's node says, in a comment and in a figure. */
export interface PictureAttrs {
  blob: string;
  alt: string;
  width: number;
  height: number;
}

/** Teaches a reader of Markdown the pictures of a brief, and no others. */
export function pictures(tokenizer: MarkdownIt): void {
  tokenizer.inline.ruler.before('link', 'picture', (state, silent) => {
    PICTURE.lastIndex = state.pos;
    const found = PICTURE.exec(state.src);
    if (!found) return false;
    if (!silent) state.push('picture', 'img', 0).meta = found;
    state.pos = PICTURE.lastIndex;
    return true;
  });
}

/** The attributes of a picture's node, from its token. */
export function pictureAttrs(found: RegExpExecArray): PictureAttrs & Attrs {
  const [, alt = '', blob = '', width = '0', height = '0'] = found;
  return { blob, alt: alt.replace(/\\(.)/g, '$1'), width: Number(width), height: Number(height) };
}

/** A picture as Markdown that reads back as the same. */
export function pictureMarkdown({ blob, alt, width, height }: Attrs): string {
  const said = (alt as string).replace(/\s/g, ' ').replace(/[\\[\]]/g, '\\$&');
  const size = (width as number) > 0 && (height as number) > 0 ? `?${width}x${height}` : '';
  return `![${said}](blob:${blob}${size})`;
}
