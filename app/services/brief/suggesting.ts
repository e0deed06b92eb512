import * as Y from 'yjs';
import { anchorAt, place } from '../../../shared/anchors/placement.ts';
import type { TextRange } from '../../../shared/anchors/text-index.ts';
import type { ArticleChange } from '../../../shared/bridge.ts';
import type { Annotation } from '../../../shared/model/annotation.ts';
import {
  type Anchor,
  type Entry,
  MAX_SUGGESTION_LENGTH,
  type Payload,
  type Suggestion,
} from '../../../shared/model/entry.ts';
import type { EntryId, PersonId } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { runsBetween } from '../../../shared/replacing/runs.ts';
import type { Identity } from '../identity/profile.ts';
import type { NewRecord } from '../log/log.ts';
import type { Brief } from './brief.ts';
import { updateOf } from './incoming.ts';
import { demandEditor, demandRight } from './rights.ts';
import { commentIn, existing, type Workplace } from './things.ts';

/** Between paragraphs stands a line feed; a picture or another thing within a line is U+FFFC. */
const NOT_PLAIN = /[\n\uFFFC]/;

/**
 * What a comment suggests for its annotation's first passage, as the passage reads now.
 *
 * @throws {Refusal} where there is no passage to replace, or it isn't plain text within one paragraph
 */
export function suggestionFor(after: string, anchor: Anchor | undefined, brief: Workplace): Suggestion {
  const range = anchor && rangeOf(anchor, brief);
  if (!range) {
    throw new Refusal(
      'no-passage-to-replace',
      'Wording can be suggested for a passage that stands in the article, and this annotation has none. Say it as a comment.',
    );
  }
  const before = brief.index.text.slice(range);
  if (NOT_PLAIN.test(before) || before.length > MAX_SUGGESTION_LENGTH) {
    throw new Refusal(
      'passage-too-wide',
      `Wording can be suggested for a passage of plain text within one paragraph, of ${MAX_SUGGESTION_LENGTH} characters at most. Annotate a smaller passage, and suggest it there.`,
    );
  }
  if (NOT_PLAIN.test(after)) {
    throw new Refusal('suggestion-has-lines', 'Suggested wording is one line of plain text. Take the line breaks out.');
  }
  if (after === before) {
    throw new Refusal(
      'suggestion-same',
      'The passage reads like this already. Change a word of it to suggest another.',
    );
  }
  return { before, after };
}

/** A suggestion that can be accepted: nothing stands against it. */
export interface Acceptance {
  annotation: Annotation;
  suggests: Suggestion;
  range: TextRange;
}

/** What accepting a suggestion came to. */
export interface Accepted {
  /** What to log: the article's change and the entries, as one record. */
  record: NewRecord;
  entries: Entry[];
  /** The annotations that look different now, or stand elsewhere. */
  annotations: Set<EntryId>;
  article?: ArticleChange;
}

/**
 * Looks whether a person may accept a suggestion, and where it goes; changes nothing.
 *
 * @throws {Refusal} where the person may not, or the passage isn't there any more with the words that would be replaced
 */
export function planAcceptance(brief: Brief, comment: EntryId, person: PersonId): Acceptance {
  const { annotation, suggests } = suggested(brief, comment);
  demandEditor(brief, person);
  demandRight(acceptedStatus(annotation), brief, person);
  return { annotation, suggests, range: rangeToReplace(brief, annotation, suggests) };
}

function acceptedStatus({ id }: Annotation): Payload {
  return { type: 'status', annotation: id, state: 'resolved', reason: 'accepted' };
}

/**
 * Gives the article the words that a comment suggests, puts the annotation on them, and resolves it as accepted.
 *
 * Only the words that differ are touched, so that what else is marked there stays where it is.
 *
 * @param now this machine's clock, in milliseconds since 1970
 */
export function acceptSuggestion(brief: Brief, acceptance: Acceptance, author: Identity, now: number): Accepted {
  const { annotation, suggests, range } = acceptance;
  const text = updateOf(brief.text, () =>
    brief.text.transact(() => replaceWords(brief, range, suggests), author.person.id),
  );
  const { change, touched } = brief.readText();
  const placed = anchorAt(brief.index, { from: range.from, to: range.from + suggests.after.length });
  const anchors = [placed, ...annotation.anchors.slice(1)];
  const { record, entries } = brief.append(
    [{ type: 'placed', annotation: annotation.id, anchors }, acceptedStatus(annotation)],
    author,
    now,
  );
  return {
    record: { ...record, ...(text ? { text } : {}) },
    entries,
    annotations: new Set([...touched, annotation.id]),
    ...(change ? { article: change } : {}),
  };
}

function suggested(brief: Brief, id: EntryId): { annotation: Annotation; suggests: Suggestion } {
  const { suggests, withdrawn } = commentIn(brief, id);
  if (!suggests || withdrawn) {
    throw new Refusal('no-suggestion', 'This comment suggests no wording, or was withdrawn. Nothing was changed.');
  }
  const entry = brief.notes.entries.get(id) as Entry;
  const annotation = existing(brief, brief.notes.annotationFor(entry) as EntryId);
  if (annotation.withdrawn) {
    throw new Refusal('withdrawn', 'The annotation of this suggestion was withdrawn. Restore it first.');
  }
  if (annotation.status.state === 'resolved') {
    throw new Refusal(
      'already-resolved',
      'This annotation is resolved already. Reopen it first to accept what is suggested in it.',
    );
  }
  return { annotation, suggests };
}

function rangeToReplace(brief: Brief, annotation: Annotation, { before }: Suggestion): TextRange {
  const [anchor] = annotation.anchors;
  const range = anchor && rangeOf(anchor, brief);
  if (!range) {
    throw new Refusal(
      'suggestion-without-place',
      'The passage of this suggestion is not in the article any more. Put the annotation on its passage again, or change the article by hand.',
    );
  }
  if (brief.index.text.slice(range) !== before) {
    throw new Refusal(
      'suggestion-outdated',
      'The passage of this suggestion reads otherwise by now. Change the article by hand, or suggest wording for it anew.',
    );
  }
  return range;
}

function rangeOf(anchor: Anchor, { index }: Workplace): TextRange | undefined {
  const placement = place(index, [anchor]);
  return ('ranges' in placement && placement.ranges[0]) || undefined;
}

/** Replaces what differs, from the last to the first, so that offsets stay true. */
function replaceWords(brief: Brief, { from }: TextRange, { before, after }: Suggestion): void {
  const start = brief.index.shared.relativeAt(from, 0);
  const place = start && Y.createAbsolutePositionFromRelativePosition(start, brief.text, false);
  if (!place || !(place.type instanceof Y.XmlText)) throw new Error('A passage of plain text is in no text.');
  const { type: shared, index } = place;
  for (const run of runsBetween(before, after).reverse()) {
    if (run.same) continue;
    const at = index + run.before.from;
    const gone = run.before.to - run.before.from;
    // New words look like those they replace; where they replace none, like what stands before them.
    const look = looksAt(shared, gone > 0 || at === 0 ? at : at - 1);
    shared.insert(at + gone, after.slice(run.after.from, run.after.to), look);
    if (gone > 0) shared.delete(at, gone);
  }
}

function looksAt(text: Y.XmlText, at: number): Record<string, unknown> {
  let end = 0;
  for (const { insert, attributes } of text.toDelta() as { insert: string; attributes?: Record<string, unknown> }[]) {
    end += insert.length;
    if (at < end) return attributes ?? {};
  }
  return {};
}
