import { z } from 'zod';
import type { Concern } from '../model/for-me.ts';
import { briefIdSchema, entryIdSchema } from '../model/ids.ts';
import { nothing } from './params.ts';

/** Of what the system's notifications tell. */
export const noticeSettingsSchema = z.strictObject({
  on: z.boolean(),
  mention: z.boolean(),
  assignment: z.boolean(),
  reply: z.boolean(),
});
export type NoticeSettings = z.infer<typeof noticeSettingsSchema>;

export const noticesCalls = {
  /** Tells which thread a window shows; without one, that it shows none. To be told again within two minutes. */
  'notices.watching': z.strictObject({
    /** Tells windows apart. */
    window: z.string().min(1).max(40),
    brief: briefIdSchema.optional(),
    annotation: entryIdSchema.optional(),
  }),
  /** The settings, changed where something is given. */
  'notices.settings': z.strictObject({ change: noticeSettingsSchema.partial().default({}) }),
  /** Shows one, so that its person sees what they look like here. */
  'notices.try': nothing,
} as const;

/** A notification of the system, in words. */
export interface Notice {
  /** The same one, shown twice, replaces itself. */
  id: string;
  title: string;
  body: string;
  /** What a click opens: a place of the page, such as `#/brief/…`. Absent where it only shows the window. */
  place?: string;
  /** Absent where it tells of several things. */
  concern?: Concern;
}

export interface NoticesResults {
  'notices.watching': null;
  'notices.settings': NoticeSettings;
  'notices.try': null;
}

export interface NoticesEvents {
  /** Something that others did concerns the person here, who doesn't look at it. */
  'notice.made': Notice;
}
