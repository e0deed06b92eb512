import { anchorAt, type IndexedArticle } from '../../../shared/anchors/placement.ts';
import { commentInOneLine } from '../../../shared/comments/in-one-line.ts';
import type { ElsewhereReceipt } from '../../../shared/importing/receipt.ts';
import type { Annotation } from '../../../shared/model/annotation.ts';
import {
  type Anchor,
  type Entry,
  MAX_ANCHORS,
  MAX_QUOTE_LENGTH,
  MAX_TAG_LENGTH,
  MAX_TAGS,
} from '../../../shared/model/entry.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import { type AttributedPayload, type Brief, MADE_JUST_NOW } from '../brief/brief.ts';
import { attributedName, bodiesOf } from '../importing/attributed.ts';
import { unplacedAnchor } from '../importing-comments/review-plan.ts';
import { type Elsewhere, type ReadElsewhere, rootOf, type Selected } from './elsewhere.ts';
import { placeElsewhere } from './place-elsewhere.ts';

/** What taking in annotations made elsewhere appends, and the account of it. */
export interface ElsewherePlan {
  payloads: AttributedPayload[];
  receipt: ElsewhereReceipt;
}

const OUR_ENTRY = 'urn:briefmark:entry:';

/**
 * Plans how annotations made elsewhere come into a brief: each is placed by its own selectors and attributed to who
 * made it. Done again, it brings only what is new.
 */
export function planElsewhere(brief: Brief, read: ReadElsewhere): ElsewherePlan {
  // The article may have changed since its text was given to the thread that placed them.
  placeElsewhere(read, brief.index.text.text);
  return new Planning(brief, read).plan();
}

class Planning {
  private readonly receipt: ElsewhereReceipt = { placed: 0, orphaned: 0, comments: 0, replies: 0, ignored: [] };
  private readonly payloads: AttributedPayload[] = [];
  private readonly known = new Map<string, Annotation[]>();

  constructor(
    private readonly brief: Brief,
    private readonly read: ReadElsewhere,
  ) {
    for (const each of brief.notes.annotations.values()) {
      if (each.attributed?.via !== read.via) continue;
      const key = keyOf(
        each.attributed.name,
        each.anchors,
        each.comments[0]?.earlier[0]?.body ?? each.comments[0]?.body,
      );
      this.known.set(key, [...(this.known.get(key) ?? []), each]);
    }
  }

  plan(): ElsewherePlan {
    const { annotations, ignored } = this.read;
    this.receipt.ignored.push(...ignored);
    const byId = new Map(annotations.map((each) => [each.id, each]));
    const answers = new Map<Elsewhere, Elsewhere[]>();
    for (const each of annotations) {
      if (each.answers === undefined) continue;
      const root = rootOf(each, byId);
      if (root) answers.set(root, [...(answers.get(root) ?? []), each]);
      else this.ignore(each, 'What it answers is not in the file.');
    }
    for (const each of annotations) {
      if (each.answers !== undefined) continue;
      if (this.isOurs(each)) this.ignore(each, 'It is in this brief already.');
      else
        this.thread(
          each,
          (answers.get(each) ?? []).sort((a, b) => (a.at ?? 0) - (b.at ?? 0)),
        );
    }
    return { payloads: this.payloads, receipt: this.receipt };
  }

  private thread(root: Elsewhere, answers: readonly Elsewhere[]): void {
    const { anchors, placed } = this.anchorsOf(root);
    const bodies = wordingsOf(root);
    const there = this.known.get(keyOf(attributedName(root.author), anchors, bodies[0]))?.shift();
    if (there) {
      this.more(there, answers);
      return;
    }
    const tags = root.tags
      .map((tag) => tag.replace(/\s+/gu, ' ').trim().slice(0, MAX_TAG_LENGTH).toWellFormed().trim())
      .filter(Boolean);
    this.add({ type: 'annotated', kind: root.kind, tags: [...new Set(tags)].slice(0, MAX_TAGS), anchors }, root);
    this.receipt[placed ? 'placed' : 'orphaned'] += 1;
    for (const body of bodies) this.add({ type: 'commented', annotation: MADE_JUST_NOW, body }, root);
    if (bodies.length > 0) this.receipt.comments += 1;
    for (const answer of answers) this.answer(MADE_JUST_NOW, answer);
    if (root.resolved)
      this.add({ type: 'status', annotation: MADE_JUST_NOW, state: 'resolved', reason: 'noted' }, root);
  }

  /** What was answered since an annotation was taken in. */
  private more(there: Annotation, answers: readonly Elsewhere[]): void {
    const said = new Set(there.comments.flatMap(({ body, earlier }) => [body, ...earlier.map((each) => each.body)]));
    for (const answer of answers) if (!wordingsOf(answer).some((body) => said.has(body))) this.answer(there.id, answer);
  }

  private answer(annotation: EntryId, answer: Elsewhere): void {
    const bodies = wordingsOf(answer);
    if (bodies.length === 0) this.ignore(answer, 'It says nothing.');
    else this.receipt.replies += 1;
    for (const body of bodies) this.add({ type: 'commented', annotation, body }, answer);
  }

  private anchorsOf({ targets }: Elsewhere): { anchors: Anchor[]; placed: boolean } {
    const { index } = this.brief;
    let placed = true;
    const anchors = targets.slice(0, MAX_ANCHORS).map((selected) => {
      const anchor = this.anchorOf(index, selected);
      placed &&= Object.keys(anchor.start).length > 0;
      return anchor;
    });
    return { anchors, placed };
  }

  private anchorOf(index: IndexedArticle, selected: Selected): Anchor {
    const { exact = '', prefix = '', suffix = '', start } = selected;
    const range = selected.found && index.text.trim(selected.found);
    if (range) return anchorAt(index, range);
    const words = exact.trim() === '' ? '…' : exact;
    const quote = {
      exact: words.slice(0, MAX_QUOTE_LENGTH).toWellFormed(),
      prefix: prefix.slice(-MAX_SIDE).toWellFormed(),
      suffix: suffix.slice(0, MAX_SIDE).toWellFormed(),
    };
    return unplacedAnchor(quote, Math.min(start ?? 0, index.text.text.length));
  }

  private isOurs({ id }: Elsewhere): boolean {
    if (!id.startsWith(OUR_ENTRY)) return false;
    return this.brief.notes.annotations.has(id.slice(OUR_ENTRY.length) as EntryId);
  }

  private ignore({ author, body }: Elsewhere, reason: string): void {
    this.receipt.ignored.push({ what: `${attributedName(author)}: “${commentInOneLine(body, SHOWN)}”`, reason });
  }

  private add(payload: AttributedPayload, { author }: Elsewhere): void {
    const attributed: NonNullable<Entry['attributed']> = { name: attributedName(author), via: this.read.via };
    this.payloads.push({ ...payload, attributed });
  }
}

/** What it says; nothing for a mere highlight. */
function wordingsOf(each: Elsewhere): string[] {
  return each.body === '' ? [] : bodiesOf(each);
}

/** As much of a comment as an account shows. */
const SHOWN = 80;

/** As much as a quote keeps of its surroundings. */
const MAX_SIDE = 32;

/** Tells an annotation again that was taken in before. */
function keyOf(name: string, anchors: readonly Anchor[], body: string | undefined): string {
  return JSON.stringify([name, anchors.map(({ quote }) => quote.exact), body ?? '']);
}
