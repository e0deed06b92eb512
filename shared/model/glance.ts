import { z } from 'zod';
import type { Placement } from '../anchors/placement.ts';
import type { TextRange } from '../anchors/text-index.ts';
import type { Annotation } from './annotation.ts';
import { type EntryId, personIdSchema } from './ids.ts';
import { KIND_NAMES, REASONS } from './kinds.ts';

/** What highlights have in common with others. */
const lookSchema = z.object({
  by: personIdSchema,
  attributed: z.object({ name: z.string(), via: z.string() }).optional(),
  kind: z.enum(KIND_NAMES),
  tags: z.array(z.string()),
  status: z.union([
    z.object({ state: z.literal('open') }),
    z.object({ state: z.literal('resolved'), reason: z.enum(REASONS) }),
  ]),
});

type GlancedLook = z.infer<typeof lookSchema>;

/** What an article shows of an annotation: all that its highlight needs, and nothing of what is said in its thread. */
export interface Glance extends GlancedLook {
  id: EntryId;
  at: number;
  /** How many comments its thread has. */
  comments: number;
  /** The passages that were found. */
  ranges: TextRange[];
}

const ID_LENGTH = 64;

/**
 * Thousands of glances as they are written and sent: what they have in common once, so that they are a third as long and
 * read in a fifth of the time.
 */
export const glancesSchema = z.object({
  looks: z.array(lookSchema),
  /** The ids of all of them, one behind the other. */
  ids: z.string().regex(/^[0-9a-f]*$/),
  /** Of each: the number of its look, its time, how many comments, and from where to where its passages go. */
  rows: z.custom<number[][]>(isTable),
});

/** Asked of tens of thousands of numbers, while somebody waits: a schema for each takes ten times as long. */
function isTable(value: unknown): boolean {
  const isRow = (row: unknown) => Array.isArray(row) && row.length >= 3 && row.every(isCount);
  return Array.isArray(value) && value.every(isRow);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

export type Glances = z.infer<typeof glancesSchema>;

/** The passages of a placement that are found; none for the whole brief and where none could be found. */
export function foundIn(placement: Placement): TextRange[] {
  return 'ranges' in placement ? placement.ranges.filter((range) => range !== null) : [];
}

/** An annotation at a glance; undefined where the article shows nothing of it. */
export function glanceAt(annotation: Annotation, placement: Placement | undefined): Glance | undefined {
  const ranges = placement && !annotation.withdrawn ? foundIn(placement) : [];
  if (ranges.length === 0) return undefined;
  const { id, at, comments } = annotation;
  return { id, at, ...glancedLook(annotation), comments: comments.length, ranges };
}

function glancedLook({ by, attributed, kind, tags, status }: Annotation): GlancedLook {
  const now = status.state === 'open' ? { state: status.state } : { state: status.state, reason: status.reason };
  return { by, ...(attributed ? { attributed } : {}), kind, tags, status: now };
}

/** Whether an article shows the same of two states of an annotation. */
export function sameGlance(a: Glance | undefined, b: Glance | undefined): boolean {
  if (!a || !b) return a === b;
  return (
    a.by === b.by &&
    a.at === b.at &&
    a.kind === b.kind &&
    a.comments === b.comments &&
    reasonOf(a) === reasonOf(b) &&
    a.attributed?.name === b.attributed?.name &&
    a.attributed?.via === b.attributed?.via &&
    a.tags.length === b.tags.length &&
    a.tags.every((tag, index) => tag === b.tags[index]) &&
    a.ranges.length === b.ranges.length &&
    a.ranges.every(({ from, to }, index) => from === b.ranges[index]?.from && to === b.ranges[index]?.to)
  );
}

function reasonOf({ status }: Glance): string {
  return status.state === 'open' ? '' : status.reason;
}

/** All annotations of a brief that its article shows something of. */
export function glancesOf(
  annotations: ReadonlyMap<EntryId, Annotation>,
  placements: ReadonlyMap<EntryId, Placement>,
): Glances {
  const looks = new Map<string, { number: number; look: GlancedLook }>();
  const ids: EntryId[] = [];
  const rows: number[][] = [];
  for (const annotation of annotations.values()) {
    const glance = glanceAt(annotation, placements.get(annotation.id));
    if (!glance) continue;
    const { id, at, comments, ranges, ...look } = glance;
    const key = JSON.stringify(look);
    const known = looks.get(key) ?? { number: looks.size, look };
    looks.set(key, known);
    ids.push(id);
    rows.push([known.number, at, comments, ...ranges.flatMap(({ from, to }) => [from, to])]);
  }
  return { looks: [...looks.values()].map(({ look }) => look), ids: ids.join(''), rows };
}

/** What was written with `glancesOf`; a row that is none is left out. */
export function readGlances({ looks, ids, rows }: Glances): Glance[] {
  return rows.flatMap(([number = -1, at = 0, comments = 0, ...edges], index) => {
    const look = looks[number];
    const id = ids.slice(index * ID_LENGTH, (index + 1) * ID_LENGTH) as EntryId;
    if (!look || id.length < ID_LENGTH) return [];
    const ranges: TextRange[] = [];
    for (let edge = 0; edge + 1 < edges.length; edge += 2) {
      ranges.push({ from: edges[edge] as number, to: edges[edge + 1] as number });
    }
    return { ...look, id, at, comments, ranges };
  });
}
