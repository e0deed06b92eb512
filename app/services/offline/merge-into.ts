import * as Y from 'yjs';
import type { LeftOut } from '../../../shared/importing/imported.ts';
import type { ArticleChoice, MergeReport } from '../../../shared/offline/merging.ts';
import type { Brief } from '../brief/brief.ts';
import { type Incoming, type TakenIn, takeIn } from '../brief/incoming.ts';
import type { NewRecord } from '../log/log.ts';
import { believedHistory, changesSince } from '../package/history.ts';
import { type Copy, merge, putAside } from './merge.ts';

/** Where in the log a merge stands. */
export interface MergedAt {
  /** The number of the last record before it. */
  before: number;
  /** That of its own last one. */
  after: number;
}

/** The marker of a log that is only made to be counted. */
const NO_MARKER = new Uint8Array(8);

/** The brief that is here, as a copy among others; its pictures needn't come along. */
export function copyHere(brief: Brief, log: Uint8Array, leftOut: LeftOut[]): Copy {
  return { brief, createdAt: 0, log, leftOut, images: new Map(), notVerified: 0, name: 'the brief here' };
}

/** What a copy brings into the brief that is here. */
export interface MergePlan {
  report: MergeReport;
  incoming: Incoming;
  /** Where the articles were replaced apart: the state that comes instead of the one here. */
  instead?: Uint8Array;
  /** And the one that doesn't count, kept as a version. */
  aside?: NonNullable<NewRecord['aside']>;
}

/**
 * Plans how a copy comes into a brief that is here: by the very rules by which files are merged, except that nothing
 * goes that is here already.
 *
 * @param article whose article it shall be, where the two were replaced by different ones
 * @throws {Refusal} where it is a copy of another brief, or its article was replaced by another one and none is chosen
 */
export function planMerge(here: Copy, copy: Copy, now: number, article?: ArticleChoice): MergePlan {
  const chosen = article && { mine: here, theirs: copy }[article];
  const { report } = merge([here, copy], now, NO_MARKER, chosen);
  const setAside = new Set(report.setAside.map(({ id }) => id));
  const entries = [...copy.brief.notes.entries.values()].filter(({ id }) => !setAside.has(id));
  const state = Y.encodeStateAsUpdate(copy.brief.text);
  const lost = setAside.has('text') ? (article === 'theirs' ? here : copy) : undefined;
  const differs = lost !== undefined && article !== undefined;
  return {
    report,
    incoming: {
      entries: [...entries, ...copy.brief.unknown.values()],
      checked: true,
      ...(setAside.has('text') ? {} : { text: state }),
    },
    ...(differs ? { aside: putAside(lost, now).aside ?? [] } : {}),
    ...(differs && article === 'theirs' ? { instead: state } : {}),
  };
}

/**
 * Takes a copy into a brief in memory, as planned.
 *
 * @param by whose file it came by
 * @returns what changed, and the one record of it; nothing is to be shown as saved before that is logged
 */
export function carryOutMerge(
  brief: Brief,
  { incoming, instead, aside }: MergePlan,
  copy: Copy,
  by: string,
  now: number,
): Omit<TakenIn, 'refused'> {
  const before = Y.encodeStateAsUpdate(brief.text);
  const read = instead && brief.replaceText(instead);
  const { record, refused: _, ...taken } = takeIn(brief, incoming, by, now);
  const logged = {
    ...(record?.text ? { past: changesSince(before, believedHistory(copy.brief, copy.log)) } : {}),
    ...(instead ? { text: instead, anew: true as const } : {}),
    ...(aside ? { aside } : {}),
  };
  const change = read?.change ?? taken.article;
  return {
    ...taken,
    annotations: new Set([...taken.annotations, ...(read?.touched ?? [])]),
    ...(change ? { article: change } : {}),
    ...(record || aside ? { record: { at: now, by, ...record, ...logged } } : {}),
  };
}
