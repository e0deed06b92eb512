import { z } from 'zod';
import { type ImageInfo, imageIdSchema } from '../images/image.ts';
import { briefIdSchema } from '../model/ids.ts';
import { bytes } from './params.ts';

/** A picture as it crosses the bridge. */
export interface ImageOut extends ImageInfo {
  /** Base64. */
  bytes: string;
}

export const imagesCalls = {
  /** Keeps a picture with a brief, by what its bytes hold; nothing shows it yet. `name` names it in refusals. */
  'images.put': z.strictObject({ brief: briefIdSchema, bytes, name: z.string().max(255).optional() }),
  /** A picture of a brief. */
  'images.get': z.strictObject({ brief: briefIdSchema, sha256: imageIdSchema }),
  /** A picture of an import that waits to be accepted. */
  'images.ofPreview': z.strictObject({ preview: z.string().max(100), sha256: imageIdSchema }),
} as const;

export interface ImagesResults {
  'images.put': ImageInfo;
  /** Null where it isn't here, or not yet. */
  'images.get': ImageOut | null;
  'images.ofPreview': ImageOut | null;
}
