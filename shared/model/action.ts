import { z } from 'zod';
import { MAX_ANCHORS, MAX_COMMENT_LENGTH, MAX_TAG_LENGTH, MAX_TAGS } from './entry.ts';
import { entryIdSchema } from './ids.ts';
import { KIND_NAMES, REASONS } from './kinds.ts';

/** A passage that was selected: its range in the article's text, and its words, lest the article has changed since. */
const passageSchema = z.strictObject({
  from: z.int().nonnegative(),
  to: z.int().positive(),
  words: z.string().max(2_000_000),
});

const body = z.string().trim().min(1).max(MAX_COMMENT_LENGTH);
const tags = z.array(z.string().trim().min(1).max(MAX_TAG_LENGTH)).max(MAX_TAGS);

/** What a person can do to a brief's notes. One action becomes one log record and can be undone as one. */
export const actionSchema = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('annotate'),
    /** None means the whole brief. */
    passages: z.array(passageSchema).max(MAX_ANCHORS),
    kind: z.enum(KIND_NAMES),
    tags: tags.default([]),
    body: body.optional(),
  }),
  z.strictObject({ do: z.literal('comment'), annotation: entryIdSchema, parent: entryIdSchema.optional(), body }),
  z.strictObject({ do: z.literal('edit'), comment: entryIdSchema, body }),
  z.strictObject({ do: z.literal('withdraw'), target: entryIdSchema }),
  z.strictObject({ do: z.literal('restore'), target: entryIdSchema }),
  z.strictObject({
    do: z.literal('resolve'),
    annotation: entryIdSchema,
    reason: z.enum(REASONS),
    body: body.optional(),
  }),
  z.strictObject({ do: z.literal('reopen'), annotation: entryIdSchema, body: body.optional() }),
  z.strictObject({ do: z.literal('set-kind'), annotation: entryIdSchema, kind: z.enum(KIND_NAMES) }),
  z.strictObject({ do: z.literal('set-tags'), annotation: entryIdSchema, tags }),
]);

export type Action = z.infer<typeof actionSchema>;
/** An action as it is given, before defaults are filled in. */
export type ActionInput = z.input<typeof actionSchema>;
export type Passage = z.infer<typeof passageSchema>;
