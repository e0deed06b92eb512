import { anchorAt } from '../../../shared/anchors/placement.ts';
import { findQuote, quoteAt } from '../../../shared/anchors/quote.ts';
import type { TextRange } from '../../../shared/anchors/text-index.ts';
import type { Annotation, Comment } from '../../../shared/model/annotation.ts';
import { type Anchor, MAX_COMMENT_LENGTH, MAX_NAME_LENGTH, type Payload } from '../../../shared/model/entry.ts';
import type { EntryId, PersonId } from '../../../shared/model/ids.ts';
import type { Notes } from '../../../shared/model/notes.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { ReviewReceipt, ReviewStep } from '../../../shared/review.ts';
import { mayAppend } from '../../../shared/roles.ts';
import { type Brief, MADE_JUST_NOW } from '../brief/brief.ts';
import { differences } from './differences.ts';
import { type KnownComment, KnownComments } from './known-comments.ts';
import { type Match, matchComments } from './match.ts';
import { type ReviewPlan, unplacedAnchor } from './review-plan.ts';
import type { ReviewedComment, ReviewedFile } from './reviewed-file.ts';
import { comparable, comparableBody } from './wording.ts';

/** More than reviewers write. Each is looked for in the article, so that a file made to do harm would keep the app busy. */
const MOST_NEW_COMMENTS = 5_000;

/** By what way the reviewers come in. */
const VIA = 'word';

/**
 * Decides what a reviewed Word file changes in a brief: replies, resolutions, new comments and new wordings. The same
 * file a second time changes nothing. Pure: it writes nothing.
 *
 * @param author who takes the review in and signs it
 * @param own what is private here: an export may have held it, and what was said of it in Word must not become everybody's
 * @throws {Refusal} where the file is the export of another brief, or brings more than any review does
 */
export function planReview(brief: Brief, file: ReviewedFile, author: PersonId, own?: Notes): ReviewPlan {
  const of = file.account?.brief;
  if (of !== undefined && of !== brief.id) {
    throw new Refusal(
      'other-brief',
      `“${file.name}” is the export of another brief. Open that one and import the comments there.`,
    );
  }
  return new Planning(brief, file, author, own).plan();
}

function tooManyNew(name: string, comments: number): Refusal {
  return new Refusal(
    'too-many-new-comments',
    `“${name}” has ${comments} comments that this brief doesn’t know, and at most ${MOST_NEW_COMMENTS} are taken in at once. It may be the export of another brief, or one in which names were replaced. Nothing was changed.`,
  );
}

class Planning {
  private readonly receipt: ReviewReceipt = {
    replies: 0,
    comments: 0,
    resolved: 0,
    reopened: 0,
    edited: 0,
    unchanged: 0,
    orphaned: 0,
    ignored: [],
  };
  private readonly steps: ReviewStep[] = [];
  private readonly payloads: ReviewPlan['payloads'] = [];
  private readonly matches: Map<ReviewedComment, Match>;
  private readonly byId: Map<string, ReviewedComment>;
  private readonly linksDropped: boolean;
  /** The threads of the brief and the first new comments, by where they stand in the file. */
  private readonly knownAt: ReadonlyMap<string, Annotation>;
  private readonly freshAt = new Map<string, ReviewedComment>();
  /** The last new voice in each thread: the likeliest to have resolved it. */
  private readonly lastVoice = new Map<EntryId, string>();

  constructor(
    private readonly brief: Brief,
    private readonly file: ReviewedFile,
    private readonly author: PersonId,
    private readonly own?: Notes,
  ) {
    this.matches = matchComments(file, new KnownComments(brief.notes, own));
    this.byId = new Map(file.comments.map((comment) => [comment.id, comment]));
    this.linksDropped = !file.comments.some(({ parent }) => parent !== undefined);
    this.knownAt = this.knownByRange();
  }

  plan(): ReviewPlan {
    const fresh: ReviewedComment[] = [];
    for (const comment of this.file.comments) {
      const match = this.matches.get(comment) as Match;
      if (match.is === 'known') this.known(comment, match.known, match.words);
      else if (match.is === 'new' && match.words !== '') fresh.push(comment);
      else if (match.is === 'new') this.saysNothing(comment);
    }
    if (fresh.length > MOST_NEW_COMMENTS) throw tooManyNew(this.file.name, fresh.length);
    const threads = new Map<ReviewedComment, ReviewedComment[]>();
    for (const comment of fresh) {
      const thread = this.threadOf(comment);
      if (thread) this.reply(comment, thread);
      else this.gather(comment, threads);
    }
    for (const [root, replies] of threads) this.newThread(root, replies);
    for (const comment of this.file.comments) {
      const match = this.matches.get(comment) as Match;
      if (match.is === 'known' && match.known.root) this.status(comment, match.known.annotation);
    }
    this.receipt.ignored.push(...differences(this.file, this.brief));
    return { receipt: this.receipt, steps: this.steps, payloads: this.payloads };
  }

  private known(comment: ReviewedComment, known: KnownComment, words: string): void {
    const { receipt } = this;
    if (known.wordings.has(words)) {
      receipt.unchanged++;
      return;
    }
    const { annotation, comment: said } = known;
    const what = `the new wording of a comment by ${known.author}`;
    if (this.isPrivate(annotation, what)) return;
    if (this.isGone(annotation, said)) {
      receipt.ignored.push({ what, reason: 'It was withdrawn in the brief.' });
      return;
    }
    if (this.file.account && this.file.account.brief === undefined) {
      receipt.ignored.push({ what, reason: 'Names were replaced in the file, so its words can’t be compared.' });
      return;
    }
    if (!this.fits(comment, what)) return;
    const note = this.edit(comment, annotation, said);
    if (note === undefined) {
      receipt.unchanged++;
      return;
    }
    receipt.edited++;
    this.step('edit', comment, this.passageOf(annotation), comment.body, note);
  }

  /**
   * Word doesn't say who changed a comment. Its author's wording changes only where that is who takes the review in;
   * else the new wording is said beside the old one, so that nobody's words are changed for them.
   *
   * @returns a note for the preview, or undefined where this was taken in before
   */
  private edit(comment: ReviewedComment, annotation: Annotation, said: Comment | undefined): string | undefined {
    if (
      said &&
      said.by === this.author &&
      (said.attributed?.name ?? comment.author) === comment.author &&
      !said.withdrawn
    ) {
      this.add({ type: 'edited', comment: said.id, body: comment.body }, comment.author);
      return '';
    }
    const quoted = comment.body
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n');
    const body = `${said ? 'In Word this comment now reads:' : 'In Word this says:'}\n\n${quoted}`;
    const there = annotation.comments.some(
      (each) => each.attributed && comparableBody(each.body) === comparableBody(body),
    );
    if (there) return undefined;
    this.add(
      {
        type: 'commented',
        annotation: annotation.id,
        ...(said && said !== annotation.comments[0] ? { parent: said.id } : {}),
        body,
      },
      comment.author,
    );
    return 'Only the author of a comment can change it, so its new wording comes as a reply.';
  }

  private isGone(annotation: Annotation, said: Comment | undefined): boolean {
    return annotation.withdrawn !== undefined || said?.withdrawn !== undefined;
  }

  /** The thread of the brief that a new comment answers. */
  private threadOf(comment: ReviewedComment): Annotation | undefined {
    const parent = comment.parent === undefined ? undefined : this.byId.get(comment.parent);
    const match = parent && this.matches.get(parent);
    if (match?.is === 'known') return match.known.annotation;
    if (parent || !this.linksDropped) return undefined;
    return comment.range && this.knownAt.get(keyOf(comment.range));
  }

  /** Where a program dropped the links, a comment on a thread's very range answers it; the last of several. */
  private knownByRange(): Map<string, Annotation> {
    const known = new Map<string, Annotation>();
    for (const comment of this.file.comments) {
      const match = this.matches.get(comment);
      if (comment.range && match?.is === 'known' && match.known.root)
        known.set(keyOf(comment.range), match.known.annotation);
    }
    return known;
  }

  private reply(comment: ReviewedComment, annotation: Annotation): void {
    const what = `a reply by ${this.nameOf(comment)}`;
    if (this.isPrivate(annotation, `${what}: “${excerptOf(comment.body)}”`)) return;
    if (annotation.withdrawn) {
      this.receipt.ignored.push({
        what: `${what}: “${excerptOf(comment.body)}”`,
        reason: 'Its annotation was withdrawn in the brief.',
      });
      return;
    }
    if (!this.fits(comment, what)) return;
    this.add({ type: 'commented', annotation: annotation.id, body: comment.body }, this.nameOf(comment));
    this.receipt.replies++;
    this.lastVoice.set(annotation.id, this.nameOf(comment));
    const note =
      comment.parent === undefined
        ? 'The file has no links between comments; this stands on the thread’s very words.'
        : undefined;
    this.step('reply', comment, this.passageOf(annotation), comment.body, note);
  }

  private gather(comment: ReviewedComment, threads: Map<ReviewedComment, ReviewedComment[]>): void {
    let root = comment;
    for (let steps = 0; root.parent !== undefined && steps < 100; steps++) {
      const parent = this.byId.get(root.parent);
      if (!parent || this.matches.get(parent)?.is !== 'new') break;
      root = parent;
    }
    if (root === comment && this.linksDropped && comment.range) {
      const key = keyOf(comment.range);
      root = this.freshAt.get(key) ?? comment;
      this.freshAt.set(key, root);
    }
    const replies = threads.get(root) ?? [];
    if (root !== comment) replies.push(comment);
    threads.set(root, replies);
  }

  private newThread(root: ReviewedComment, replies: readonly ReviewedComment[]): void {
    const name = this.nameOf(root);
    if (!this.fits(root, `a comment by ${name}`)) return;
    const { anchor, placed } = this.anchorOf(root);
    this.add({ type: 'annotated', kind: 'note', tags: [], anchors: [anchor] }, name);
    this.add({ type: 'commented', annotation: MADE_JUST_NOW, body: root.body }, name);
    this.receipt.comments++;
    if (!placed) this.receipt.orphaned++;
    this.step(
      'comment',
      root,
      anchor.quote.exact,
      root.body,
      placed
        ? undefined
        : 'Its words are not in the article; it will stand among the annotations that have lost their passage.',
    );
    for (const reply of replies) {
      if (!this.fits(reply, `a reply by ${this.nameOf(reply)}`)) continue;
      this.add({ type: 'commented', annotation: MADE_JUST_NOW, body: reply.body }, this.nameOf(reply));
      this.receipt.replies++;
      this.step('reply', reply, anchor.quote.exact, reply.body);
    }
    if (root.done) {
      this.add({ type: 'status', annotation: MADE_JUST_NOW, state: 'resolved', reason: 'noted' }, name);
      this.receipt.resolved++;
      this.step('resolve', root, anchor.quote.exact, '');
    }
  }

  private anchorOf({ range }: ReviewedComment): { anchor: Anchor; placed: boolean } {
    const { text } = this.file;
    const { index } = this.brief;
    const words = range ? trimmed(text, range) : undefined;
    const quote = quoteAt(text, words ?? { from: 0, to: 0 });
    const found = words && findQuote(index.text.text, quote, words.from);
    const place = found && index.text.trim(found.range);
    if (place) return { anchor: anchorAt(index, place), placed: true };
    return { anchor: unplacedAnchor(quote, words?.from ?? 0), placed: false };
  }

  private status(comment: ReviewedComment, annotation: Annotation): void {
    const { done } = comment;
    if (done === undefined || annotation.withdrawn) return;
    const at = this.file.account?.at;
    // What the file said when it was written; one that has lost its account was written open, or says nothing new.
    const then = at === undefined ? 'open' : (annotation.statuses.findLast((each) => each.at <= at)?.state ?? 'open');
    const wanted = done ? 'resolved' : 'open';
    if (wanted === then || annotation.status.state === wanted || (at === undefined && !done)) return;
    const before = annotation.statuses.some(
      (each) => each.attributed?.via === VIA && each.state === wanted && each.at > (at ?? 0),
    );
    if (before) return;
    const did = `“${excerpt(this.passageOf(annotation))}” was ${done ? 'resolved' : 'reopened'} in Word`;
    if (this.isPrivate(annotation, did)) return;
    const id = annotation.id;
    const payload: Payload = done
      ? { type: 'status', annotation: id, state: 'resolved', reason: 'noted' }
      : { type: 'status', annotation: id, state: 'open' };
    const standing = { own: annotation.by === this.author, assigned: annotation.assigned?.person === this.author };
    if (!mayAppend(this.brief.notes.people.roleOf(this.author), 'status', standing)) {
      this.receipt.ignored.push({
        what: did,
        reason: 'Your role doesn’t let you resolve or reopen it. Ask an editor.',
      });
      return;
    }
    this.add(payload, this.lastVoice.get(id) ?? this.file.savedBy ?? this.nameOf(comment));
    if (done) this.receipt.resolved++;
    else this.receipt.reopened++;
    this.step(done ? 'resolve' : 'reopen', comment, this.passageOf(annotation), '', 'Word doesn’t say who did it.');
  }

  private isPrivate({ id }: Annotation, what: string): boolean {
    if (!this.own?.annotations.has(id)) return false;
    const reason = 'It is about a private annotation of yours. Publish that one, and import the comments again.';
    this.receipt.ignored.push({ what, reason });
    return true;
  }

  private saysNothing(comment: ReviewedComment): void {
    const words = excerpt(comment.lines.join(' '));
    if (words === '') return;
    const what = `a comment by ${this.nameOf(comment)}: “${words}”`;
    this.receipt.ignored.push({ what, reason: 'It holds nothing but a line as an export writes it.' });
  }

  private fits({ body }: ReviewedComment, what: string): boolean {
    if (body.length <= MAX_COMMENT_LENGTH) return true;
    const reason = `It has ${body.length} characters, and a comment may have ${MAX_COMMENT_LENGTH}. Copy it from Word by hand, in pieces.`;
    this.receipt.ignored.push({ what, reason });
    return false;
  }

  private add(payload: Payload, name: string): void {
    this.payloads.push({ ...payload, attributed: { name: cut(name), via: VIA } });
  }

  private step(
    does: ReviewStep['does'],
    comment: ReviewedComment,
    passage: string,
    words: string,
    note?: string,
  ): void {
    this.steps.push({
      does,
      author: this.nameOf(comment),
      passage: excerpt(passage),
      words: excerptOf(words),
      ...(note ? { note } : {}),
    });
  }

  private passageOf({ anchors }: Annotation): string {
    return anchors[0]?.quote.exact ?? 'the whole brief';
  }

  private nameOf({ author }: Pick<ReviewedComment, 'author'>): string {
    return cut(author);
  }
}

function cut(name: string): string {
  return (
    [...comparable(name)].slice(0, MAX_NAME_LENGTH).join('').slice(0, MAX_NAME_LENGTH).toWellFormed().trim() ||
    'Somebody in Word'
  );
}

function excerpt(text: string): string {
  const words = comparable(text);
  return words.length > 120 ? `${[...words].slice(0, 120).join('')}…` : words;
}

/** The same of a comment's Markdown, as it is read. */
function excerptOf(markdown: string): string {
  return excerpt(comparableBody(markdown));
}

function keyOf({ from, to }: TextRange): string {
  return `${from} ${to}`;
}

function trimmed(text: string, { from, to }: TextRange): TextRange | undefined {
  const words = text.slice(from, to);
  const start = from + (words.length - words.trimStart().length);
  const end = to - (words.length - words.trimEnd().length);
  return start < end ? { from: start, to: end } : undefined;
}
