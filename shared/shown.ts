import type { Node } from 'prosemirror-model';
import type { Placement } from './anchors/placement.ts';
import type { TextIndex } from './anchors/text-index.ts';
import type { Block } from './article/block-types.ts';
import { blocksOf, titleOf } from './article/blocks.ts';
import type { LeftOut } from './importing/imported.ts';
import type { Annotation, Comment, Signed } from './model/annotation.ts';
import type { BriefId, EntryId } from './model/ids.ts';
import type { Notes } from './model/notes.ts';

/** What describing a brief needs of it. */
export interface Showable {
  id: BriefId;
  article: Node;
  meta: { language: string; direction: 'ltr' | 'rtl' };
  notes: Notes;
  placements: ReadonlyMap<EntryId, Placement>;
  index: { text: TextIndex };
}

interface ShownPerson {
  id: string;
  name: string;
}

/** A brief as `show --json` prints it; times are ISO 8601 in UTC. */
export interface ShownBrief {
  id: string;
  title: string;
  language: string;
  direction: 'ltr' | 'rtl';
  blocks: Omit<Block, 'ordered'>[];
  leftOut: LeftOut[];
  annotations: ShownAnnotation[];
  people: ShownPerson[];
}

export interface ShownAnnotation {
  id: string;
  kind: string;
  by: ShownPerson;
  attributed?: { name: string; via: string };
  at: string;
  tags: string[];
  status: { state: string; reason: string | null };
  placement: Placement['state'];
  /** The first passage's words: as they stand now, or as they were marked where it can't be found. */
  quote: string | null;
  /** All passages' words, where there are several. */
  quotes?: string[];
  comments: ShownComment[];
}

export interface ShownComment {
  id: string;
  by: ShownPerson;
  attributed?: { name: string; via: string };
  at: string;
  /** Markdown; empty where it is withdrawn. */
  body: string;
  parent: string | null;
  /** Other words that it suggests for the first passage: as it read, and as it might read. */
  suggests?: { before: string; after: string };
  edited: boolean;
  withdrawn: boolean;
}

/** Describes a brief for programs. Withdrawn annotations are not part of it; withdrawn comments keep their place. */
export function showBrief(brief: Showable, leftOut: LeftOut[]): ShownBrief {
  const annotations = [...brief.notes.annotations.values()].filter((annotation) => !annotation.withdrawn);
  return {
    id: brief.id,
    title: titleOf(brief.article),
    language: brief.meta.language,
    direction: brief.meta.direction,
    blocks: blocksOf(brief.article).map(({ ordered: _, ...block }) => block),
    leftOut,
    annotations: annotations
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
      .map((each) => showAnnotation(brief, each)),
    people: [...brief.notes.people.persons.values()].map(({ id, name }) => ({ id, name })),
  };
}

/** Describes one annotation for programs. */
function showAnnotation(brief: Showable, annotation: Annotation): ShownAnnotation {
  const { id, kind, tags, status, comments } = annotation;
  const quotes = quotesOf(brief, annotation);
  return {
    id,
    kind,
    ...signed(brief, annotation),
    tags,
    status: { state: status.state, reason: status.state === 'resolved' ? status.reason : null },
    placement: brief.placements.get(id)?.state ?? 'pending',
    quote: quotes[0] ?? null,
    ...(quotes.length > 1 ? { quotes } : {}),
    comments: comments.map((comment) => showComment(brief, comment)),
  };
}

function quotesOf(brief: Showable, { id, anchors }: Annotation): string[] {
  const placement = brief.placements.get(id);
  return anchors.map(({ quote }, i) => {
    const range = placement && 'ranges' in placement ? placement.ranges[i] : undefined;
    if (range) return brief.index.text.slice(range);
    return quote.tail === undefined ? quote.exact : `${quote.exact} … ${quote.tail}`;
  });
}

function showComment(brief: Showable, comment: Comment): ShownComment {
  const { id, body, parent, suggests, earlier, withdrawn } = comment;
  return {
    id,
    ...signed(brief, comment),
    body: withdrawn ? '' : body,
    parent: parent ?? null,
    ...(suggests && !withdrawn ? { suggests } : {}),
    edited: earlier.length > 0,
    withdrawn: withdrawn !== undefined,
  };
}

function signed(brief: Showable, { by, at, attributed }: Signed): Pick<ShownComment, 'by' | 'at' | 'attributed'> {
  const name = brief.notes.people.persons.get(by)?.name ?? '';
  return { by: { id: by, name }, ...(attributed ? { attributed } : {}), at: new Date(at).toISOString() };
}
