import { z } from 'zod';
import { MAX_NAME_LENGTH } from '../model/entry.ts';
import { briefIdSchema, entryIdSchema } from '../model/ids.ts';
import type { ErasePlan } from '../offline/erasing.ts';
import type { LookedBack } from '../offline/looking-back.ts';
import type { EditedApart } from '../offline/merging.ts';
import type { ParagraphStep } from '../offline/paragraph.ts';
import type { Moment } from '../offline/timeline.ts';
import type { UpdateReport } from '../offline/updating.ts';
import { as, ofBrief } from './params.ts';

const time = z.number().nonnegative().max(8.64e15);
/** In milliseconds since 1970, or the text that was kept then. */
const point = { at: time, kept: z.string().max(64).optional() };
const ofMoment = z.strictObject({ brief: briefIdSchema, ...point });
const ofEntry = z.strictObject({ brief: briefIdSchema, target: entryIdSchema, as });

export const lookingBackCalls = {
  /** What happened to a brief, newest first. */
  'offline.history': ofBrief,
  /** What happened to its article alone; what happened to its notes, its entries tell. */
  'offline.articleHistory': ofBrief,
  /** A brief as it was at a moment, and what is different at another one, or else now. */
  'offline.moment': ofMoment.extend({ against: z.strictObject(point).optional() }),
  /** How a paragraph came to be, by the number of the article's child that it is. */
  'offline.paragraph': z.strictObject({ brief: briefIdSchema, child: z.int().nonnegative() }),
  /** Gives what is now a name, to be found again by it. */
  'offline.nameVersion': z.strictObject({
    brief: briefIdSchema,
    name: z.string().trim().min(1).max(MAX_NAME_LENGTH),
    as,
  }),
  /** Makes it again what it was, by new entries. */
  'offline.bringBack': ofMoment.extend({ as }),
  /** What erasing an entry would take away. */
  'offline.erasePreview': ofEntry,
  'offline.erase': ofEntry,
  /** The paragraphs that were edited apart, merged, and not looked at yet; and that somebody has looked at them. */
  'offline.editedApart': ofBrief,
  'offline.lookedAtEdits': ofBrief,
} as const;

export interface LookingBackResults {
  'offline.history': Moment[];
  'offline.articleHistory': Moment[];
  'offline.moment': LookedBack;
  'offline.paragraph': ParagraphStep[];
  'offline.nameVersion': null;
  'offline.editedApart': EditedApart[];
  'offline.lookedAtEdits': null;
  'offline.bringBack': UpdateReport;
  'offline.erasePreview': ErasePlan;
  'offline.erase': ErasePlan;
}
