import type { Placement } from '../anchors/placement.ts';
import type { TextIndex } from '../anchors/text-index.ts';
import type { Entry } from '../model/entry.ts';
import type { EntryId } from '../model/ids.ts';
import type { Notes } from '../model/notes.ts';

/** A block of the article that was changed, by what it said before and after; null where it wasn't there. */
export interface BlockEdit {
  /** Names the block on every machine. */
  block: string;
  before: string | null;
  after: string | null;
}

/** One thing that happened to a brief. */
export interface Moment {
  /**
   * The entry's id; `article:` and a number for a change of the article; `kept:` and its hash for a text of the article
   * that counts no more.
   */
  id: string;
  /** In milliseconds since 1970, by the clock of who did it. */
  at: number;
  by: { id: string; name: string };
  /** Whom it stands for, where that is somebody outside. */
  attributed?: string;
  what: Entry['type'] | 'article' | 'kept';
  /** The annotation that it is about, and its passage. */
  annotation?: string;
  quote?: string;
  /** What was said, chosen or named. */
  words?: string;
  /** What changed in the article. Who did that is according to the copy that tells of it: only entries are signed. */
  edits?: BlockEdit[];
}

/** What tells of a brief's past. */
export interface Told {
  notes: Notes;
  placements: ReadonlyMap<EntryId, Placement>;
  index: { text: TextIndex };
}

/** What happened to a brief's notes and its article, newest first. */
export function timelineOf(brief: Told, edits: readonly Moment[]): Moment[] {
  const quotes = new Map<EntryId, string | undefined>();
  const quoteOf = (id: EntryId) => {
    if (!quotes.has(id)) quotes.set(id, quoteNow(brief, id));
    return quotes.get(id);
  };
  const moments = [...brief.notes.entries.values()]
    .filter((entry) => brief.notes.people.speaksFor(entry))
    .map((entry): Moment => {
      const annotation = brief.notes.annotationFor(entry);
      const quote = annotation && quoteOf(annotation);
      const words = wordsOf(entry, brief.notes);
      return {
        id: entry.id,
        at: entry.at,
        by: { id: entry.by, name: brief.notes.people.persons.get(entry.by)?.name ?? '' },
        ...(entry.attributed ? { attributed: entry.attributed.name } : {}),
        what: entry.type,
        ...(annotation ? { annotation } : {}),
        ...(quote ? { quote } : {}),
        ...(words ? { words } : {}),
      };
    });
  return newestFirst([...moments, ...edits]);
}

function newestFirst(moments: Moment[]): Moment[] {
  return moments.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

/** A moment as somebody asks for it: a time, or the text that was kept then. */
export interface PointInTime {
  /** In milliseconds since 1970. */
  at: number;
  /** The id of a moment that kept a text. */
  kept?: string | undefined;
}

/** How a moment is asked for. */
export function pointOf({ id, at, what }: Moment): PointInTime {
  return what === 'kept' ? { at, kept: id } : { at };
}

/** What a filter of the timeline chooses from: what belongs together for somebody who looks for something. */
export const MATTERS = ['versions', 'article', 'annotations', 'comments', 'statuses', 'people'] as const;
export type Matter = (typeof MATTERS)[number];

const MATTER: Record<Moment['what'], Matter> = {
  version: 'versions',
  kept: 'versions',
  article: 'article',
  annotated: 'annotations',
  kinded: 'annotations',
  tagged: 'annotations',
  placed: 'annotations',
  withdrawn: 'annotations',
  restored: 'annotations',
  erased: 'annotations',
  vocabulary: 'annotations',
  commented: 'comments',
  edited: 'comments',
  reacted: 'comments',
  status: 'statuses',
  assigned: 'statuses',
  person: 'people',
  role: 'people',
  invited: 'people',
  uninvited: 'people',
  joined: 'people',
  left: 'people',
};

/** What a moment is about. */
export function matterOf({ what }: Moment): Matter {
  return MATTER[what] ?? 'annotations';
}

function quoteNow({ notes, placements, index }: Told, id: EntryId): string | undefined {
  const placement = placements.get(id);
  const range = placement && 'ranges' in placement ? placement.ranges[0] : undefined;
  return range ? index.text.slice(range) : notes.annotations.get(id)?.anchors[0]?.quote.exact;
}

function wordsOf(entry: Entry, { people }: Notes): string | undefined {
  switch (entry.type) {
    case 'commented':
      return entry.suggests ? [entry.body, `“${entry.suggests.after}”`].filter(Boolean).join(' ') : entry.body;
    case 'edited':
      return entry.body;
    case 'annotated':
    case 'kinded':
      return entry.kind;
    case 'status':
      return entry.state === 'resolved' ? entry.reason : 'open';
    case 'tagged':
      return entry.tags.join(', ');
    case 'reacted':
      return entry.emoji;
    case 'version':
    case 'person':
      return entry.name;
    case 'assigned':
      return entry.person ? (people.persons.get(entry.person)?.name ?? '') : '';
    case 'role':
      return `${people.persons.get(entry.person)?.name ?? ''}: ${entry.role}`;
    default:
      return undefined;
  }
}

/** A moment in a sentence that begins with who it was. */
export function momentWords({ by, attributed, what, quote, words = '', edits = [] }: Moment): string {
  const who = attributed ? `${attributed} (carried in by ${by.name})` : by.name || 'Somebody';
  const where = quote ? `“${begun(quote)}”` : 'the whole brief';
  return `${who} ${DOES[what]?.({ where, words: begun(words), edits }) ?? 'did what a newer Briefmark knows'}`;
}

interface Does {
  where: string;
  words: string;
  edits: readonly BlockEdit[];
}

const DOES: Partial<Record<Moment['what'], (told: Does) => string>> = {
  person: ({ words }) => `introduced themselves as ${words}`,
  role: ({ words }) => `gave a role: ${words}`,
  invited: () => 'made an invitation',
  uninvited: () => 'ended an invitation',
  joined: () => 'joined by an invitation',
  left: () => 'left',
  annotated: ({ where, words }) => `marked ${where} as ${words}`,
  commented: ({ where, words }) => `said on ${where}: ${words}`,
  edited: ({ where, words }) => `reworded a comment on ${where}: ${words}`,
  status: ({ where, words }) => (words === 'open' ? `reopened ${where}` : `resolved ${where} as ${words}`),
  reacted: ({ where, words }) => `reacted with ${words} on ${where}`,
  tagged: ({ where, words }) => (words ? `tagged ${where}: ${words}` : `took all tags from ${where}`),
  kinded: ({ where, words }) => `made ${where} a ${words}`,
  assigned: ({ where, words }) => (words ? `assigned ${where} to ${words}` : `took the assignment of ${where} back`),
  placed: ({ where }) => `placed an annotation on ${where}`,
  withdrawn: ({ where }) => `withdrew something on ${where}`,
  restored: ({ where }) => `brought something on ${where} back`,
  version: ({ words }) => `named this version “${words}”`,
  vocabulary: () => 'changed the vocabulary of the brief',
  erased: () => 'erased something',
  kept: ({ words }) => `had another article in “${words}”, which was kept when copies were merged`,
  article: ({ edits }) => {
    const [only] = edits;
    if (edits.length !== 1 || !only) return `changed ${edits.length} blocks of the article`;
    if (only.before === null) return `added “${begun(only.after ?? '')}” to the article`;
    if (only.after === null) return `removed “${begun(only.before)}” from the article`;
    return `changed “${begun(only.before)}” to “${begun(only.after)}”`;
  },
};

/** As much of a text as a line of the timeline shows. */
const SHOWN = 80;

function begun(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > SHOWN ? `${line.slice(0, SHOWN).toWellFormed().trimEnd()}…` : line;
}
