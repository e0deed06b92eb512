import { bodyWithSuggestion } from '../../../shared/comments/suggestion.ts';
import { durableIdsOf } from '../../../shared/exporting/docx/comment-ids.ts';
import type { Annotation, Comment, Signed } from '../../../shared/model/annotation.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import type { Notes } from '../../../shared/model/notes.ts';
import { comparableBody, comparableLines, linesOf } from './wording.ts';

/** Something of the brief that an export makes a Word comment of. */
export interface KnownComment {
  annotation: Annotation;
  /** What is said in it; a mark without a word has none. */
  comment?: Comment;
  /** It is the thread's own, not a reply. */
  root: boolean;
  author: string;
  at: number;
  /** All that it may read, as compared: every wording that it ever had. */
  wordings: ReadonlySet<string>;
}

/** Everything of a brief that an export may have made a Word comment of, and how to find it. */
export class KnownComments {
  readonly all: KnownComment[] = [];
  private readonly byDurableId = new Map<string, KnownComment[]>();
  private readonly pointers = new Set<string>();
  private readonly byAuthor = new Map<string, KnownComment[]>();
  private readonly roots = new Map<EntryId, KnownComment>();

  /** @param own what is private here, which an export may have held too */
  constructor(
    private readonly notes: Notes,
    own?: Notes,
  ) {
    for (const annotation of notes.annotations.values()) this.addThread(annotation);
    for (const annotation of own?.annotations.values() ?? []) this.addThread(annotation);
  }

  /** Those that may have this id in Word; two at most are the same by chance. */
  withDurableId(id: string): readonly KnownComment[] {
    return this.byDurableId.get(id) ?? [];
  }

  /** Whether an id is that of a comment on a further passage, which says nothing of its own. */
  isPointer(id: string): boolean {
    return this.pointers.has(id);
  }

  by(author: string): readonly KnownComment[] {
    return this.byAuthor.get(author) ?? [];
  }

  rootOf(annotation: EntryId): KnownComment | undefined {
    return this.roots.get(annotation);
  }

  private addThread(annotation: Annotation): void {
    const present = annotation.comments.filter(({ withdrawn }) => !withdrawn);
    // As the export decides it; a first comment that was withdrawn since may still be in the file.
    const first = [annotation.comments[0], present[0]].filter((each) => each && this.sameAuthor(each, annotation));
    const own = first.at(-1);
    const wordings = new Set(['', ...first.flatMap((each) => (each ? wordingsOf(each) : []))]);
    const root = this.add(annotation, annotation, { root: true, wordings, ...(own ? { comment: own } : {}) });
    this.roots.set(annotation.id, root);
    for (const comment of annotation.comments) {
      if (comment !== own)
        this.add(annotation, comment, { root: false, wordings: new Set(wordingsOf(comment)), comment });
    }
    for (let passage = 1; passage < annotation.anchors.length + 1; passage++) {
      for (const id of durableIdsOf(annotation.id, passage)) this.pointers.add(id);
    }
  }

  private add(
    annotation: Annotation,
    thing: Annotation | Comment,
    rest: Pick<KnownComment, 'root' | 'wordings' | 'comment'>,
  ): KnownComment {
    const known = { annotation, author: this.nameOf(thing), at: thing.at, ...rest };
    this.all.push(known);
    for (const id of durableIdsOf(thing.id).slice(0, 2)) file(this.byDurableId, id, known);
    file(this.byAuthor, known.author, known);
    return known;
  }

  private nameOf({ by, attributed }: Signed): string {
    return (attributed?.name ?? this.notes.people.persons.get(by)?.name ?? '').trim();
  }

  private sameAuthor(a: Signed, b: Signed): boolean {
    return a.by === b.by && a.attributed?.name === b.attributed?.name;
  }
}

function wordingsOf({ body, earlier, suggests }: Comment): string[] {
  const bodies = [body, ...earlier.map((each) => each.body)];
  return bodies.flatMap((each) => {
    const written = bodyWithSuggestion(each, suggests);
    // What somebody wrote may look like a line that an export adds, and is then passed over in the file.
    return [comparableBody(written), comparableLines(linesOf(written))];
  });
}

function file<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
