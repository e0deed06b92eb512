import { z } from 'zod';
import type { Placement } from '../anchors/placement.ts';
import type { TextRange } from '../anchors/text-index.ts';
import type { Annotation } from './annotation.ts';
import { type EntryId, entryIdSchema, personIdSchema } from './ids.ts';
import { KIND_NAMES, REASONS } from './kinds.ts';

const signedShape = {
  by: personIdSchema,
  at: z.number(),
  attributed: z.object({ name: z.string(), via: z.string() }).optional(),
};

/** What an article shows of an annotation: all that its highlight needs, and nothing of what is said in its thread. */
export const glanceSchema = z.object({
  ...signedShape,
  id: entryIdSchema,
  kind: z.enum(KIND_NAMES),
  tags: z.array(z.string()),
  status: z.union([
    z.object({ state: z.literal('open') }),
    z.object({ ...signedShape, state: z.literal('resolved'), reason: z.enum(REASONS) }),
  ]),
  /** How many comments its thread has. */
  comments: z.int().nonnegative(),
  /** The passages that were found. */
  ranges: z.array(z.object({ from: z.int().nonnegative(), to: z.int().positive() })),
});

export type Glance = z.infer<typeof glanceSchema>;

/** The passages of a placement that are found; none for the whole brief and where none could be found. */
export function foundIn(placement: Placement): TextRange[] {
  return 'ranges' in placement ? placement.ranges.filter((range) => range !== null) : [];
}

/** An annotation at a glance; undefined where the article shows nothing of it. */
export function glanceAt(annotation: Annotation, placement: Placement | undefined): Glance | undefined {
  const ranges = placement && !annotation.withdrawn ? foundIn(placement) : [];
  if (ranges.length === 0) return undefined;
  const { id, by, at, attributed, kind, tags, status, comments } = annotation;
  return { id, by, at, ...(attributed ? { attributed } : {}), kind, tags, status, comments: comments.length, ranges };
}

/** All annotations of a brief that its article shows something of. */
export function glancesOf(
  annotations: ReadonlyMap<EntryId, Annotation>,
  placements: ReadonlyMap<EntryId, Placement>,
): Glance[] {
  return [...annotations.values()].flatMap((each) => glanceAt(each, placements.get(each.id)) ?? []);
}
