import { z } from 'zod';
import {
  MAX_ANCHORS,
  MAX_COMMENT_LENGTH,
  MAX_SUGGESTION_LENGTH,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  vocabularySchema,
} from './entry.ts';
import { entryIdSchema, personIdSchema } from './ids.ts';
import { KIND_NAMES, REASONS } from './kinds.ts';

/**
 * The most annotations that one action changes: more than anybody selects with a reason for each, and their entries
 * still fit into one message to a relay.
 */
const MAX_SEVERAL = 1_000;

/** A passage that was selected: its range in the article's text, and its words, lest the article has changed since. */
const passageSchema = z.strictObject({
  from: z.int().nonnegative(),
  to: z.int().positive(),
  words: z.string().max(2_000_000),
});

/** One of an annotation's passages, by its number from 0: it stays as it is, found or not. */
const keptSchema = z.strictObject({ keep: z.int().nonnegative() });

const body = z.string().trim().min(1).max(MAX_COMMENT_LENGTH);
/** Other words for the annotation's first passage; what it reads now is added to them. */
const suggests = z.string().trim().min(1).max(MAX_SUGGESTION_LENGTH);
const tags = z.array(z.string().trim().min(1).max(MAX_TAG_LENGTH)).max(MAX_TAGS);
const annotation = entryIdSchema;
/** Null takes an assignment back. */
const person = personIdSchema.nullable();
const due = z.iso.date().optional();

/** What can be done to several annotations at once; each says it of one. */
const changeSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('resolve'), reason: z.enum(REASONS), body: body.optional() }),
  z.strictObject({ do: z.literal('reopen') }),
  z.strictObject({ do: z.literal('set-kind'), kind: z.enum(KIND_NAMES) }),
  /** Tags that they get, and those that they lose; the others stay. */
  z.strictObject({ do: z.literal('tag'), add: tags, remove: tags }),
  z.strictObject({ do: z.literal('assign'), person, due }),
  z.strictObject({ do: z.literal('withdraw') }),
]);

/** An emoji as people see it, with its skin tone and what it is joined to. */
const EMOJI = /^(?:\p{Extended_Pictographic}[\p{Extended_Pictographic}\p{Emoji_Component}]*|\p{RI}{2})$/u;

/** What a person can do to a brief's notes. One action becomes one log record and can be undone as one. */
export const actionSchema = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('annotate'),
    /** None means the whole brief. */
    passages: z.array(passageSchema).max(MAX_ANCHORS),
    kind: z.enum(KIND_NAMES),
    tags: tags.default([]),
    body: body.optional(),
    suggests: suggests.optional(),
    /** Seen by nobody else until it is published. */
    private: z.boolean().optional(),
  }),
  z
    .strictObject({
      do: z.literal('comment'),
      annotation,
      parent: entryIdSchema.optional(),
      body: body.optional(),
      suggests: suggests.optional(),
    })
    .refine(({ body, suggests }) => body !== undefined || suggests !== undefined, 'It says and suggests nothing.'),
  z.strictObject({ do: z.literal('edit'), comment: entryIdSchema, body }),
  z.strictObject({ do: z.literal('withdraw'), target: entryIdSchema }),
  z.strictObject({ do: z.literal('restore'), target: entryIdSchema }),
  z.strictObject({ do: z.literal('resolve'), annotation, reason: z.enum(REASONS), body: body.optional() }),
  z.strictObject({ do: z.literal('reopen'), annotation, body: body.optional() }),
  /** The article gets the words that a comment suggests, and its thread is resolved as accepted. */
  z.strictObject({ do: z.literal('accept-suggestion'), comment: entryIdSchema }),
  z.strictObject({ do: z.literal('set-kind'), annotation, kind: z.enum(KIND_NAMES) }),
  z.strictObject({ do: z.literal('set-tags'), annotation, tags }),
  /** Other passages, further ones, or the one that an orphan had lost: all that it is to have, in order. */
  z.strictObject({
    do: z.literal('place'),
    annotation,
    passages: z
      .array(z.union([passageSchema, keptSchema]))
      .min(1)
      .max(MAX_ANCHORS),
  }),
  z.strictObject({ do: z.literal('assign'), annotation, person, due }),
  z.strictObject({
    do: z.literal('react'),
    comment: entryIdSchema,
    emoji: z.string().max(32).regex(EMOJI),
    on: z.boolean(),
  }),
  /** The same to each of several annotations: all of it, or where one refuses nothing. */
  z.strictObject({
    do: z.literal('several'),
    annotations: z.array(annotation).min(1).max(MAX_SEVERAL),
    change: changeSchema,
  }),
  /** Private annotations, with what was said under them, become everybody's. */
  z.strictObject({ do: z.literal('publish'), annotations: z.array(annotation).min(1).max(MAX_SEVERAL) }),
  z.strictObject({ do: z.literal('set-vocabulary'), ...vocabularySchema.shape }),
]);

export type Action = z.infer<typeof actionSchema>;
/** An action as it is given, before defaults are filled in. */
export type ActionInput = z.input<typeof actionSchema>;
export type Passage = z.infer<typeof passageSchema>;
/** A passage as `place` takes it. */
export type PassageOrKept = z.infer<typeof passageSchema> | z.infer<typeof keptSchema>;
/** What is done to each of several annotations. */
export type Change = z.infer<typeof changeSchema>;
