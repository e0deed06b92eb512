import { z } from 'zod';
import { countWords } from '../../../shared/article/count-words.ts';
import type { BriefSummary, Shelf } from '../../../shared/bridge.ts';
import { briefIdSchema, personIdSchema } from '../../../shared/model/ids.ts';
import type { Brief } from '../brief/brief.ts';
import { readJson, replaceFile } from '../disk.ts';
import { fingerprintOf } from './fingerprint.ts';

/** What the library's list says of a brief, but for where it is kept. */
export type Summary = Omit<BriefSummary, keyof Shelf | 'trouble'> & { fingerprint?: string | undefined };

const cacheSchema = z.array(
  z.object({
    /** The log's size and time when the summary was made: it is right as long as these are. */
    size: z.number(),
    mtime: z.number(),
    summary: z.object({
      id: briefIdSchema,
      title: z.string(),
      createdAt: z.number(),
      changedAt: z.number(),
      words: z.number(),
      annotations: z.number(),
      open: z.number(),
      comments: z.number(),
      bytes: z.number(),
      fingerprint: z.string().optional(),
      people: z.array(z.object({ id: personIdSchema, name: z.string(), initials: z.string(), colour: z.string() })),
    }),
  }),
);

/** What the library's list says of a brief. */
export function summarise(brief: Brief): Omit<Summary, 'id' | 'title' | 'createdAt' | 'bytes'> {
  const annotations = [...brief.notes.annotations.values()].filter((annotation) => !annotation.withdrawn);
  const comments = annotations.flatMap((annotation) => annotation.comments).filter((comment) => !comment.withdrawn);
  return {
    changedAt: brief.notes.latest,
    words: brief.index.text.text.split('\n').reduce((sum, block) => sum + countWords(block), 0),
    annotations: annotations.length,
    open: annotations.filter(({ status }) => status.state === 'open').length,
    comments: comments.length,
    people: [...brief.notes.people.persons.values()],
    fingerprint: fingerprintOf(brief.index.text.text),
  };
}

/** Summaries of briefs that haven't changed since. It is a cache only: without it, or with a damaged one, all are read. */
export class SummaryCache {
  private kept: Map<string, z.infer<typeof cacheSchema>[number]> | undefined;
  private changed = 0;

  constructor(private readonly path: string) {}

  /** Reads what was kept; to be called before `find`. */
  async load(): Promise<void> {
    this.kept ??= new Map(
      cacheSchema
        .catch([])
        .parse(await readJson(this.path))
        .map((each) => [each.summary.id, each]),
    );
  }

  /** The summary of a brief whose log has this size and time. */
  find(id: string, size: number, mtime: number): Summary | undefined {
    const found = this.kept?.get(id);
    return found?.size === size && found.mtime === mtime ? found.summary : undefined;
  }

  keep(summary: Summary, size: number, mtime: number): void {
    this.kept?.set(summary.id, { size, mtime, summary });
    this.changed++;
  }

  /** Forgets the briefs that are gone. */
  keepOnly(present: ReadonlySet<string>): void {
    for (const id of this.kept?.keys() ?? []) if (!present.has(id)) this.kept?.delete(id);
  }

  /** Writes the cache if that many summaries or more have changed since. */
  async save(atLeast = 1): Promise<void> {
    if (this.changed < atLeast) return;
    this.changed = 0;
    await replaceFile(this.path, JSON.stringify([...(this.kept?.values() ?? [])]), 'The list of briefs').catch(() => {
      // A full or read-only disk must not keep anybody from seeing the list.
    });
  }
}
