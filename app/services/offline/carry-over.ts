import { anchorAt, type IndexedArticle } from '../../../shared/anchors/placement.ts';
import { findQuote } from '../../../shared/anchors/quote.ts';
import type { Annotation, Comment, Signed } from '../../../shared/model/annotation.ts';
import type { Anchor, Entry } from '../../../shared/model/entry.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import type { CarryOverReceipt } from '../../../shared/offline/carrying-over.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { type AttributedPayload, type Brief, MADE_JUST_NOW } from '../brief/brief.ts';

/** What stands in `via` of an entry that was carried over. */
const VIA_ANOTHER_BRIEF = 'another brief';

/** What carrying over appends, and the account of it. */
export interface CarryOverPlan {
  payloads: AttributedPayload[];
  receipt: CarryOverReceipt;
}

/**
 * Plans how the annotations of one brief come into another: their passages are found by their words, and each entry is
 * attributed to who wrote it. Done again, it brings only what is new.
 *
 * @throws {Refusal} where both are copies of the same brief, which merge
 */
export function planCarryOver(brief: Brief, other: Brief): CarryOverPlan {
  if (brief.id === other.id) {
    throw new Refusal(
      'same-brief',
      'Both are copies of the same brief: merge them, and everything comes under its author’s own signature.',
    );
  }
  const receipt: CarryOverReceipt = {
    annotations: 0,
    comments: 0,
    resolved: 0,
    orphaned: 0,
    already: 0,
    setAside: notCarried(other),
  };
  const known = new Map<string, Annotation>();
  for (const each of brief.notes.annotations.values()) {
    if (each.attributed?.via === VIA_ANOTHER_BRIEF) known.set(keyOf(each, each.attributed.name), each);
  }
  const payloads: AttributedPayload[] = [];
  const sorted = [...other.notes.annotations.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  for (const annotation of sorted) {
    if (annotation.withdrawn) continue;
    const there = known.get(keyOf(annotation, nameOf(other, annotation)));
    payloads.push(...(there ? more(there, annotation, other, receipt) : whole(annotation, brief, other, receipt)));
  }
  return { payloads, receipt };
}

function notCarried(other: Brief): CarryOverReceipt['setAside'] {
  const why = (reason: string) => (id: string) => ({ id, reason });
  const withdrawn = [...other.notes.annotations.values()].filter((each) => each.withdrawn).map(({ id }) => id);
  const unverified = other.notes
    .setAside()
    .filter(({ why }) => why === 'not verified yet')
    .map(({ entry }) => entry.id);
  return [...withdrawn.map(why('It was withdrawn.')), ...unverified.map(why('Who wrote it can’t be verified.'))];
}

/** An annotation with all that stands in its thread. */
function whole(annotation: Annotation, brief: Brief, other: Brief, receipt: CarryOverReceipt): AttributedPayload[] {
  const { kind, tags, status, comments } = annotation;
  const anchors = annotation.anchors.map((anchor) => found(brief.index, anchor));
  const said = comments.filter(({ withdrawn }) => !withdrawn);
  receipt.annotations++;
  receipt.comments += said.length;
  if (anchors.some(({ start }) => Object.keys(start).length === 0)) receipt.orphaned++;
  if (status.state === 'resolved') receipt.resolved++;
  return [
    { type: 'annotated', kind, tags, anchors, ...attributed(other, annotation) },
    ...said.map((comment) => commented(MADE_JUST_NOW, comment, other)),
    ...(status.state === 'resolved'
      ? [
          {
            type: 'status' as const,
            annotation: MADE_JUST_NOW,
            state: 'resolved' as const,
            reason: status.reason,
            ...attributed(other, status),
          },
        ]
      : []),
  ];
}

/** What was said since an annotation was carried over. */
function more(there: Annotation, annotation: Annotation, other: Brief, receipt: CarryOverReceipt): AttributedPayload[] {
  const known = new Set(
    there.comments.flatMap(({ body, earlier, suggests }) =>
      [body, ...earlier.map((each) => each.body)].map((said) => saidKey(said, suggests)),
    ),
  );
  const said = annotation.comments.filter(({ withdrawn }) => !withdrawn);
  const fresh = said.filter(({ body, suggests }) => !known.has(saidKey(body, suggests)));
  receipt.already += 1 + said.length - fresh.length;
  receipt.comments += fresh.length;
  return fresh.map((comment) => commented(there.id, comment, other));
}

function saidKey(body: string, suggests: Comment['suggests']): string {
  return JSON.stringify([body, suggests?.after]);
}

function commented(annotation: EntryId, comment: Comment, other: Brief): AttributedPayload {
  const { body, suggests } = comment;
  return { type: 'commented', annotation, body, ...(suggests ? { suggests } : {}), ...attributed(other, comment) };
}

/** The same words in this article; where they aren't to be found for sure, an anchor that only tells what they were. */
function found(index: IndexedArticle, { quote, offset }: Anchor): Anchor {
  const match = findQuote(index.text.text, quote, offset);
  const range = match && index.text.trim(match.range);
  if (!range) return { start: {}, end: {}, quote, offset };
  const anchor = anchorAt(index, range);
  // What was marked was marked in those words; where they differ here, it shows as moved.
  return match.exact ? anchor : { ...anchor, quote };
}

function attributed(other: Brief, signed: Signed): { attributed: NonNullable<Entry['attributed']> } {
  return { attributed: { name: nameOf(other, signed), via: VIA_ANOTHER_BRIEF } };
}

function nameOf({ notes }: Brief, { by, attributed: outside }: Signed): string {
  return outside?.name ?? notes.people.persons.get(by)?.name ?? 'Somebody';
}

/** Tells an annotation again that was carried over before; kind and tags may have been changed since. */
function keyOf({ anchors, comments }: Annotation, name: string): string {
  const first = comments[0];
  const body = first?.earlier[0]?.body ?? first?.body ?? '';
  return JSON.stringify([name, anchors.map(({ quote }) => quote.exact), body]);
}
