import { z } from 'zod';
import { type BriefId, briefIdSchema } from '../model/ids.ts';
import { as, ofBrief } from './params.ts';

/** The largest change of an article at once, in base64: a long article pasted whole. */
const MAX_UPDATE_LENGTH = 24 * 1024 * 1024;

export const editingCalls = {
  /** Gives the article's document to whoever edits it; from then on `edit.updated` tells of its changes. */
  'edit.open': ofBrief,
  /** Ends `edit.open`. */
  'edit.close': ofBrief,
  /**
   * Changes the article by a Yjs update (base64) of its document. What is typed quickly is taken back together; what is
   * `apart`, such as something pasted, by itself.
   */
  'edit.update': z.strictObject({
    brief: briefIdSchema,
    update: z.string().max(MAX_UPDATE_LENGTH),
    apart: z.literal(true).optional(),
    as,
  }),
} as const;

export interface EditingResults {
  /** The state of the article's Yjs document, in base64, and which revision of the article that is. */
  'edit.open': { state: string; revision: number };
  'edit.close': null;
  /** It is on the disk, and came as `brief.changed` and `edit.updated` before this answer. */
  'edit.update': { revision: number };
}

export interface EditingEvents {
  /** The article's document changed, by whomever: a Yjs update in base64. It is on the disk. */
  'edit.updated': {
    brief: BriefId;
    update: string;
    /** The update is the state of another document, which stands in the place of the former. */
    anew?: true;
  };
}
