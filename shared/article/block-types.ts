import type { ImageInfo } from '../images/image.ts';

/**
 * The types that a block of an article can have, in the order in which a menu offers them.
 * A list item is a block of its own; so is each paragraph of a quotation.
 */
export const BLOCK_TYPES = [
  'title',
  'standfirst',
  'byline',
  'heading',
  'paragraph',
  'list',
  'quote',
  'table',
  'figure',
  'caption',
  'credit',
  'pullquote',
  'code',
  'footnote',
  'rule',
] as const;

export type BlockType = (typeof BLOCK_TYPES)[number];

/** One block of an article as a reader meets it, without its markup. */
export interface Block {
  type: BlockType;
  /** 1 to 6, for headings only. */
  level?: number;
  /** The list is numbered; for list items only. */
  ordered?: boolean;
  text: string;
  /** The picture of a figure; `text` describes it. */
  image?: BlockImage;
}

/** A picture as a figure names it. */
type BlockImage = Pick<ImageInfo, 'sha256' | 'width' | 'height'>;
