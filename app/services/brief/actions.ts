import { anchorAt } from '../../../shared/anchors/placement.ts';
import { occurrences } from '../../../shared/anchors/quote.ts';
import type { TextIndex, TextRange } from '../../../shared/anchors/text-index.ts';
import type { Action, Passage } from '../../../shared/model/action.ts';
import type { Annotation, Comment } from '../../../shared/model/annotation.ts';
import type { Anchor, EntryType, Payload } from '../../../shared/model/entry.ts';
import type { EntryId, PersonId } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { mayAppend } from '../../../shared/roles.ts';
import { type Brief, MADE_JUST_NOW } from './brief.ts';

/**
 * Turns what a person wants to do into the payloads that do it.
 *
 * @throws {Refusal} where the thing isn't there, its passage can't be found, or the person's role doesn't allow it
 */
export function payloadsFor(action: Action, brief: Brief, author: PersonId): Payload[] {
  const payloads = translate(action, brief);
  for (const payload of payloads) demandRight(payload, brief, author);
  return payloads;
}

function translate(action: Action, brief: Brief): Payload[] {
  switch (action.do) {
    case 'annotate': {
      const { kind, tags, passages, body } = action;
      const anchors = passages.map((passage) => anchorFor(passage, brief));
      return [{ type: 'annotated', kind, tags, anchors }, ...said(MADE_JUST_NOW, body)];
    }
    case 'comment': {
      const { annotation, parent, body } = action;
      existing(brief, annotation);
      if (parent) commentIn(brief, parent);
      return [{ type: 'commented', annotation, ...(parent ? { parent } : {}), body }];
    }
    case 'edit':
      commentIn(brief, action.comment);
      return [{ type: 'edited', comment: action.comment, body: action.body }];
    case 'withdraw':
      return [{ type: 'withdrawn', target: action.target }];
    case 'restore':
      return [{ type: 'restored', target: action.target }];
    case 'resolve': {
      const { annotation, reason, body } = action;
      if (existing(brief, annotation).status.state === 'resolved') {
        throw new Refusal(
          'already-resolved',
          'This annotation is resolved already. Reopen it first to resolve it for another reason.',
        );
      }
      return [...said(annotation, body), { type: 'status', annotation, state: 'resolved', reason }];
    }
    case 'reopen': {
      const { annotation, body } = action;
      if (existing(brief, annotation).status.state === 'open') {
        throw new Refusal('already-open', 'This annotation is open already.');
      }
      return [{ type: 'status', annotation, state: 'open' }, ...said(annotation, body)];
    }
    case 'set-kind':
      return [{ type: 'kinded', annotation: action.annotation, kind: action.kind }];
    case 'set-tags':
      return [{ type: 'tagged', annotation: action.annotation, tags: action.tags }];
  }
}

function said(annotation: EntryId, body: string | undefined): Payload[] {
  return body === undefined ? [] : [{ type: 'commented', annotation, body }];
}

/** The anchor of a selected passage; found again by its words where the article changed since it was selected. */
function anchorFor(passage: Passage, brief: Brief): Anchor {
  const { text } = brief.index;
  const range = text.trim(passage);
  const words = passage.words.trim();
  if (range && text.slice(range) === words) return anchorAt(brief.index, range);
  const found = words ? occurrences(text.text, words) : [];
  const [only] = found;
  if (found.length !== 1 || !only) {
    throw new Refusal('passage-changed', 'The article changed while you were selecting. Select the passage again.');
  }
  return anchorAt(brief.index, only);
}

/**
 * Finds a passage by its words, as somebody names it who doesn't see the page. White space counts as one space, so that
 * a quote may run over several blocks.
 *
 * @param occurrence which one, from 1, where the words stand more than once
 * @throws {Refusal} where the words aren't there, or stand more than once and no occurrence is given
 */
export function passageQuoted(article: TextIndex, quote: string, occurrence?: number): Passage {
  const ranges = rangesOf(article.text, quote);
  const shown = quote.length > 60 ? `${quote.slice(0, 60)}…` : quote;
  if (ranges.length === 0) {
    throw new Refusal(
      'no-such-passage',
      `“${shown}” does not stand in the article. Check the words, with their punctuation.`,
    );
  }
  if (ranges.length > 1 && occurrence === undefined) {
    throw new Refusal(
      'ambiguous-passage',
      `“${shown}” stands ${ranges.length} times in the article. Say which one with --occurrence, from 1 to ${ranges.length}.`,
    );
  }
  const range = ranges[(occurrence ?? 1) - 1];
  if (!range) {
    throw new Refusal(
      'no-such-occurrence',
      `“${shown}” stands ${ranges.length} times in the article; there is no occurrence ${occurrence}.`,
    );
  }
  return { ...range, words: article.slice(range) };
}

function rangesOf(text: string, quote: string): TextRange[] {
  const words = quote.trim();
  if (words === '') return [];
  const exact = occurrences(text, words);
  if (exact.length > 0) return exact;
  const pattern = words.split(/\s+/).map(escapeRegExp).join('\\s+');
  return [...text.matchAll(new RegExp(pattern, 'gu'))].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function existing(brief: Brief, id: EntryId): Annotation {
  const annotation = brief.notes.annotations.get(id);
  if (!annotation) {
    throw new Refusal(
      'no-such-annotation',
      `There is no annotation ${id.slice(0, 12)} in this brief. Look up its id with “show”.`,
    );
  }
  return annotation;
}

function commentIn(brief: Brief, id: EntryId): Comment {
  const comment = findComment(brief, id);
  if (!comment) throw new Refusal('no-such-comment', `There is no comment ${id.slice(0, 12)} in this brief.`);
  return comment;
}

function findComment(brief: Brief, id: EntryId): Comment | undefined {
  const entry = brief.notes.entries.get(id);
  const annotation = entry && brief.notes.annotationFor(entry);
  return annotation && brief.notes.annotations.get(annotation)?.comments.find((comment) => comment.id === id);
}

const DENIED: Partial<Record<EntryType, string>> = {
  edited: 'Only the author of a comment can change its words.',
  withdrawn: 'Only its author or an owner of the brief can withdraw this.',
  restored: 'Only its author or an owner of the brief can bring this back.',
  status: 'Your role lets you resolve and reopen your own annotations and those assigned to you. Ask an editor.',
  tagged: 'Your role lets you change the tags of your own annotations only. Ask an editor.',
  kinded: 'Your role lets you change the kind of your own annotations only. Ask an editor.',
};

/** The relay would refuse it all the same; refusing it here spares the person the detour. */
function demandRight(payload: Payload, brief: Brief, author: PersonId): void {
  const role = brief.notes.people.roleOf(author);
  if (mayAppend(role, payload.type, standingOf(payload, brief, author))) return;
  throw new Refusal(
    'not-allowed',
    DENIED[payload.type] ?? `Your role in this brief is ${role}, which does not allow this. Ask an owner.`,
  );
}

function standingOf(payload: Payload, brief: Brief, author: PersonId): { own: boolean; assigned: boolean } {
  switch (payload.type) {
    case 'annotated':
    case 'commented':
      return { own: true, assigned: false };
    case 'edited':
      return { own: commentIn(brief, payload.comment).by === author, assigned: false };
    case 'withdrawn':
    case 'restored': {
      const annotation = brief.notes.annotations.get(payload.target);
      const thing = annotation ?? commentIn(brief, payload.target);
      return { own: thing.by === author, assigned: annotation?.assigned?.person === author };
    }
    case 'status':
    case 'tagged':
    case 'kinded':
    case 'placed':
    case 'assigned': {
      const annotation = existing(brief, payload.annotation);
      return { own: annotation.by === author, assigned: annotation.assigned?.person === author };
    }
    default:
      return { own: false, assigned: false };
  }
}
