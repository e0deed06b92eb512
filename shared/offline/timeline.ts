import { isLost } from '../anchors/placement.ts';
import { begun } from '../begun.ts';
import { commentInOneLine } from '../comments/in-one-line.ts';
import { type Anchor, compareEntries, type Entry } from '../model/entry.ts';
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
  /** As it was marked last then. */
  quote?: string;
  /** That was the moment at which it lost its passage. */
  lost?: true;
  /** What was said, chosen or named; a comment's as Markdown. */
  words?: string;
  /** The words that a comment suggests for its passage. */
  suggests?: string;
  /** What changed in the article. Who did that is according to the copy that tells of it: only entries are signed. */
  edits?: BlockEdit[];
}

/**
 * What happened to a brief's notes and its article, newest first.
 *
 * @param only the entries that are told of; all of them if it isn't given
 */
export function timelineOf(notes: Notes, edits: readonly Moment[], only?: ReadonlySet<string>): Moment[] {
  const marks = marksIn(notes);
  const moments = [...notes.entries.values()]
    .filter((entry) => (!only || only.has(entry.id)) && notes.people.speaksFor(entry))
    .map((entry): Moment => {
      const annotation = notes.annotationFor(entry);
      const [anchor] = annotation ? anchorsAt(entry, marks.get(annotation)) : [];
      const words = wordsOf(entry, notes);
      return {
        id: entry.id,
        at: entry.at,
        by: { id: entry.by, name: notes.people.persons.get(entry.by)?.name ?? '' },
        ...(entry.attributed ? { attributed: entry.attributed.name } : {}),
        what: entry.type,
        ...(annotation ? { annotation } : {}),
        ...(anchor ? { quote: anchor.quote.exact } : {}),
        ...(anchor && entry.type === 'placed' && isLost(anchor) ? { lost: true as const } : {}),
        ...(words ? { words } : {}),
        ...(entry.type === 'commented' && entry.suggests ? { suggests: entry.suggests.after } : {}),
      };
    });
  return newestFirst([...moments, ...edits]);
}

/** What says where an annotation stands. */
type Mark = Extract<Entry, { type: 'annotated' | 'placed' }>;

/** The marks of each annotation, oldest first. */
function marksIn({ entries }: Notes): Map<EntryId, Mark[]> {
  const marks = new Map<EntryId, Mark[]>();
  for (const entry of entries.values()) {
    if (entry.type !== 'annotated' && entry.type !== 'placed') continue;
    const annotation = entry.type === 'annotated' ? entry.id : entry.annotation;
    marks.set(annotation, [...(marks.get(annotation) ?? []), entry]);
  }
  for (const each of marks.values()) each.sort(compareEntries);
  return marks;
}

/** Where an annotation stood when something was done to it. */
function anchorsAt(entry: Entry, marks: readonly Mark[] = []): readonly Anchor[] {
  const last = marks.findLast((mark) => compareEntries(mark, entry) <= 0) ?? marks[0];
  return last?.anchors ?? [];
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

function wordsOf(entry: Entry, { people }: Notes): string | undefined {
  switch (entry.type) {
    case 'commented':
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

/** As much of a text as a line of the timeline shows. */
const SHOWN = 80;
/** So much stands before the first letter that differs. */
const AHEAD = 20;

/** What was said, chosen or named at a moment, as it is read: a comment without its marks. */
export function saidAt({ what, words = '' }: Moment): string {
  if (what === 'annotated' || what === 'kinded') return words.replace('-', ' ');
  return what === 'commented' || what === 'edited' ? commentInOneLine(words) : words;
}

/** A moment in a sentence that begins with who it was. */
export function momentWords(moment: Moment): string {
  const { by, attributed, what, quote, lost, suggests, edits = [] } = moment;
  const who = attributed ? `${attributed} (carried in by ${by.name})` : by.name || 'Somebody';
  const where = quote ? quoted(quote) : 'the whole brief';
  const said = saidAt(moment);
  const words = what === 'role' ? said : begun(said, SHOWN);
  return `${who} ${DOES[what]?.({ who, where, words, suggests, edits, lost }) ?? 'did what a newer Briefmark knows'}`;
}

/** @param words whose role, and which, as `wordsOf` gives them */
function gaveRole(words: string): string {
  const [, name = '', role = ''] = /^(.*): (\w+)$/s.exec(words) ?? [];
  const whom = name || 'somebody';
  return role === 'removed' ? `removed ${whom} from the brief` : `made ${whom} ${withArticle(role)}`;
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

function quoted(text: string): string {
  return `“${begun(text, SHOWN)}”`;
}

/** Two texts from a few words before they differ, where that would be beyond what is shown of them. */
function fromDifference(before: string, after: string): [string, string] {
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  if (same < SHOWN - AHEAD) return [before, after];
  // At the beginning of a word, where the language has any.
  const from = Math.max(before.lastIndexOf(' ', same - AHEAD) + 1, same - 2 * AHEAD);
  const cut = (text: string) => `…${text.slice(from).toWellFormed()}`;
  return [cut(before), cut(after)];
}

interface Does {
  who: string;
  where: string;
  lost: true | undefined;
  words: string;
  suggests: string | undefined;
  edits: readonly BlockEdit[];
}

const DOES: Partial<Record<Moment['what'], (told: Does) => string>> = {
  person: ({ who, words }) => (words === who ? 'introduced themselves' : `introduced themselves as ${words}`),
  role: ({ words }) => gaveRole(words),
  invited: () => 'made an invitation',
  uninvited: () => 'ended an invitation',
  joined: () => 'joined by an invitation',
  left: () => 'left',
  annotated: ({ where, words }) => `marked ${where} as ${words}`,
  commented: ({ where, words, suggests }) =>
    suggests === undefined
      ? `said on ${where}: ${words}`
      : [`suggested ${quoted(suggests)} for ${where}`, words].filter(Boolean).join(': '),
  edited: ({ where, words }) => `reworded a comment on ${where}: ${words}`,
  status: ({ where, words }) => (words === 'open' ? `reopened ${where}` : `resolved ${where} as ${words}`),
  reacted: ({ where, words }) => `reacted with ${words} on ${where}`,
  tagged: ({ where, words }) => (words ? `tagged ${where}: ${words}` : `took all tags from ${where}`),
  kinded: ({ where, words }) => `made ${where} ${withArticle(words)}`,
  assigned: ({ where, words }) => (words ? `assigned ${where} to ${words}` : `took the assignment of ${where} back`),
  placed: ({ where, lost }) => (lost ? `found no place any more for ${where}` : `placed an annotation on ${where}`),
  withdrawn: ({ where }) => `withdrew something on ${where}`,
  restored: ({ where }) => `brought something on ${where} back`,
  version: ({ words }) => `named this version “${words}”`,
  vocabulary: () => 'changed the vocabulary of the brief',
  erased: () => 'erased something',
  kept: ({ words }) => `had another article in “${words}”, which was kept when copies were merged`,
  article: ({ edits }) => {
    const [only] = edits;
    if (edits.length !== 1 || !only) return `changed ${edits.length} blocks of the article`;
    if (only.before === null) return `added ${quoted(only.after ?? '')} to the article`;
    if (only.after === null) return `removed ${quoted(only.before)} from the article`;
    const [before, after] = fromDifference(only.before, only.after);
    return `changed ${quoted(before)} to ${quoted(after)}`;
  },
};
