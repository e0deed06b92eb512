import type { Node } from 'prosemirror-model';
import type { Placement } from '../anchors/placement.ts';
import { TextIndex } from '../anchors/text-index.ts';
import { titleOf } from '../article/blocks.ts';
import { fromMarkdown } from '../comments/from-markdown.ts';
import { bodyWithSuggestion } from '../comments/suggestion.ts';
import { toMarkdown } from '../comments/to-markdown.ts';
import type { Annotation, Comment } from '../model/annotation.ts';
import type { Suggestion } from '../model/entry.ts';
import type { BriefId, EntryId } from '../model/ids.ts';
import { KINDS } from '../model/kinds.ts';
import type { Notes } from '../model/notes.ts';
import { Anonymiser } from './anonymise.ts';
import { whyLeftOut } from './choose.ts';
import type {
  ExportedBrief,
  ExportedComment,
  ExportedPassage,
  ExportedPerson,
  ExportedStatus,
  ExportedThread,
  Receipt,
  Standing,
} from './exported-brief.ts';
import type { ExportOptions } from './options.ts';
import { type OwnNotes, PeopleOut } from './people-out.ts';
import type { ExportedImages } from './pictures.ts';
import { Times } from './times.ts';
import { wellFormedNode, wellFormedText } from './well-formed.ts';

/** What an export needs of a brief. */
export interface Exportable {
  id: BriefId;
  article: Node;
  meta: { language: string; direction: 'ltr' | 'rtl'; marking?: string | undefined };
  notes: Notes;
  placements: ReadonlyMap<EntryId, Placement>;
  images?: ExportedImages;
  /** What whoever exports keeps to themselves, where it is to go out. Its placements are among the others. */
  own?: OwnNotes;
}

/**
 * Makes of a brief what goes out: filtered, in order, numbered, with names or letters, and with the account of it all.
 * Pure: the same brief, options and clock give the same.
 *
 * @throws {Error} where something is neither in it nor left out for a reason, which is a defect
 */
export function exportedBrief(brief: Exportable, options: Omit<ExportOptions, 'format'>): ExportedBrief {
  const article = wellFormedNode(brief.article);
  const index = new TextIndex(article);
  const export_ = new Export(brief, index, options);
  const { language, direction, marking } = brief.meta;
  return {
    id: brief.id,
    title: export_.title(titleOf(article)),
    language,
    direction,
    ...(marking ? { marking: wellFormedText(marking) } : {}),
    article,
    index,
    images: brief.images ?? new Map(),
    ...export_.threads(),
    people: export_.people(),
    anonymised: options.anonymise,
    timeZone: options.timeZone,
    now: options.now,
    receipt: export_.receipt(),
  };
}

class Export {
  private readonly peopleOut: PeopleOut;
  private readonly anonymiser: Anonymiser | undefined;
  private readonly times: Times;
  private readonly taking = new Set<ExportedPerson>();
  private readonly leftOut: Receipt['leftOut'] = [];
  private readonly annotations: Annotation[];
  private readonly all: ExportedThread[];

  constructor(
    private readonly brief: Exportable,
    private readonly index: TextIndex,
    private readonly options: Omit<ExportOptions, 'format'>,
  ) {
    const { notes, own } = brief;
    this.annotations = [...notes.annotations.values(), ...(own?.annotations.values() ?? [])];
    this.peopleOut = new PeopleOut(notes, options.anonymise, own);
    this.anonymiser = options.anonymise ? new Anonymiser(this.peopleOut.known()) : undefined;
    this.times = new Times(options.timeZone);
    this.all = this.chosen()
      .map((annotation) => this.thread(annotation))
      .sort(byPlace);
    for (const [at, thread] of this.all.entries()) thread.number = at + 1;
  }

  threads(): Pick<ExportedBrief, 'wholeBrief' | 'threads' | 'orphaned'> {
    const standing = (...wanted: Standing[]) => this.all.filter((thread) => wanted.includes(thread.standing));
    return {
      wholeBrief: standing('whole'),
      threads: standing('placed', 'moved'),
      orphaned: standing('orphaned'),
    };
  }

  people(): ExportedPerson[] {
    return [...this.taking].sort((a, b) => a.number - b.number);
  }

  /** For file names and properties; the article itself stays what it is. */
  title(title: string): string {
    const formed = wellFormedText(title);
    return this.anonymiser?.again(formed) ?? formed;
  }

  receipt(): Receipt {
    const { annotations } = this;
    const { own } = this.brief;
    const comments = annotations.reduce((sum, each) => sum + each.comments.length, 0);
    const exportedComments = this.all.reduce((sum, each) => sum + each.comments.length, 0);
    const leftOutThreads = new Set(this.leftOut.filter(({ what }) => what === 'thread').map(({ id }) => id));
    const commentsWithThem = annotations
      .filter(({ id }) => leftOutThreads.has(id))
      .reduce((sum, each) => sum + each.comments.length, 0);
    const leftOutComments = this.leftOut.filter(({ what }) => what === 'comment').length + commentsWithThem;
    const unaccounted =
      Math.abs(annotations.length - this.all.length - leftOutThreads.size) +
      Math.abs(comments - exportedComments - leftOutComments);
    if (unaccounted > 0) throw new Error(`The export lost ${unaccounted} threads or comments.`);
    const { wholeBrief, orphaned } = this.threads();
    return {
      threads: annotations.length,
      comments,
      exported: this.all.length,
      exportedComments,
      leftOut: this.leftOut,
      wholeBrief: wholeBrief.length,
      orphaned: orphaned.length,
      ...(own ? { private: this.all.filter(({ id }) => own.annotations.has(id as EntryId)).length } : {}),
      unaccounted,
      ...(this.anonymiser ? { namesReplaced: this.anonymiser.replaced } : {}),
    };
  }

  private chosen(): Annotation[] {
    const chosen: Annotation[] = [];
    const inOrder = [...this.annotations].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    for (const annotation of inOrder) {
      const reason = whyLeftOut(annotation, this.options, this.times);
      if (reason) this.leftOut.push({ what: 'thread', id: annotation.id, reason });
      else chosen.push(annotation);
    }
    return chosen;
  }

  private thread(annotation: Annotation): ExportedThread {
    const { id, kind, at, tags, assigned } = annotation;
    const { name, letter } = KINDS.find((each) => each.kind === kind) as (typeof KINDS)[number];
    const { standing, passages } = this.standing(annotation);
    return {
      id,
      number: 0,
      standing,
      kind: { kind, name, letter },
      tags: tags.map((tag) => this.said(tag)),
      author: this.take(this.peopleOut.of(annotation)),
      at,
      status: this.status(annotation),
      ...(assigned
        ? {
            assigned: {
              person: this.take(this.peopleOut.withId(assigned.person)),
              ...(assigned.due ? { due: assigned.due } : {}),
            },
          }
        : {}),
      passages,
      comments: this.comments(annotation),
    };
  }

  private standing({ id, anchors }: Annotation): { standing: Standing; passages: ExportedPassage[] } {
    if (anchors.length === 0) return { standing: 'whole', passages: [] };
    const placement = this.brief.placements.get(id) ?? { state: 'pending' as const };
    const ranges = 'ranges' in placement ? placement.ranges : [];
    const passages = anchors.map(({ quote }, i): ExportedPassage => {
      const { exact, prefix, suffix, tail } = quote;
      const marked = {
        exact: wellFormedText(exact),
        prefix: wellFormedText(prefix),
        suffix: wellFormedText(suffix),
        ...(tail === undefined ? {} : { tail: wellFormedText(tail) }),
      };
      const range = ranges[i] ?? null;
      const was = tail === undefined ? marked.exact : `${marked.exact} … ${marked.tail}`;
      return { range, quote: range ? this.index.slice(range) : was, marked };
    });
    const { state } = placement;
    return { standing: state === 'placed' || state === 'moved' ? state : 'orphaned', passages };
  }

  private status({ status }: Annotation): ExportedStatus {
    if (status.state === 'open') return { state: 'open' };
    const by = this.take(this.peopleOut.of(status));
    return { state: 'resolved', reason: status.reason, by, at: status.at };
  }

  private comments({ comments }: Annotation): ExportedComment[] {
    const kept: ExportedComment[] = [];
    const keptIds = new Set<string>();
    const withdrawn = new Map<string, Comment>();
    for (const comment of comments) {
      if (comment.withdrawn) {
        withdrawn.set(comment.id, comment);
        this.leftOut.push({ what: 'comment', id: comment.id, reason: 'withdrawn' });
        continue;
      }
      let { parent } = comment as { parent?: string };
      // A chain of answers may not go round in a circle; it is walked no further than it can be long.
      for (let steps = 0; parent !== undefined && withdrawn.has(parent) && steps <= comments.length; steps++) {
        parent = withdrawn.get(parent)?.parent;
      }
      // One that answers nothing that is here answers the thread.
      kept.push(this.comment(comment, kept.length + 1, keptIds.has(parent ?? '') ? parent : undefined));
      keptIds.add(comment.id);
    }
    return kept;
  }

  private comment(comment: Comment, number: number, parent: string | undefined): ExportedComment {
    const { id, at, edited, suggests } = comment;
    const written = wellFormedText(bodyWithSuggestion(comment.body, suggests));
    const read = wellFormedNode(fromMarkdown(written));
    const doc = this.anonymiser?.node(read) ?? read;
    return {
      id,
      number,
      author: this.take(this.peopleOut.of(comment)),
      at,
      ...(edited === undefined ? {} : { edited }),
      body: this.anonymiser ? toMarkdown(doc) : written,
      doc,
      ...(suggests ? { suggests: this.suggested(suggests) } : {}),
      images: this.brief.images ?? new Map(),
      ...(parent === undefined ? {} : { parent }),
      reactions: [...comment.reactions].map(([emoji, people]) => ({
        emoji: wellFormedText(emoji),
        people: people.map((person) => this.take(this.peopleOut.withId(person))),
      })),
    };
  }

  private suggested({ before, after }: Suggestion): NonNullable<ExportedComment['suggests']> {
    const formed = wellFormedText(after);
    return { before: wellFormedText(before), after: this.anonymiser?.again(formed) ?? formed };
  }

  private said(text: string): string {
    const formed = wellFormedText(text);
    return this.anonymiser?.text(formed) ?? formed;
  }

  private take(person: ExportedPerson): ExportedPerson {
    this.taking.add(person);
    return person;
  }
}

const ORDER: Record<Standing, number> = { whole: 0, placed: 1, moved: 1, orphaned: 2 };

/** The whole brief first, orphans last, the others by place, the longer before those within it, then by time. */
function byPlace(a: ExportedThread, b: ExportedThread): number {
  const order = ORDER[a.standing] - ORDER[b.standing];
  if (order !== 0) return order;
  const [first, second] = [a, b].map(({ passages }) => passages.find(({ range }) => range)?.range);
  const place = ORDER[a.standing] === 1 && first && second ? first.from - second.from || second.to - first.to : 0;
  return place || a.at - b.at || (a.id < b.id ? -1 : 1);
}
