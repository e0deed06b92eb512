import { anchorAt } from '../../../shared/anchors/placement.ts';
import { occurrences } from '../../../shared/anchors/quote.ts';
import type { TextIndex, TextRange } from '../../../shared/anchors/text-index.ts';
import { plainLetters } from '../../../shared/importing/letters.ts';
import type { Action, Change, Passage, PassageOrKept } from '../../../shared/model/action.ts';
import type { Annotation } from '../../../shared/model/annotation.ts';
import type { Anchor, Payload, Suggestion } from '../../../shared/model/entry.ts';
import { MAX_TAGS } from '../../../shared/model/entry.ts';
import type { EntryId, PersonId } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { MADE_JUST_NOW } from './brief.ts';
import { demandRight } from './rights.ts';
import { suggestionFor } from './suggesting.ts';
import { commentIn, existing, type Workplace } from './things.ts';

/**
 * Turns what a person wants to do into the payloads that do it.
 *
 * @throws {Refusal} where the thing isn't there, its passage can't be found, or the person's role doesn't allow it
 */
export function payloadsFor(action: Action, brief: Workplace, author: PersonId): Payload[] {
  const payloads = translate(action, brief, author);
  for (const payload of payloads) demandRight(payload, brief, author);
  return payloads;
}

function translate(action: Action, brief: Workplace, author: PersonId): Payload[] {
  switch (action.do) {
    case 'annotate': {
      const { kind, tags, passages, body } = action;
      if (action.private) {
        throw new Refusal(
          'not-private-here',
          'A private annotation is kept in your library only. Add the brief to the library, and annotate it there.',
        );
      }
      demandKnownTags(brief, tags, []);
      const anchors = passages.map((passage) => anchorFor(passage, brief));
      const suggests = action.suggests === undefined ? undefined : suggestionFor(action.suggests, anchors[0], brief);
      return [{ type: 'annotated', kind, tags, anchors }, ...said(MADE_JUST_NOW, body, suggests)];
    }
    case 'comment': {
      const { annotation, parent, body = '' } = action;
      const { anchors } = existing(brief, annotation);
      if (parent) commentIn(brief, parent);
      const suggests = action.suggests === undefined ? undefined : suggestionFor(action.suggests, anchors[0], brief);
      return [
        { type: 'commented', annotation, ...(parent ? { parent } : {}), body, ...(suggests ? { suggests } : {}) },
      ];
    }
    case 'edit':
      if (commentIn(brief, action.comment).body === '') {
        throw new Refusal(
          'suggestion-only',
          'This comment only suggests wording, and that stays as it was signed. Suggest other wording, and withdraw this.',
        );
      }
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
        throw new Refusal('already-open', 'This annotation is open already. Nothing was changed.');
      }
      return [{ type: 'status', annotation, state: 'open' }, ...said(annotation, body)];
    }
    case 'accept-suggestion':
      commentIn(brief, action.comment);
      throw new Refusal(
        'suggestion-private',
        'This suggestion is private, and the article is everybody’s. Publish the annotation first.',
      );
    case 'set-kind':
      return [{ type: 'kinded', annotation: action.annotation, kind: action.kind }];
    case 'set-tags': {
      const { annotation, tags } = action;
      demandKnownTags(brief, tags, existing(brief, annotation).tags);
      return [{ type: 'tagged', annotation, tags }];
    }
    case 'place': {
      const { annotation, passages } = action;
      const { anchors: present } = existing(brief, annotation);
      const anchors = passages.map((passage) => keptOrNew(passage, present, brief));
      return [{ type: 'placed', annotation, anchors }];
    }
    case 'assign': {
      const { annotation, person, due } = action;
      existing(brief, annotation);
      return [assigned(brief, annotation, { person, due, author })];
    }
    case 'react': {
      const { comment, emoji, on } = action;
      if (commentIn(brief, comment).withdrawn) {
        throw new Refusal('comment-withdrawn', 'This comment was withdrawn; there is nothing to react to any more.');
      }
      return [{ type: 'reacted', comment, emoji, on }];
    }
    case 'several': {
      const { annotations, change } = action;
      const payloads = [...new Set(annotations)].flatMap((id) => changeOne(existing(brief, id), change, brief, author));
      if (payloads.length === 0) {
        throw new Refusal('nothing-to-do', 'All of these annotations are so already. Nothing was changed.');
      }
      return payloads;
    }
    case 'publish':
      throw new Refusal('not-private', 'There are no private annotations here.');
    case 'set-vocabulary': {
      const { tags, closed } = action;
      const names = tags.map(({ name }) => name);
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      if (twice !== undefined) {
        throw new Refusal('tag-twice', `The tag “${twice}” stands twice in the vocabulary. Give each tag once.`);
      }
      return [{ type: 'vocabulary', tags, closed }];
    }
  }
}

/** What a change of several does to one of them; nothing where it is so already. */
function changeOne(annotation: Annotation, change: Change, brief: Workplace, author: PersonId): Payload[] {
  const { id, status, kind, tags } = annotation;
  switch (change.do) {
    case 'resolve':
      if (status.state === 'resolved') return [];
      return [...said(id, change.body), { type: 'status', annotation: id, state: 'resolved', reason: change.reason }];
    case 'reopen':
      return status.state === 'open' ? [] : [{ type: 'status', annotation: id, state: 'open' }];
    case 'set-kind':
      return kind === change.kind ? [] : [{ type: 'kinded', annotation: id, kind: change.kind }];
    case 'tag': {
      const next = [...new Set([...tags.filter((tag) => !change.remove.includes(tag)), ...change.add])];
      if (next.length > MAX_TAGS) {
        throw new Refusal(
          'too-many-tags',
          `An annotation holds ${MAX_TAGS} tags at most; one of these would have more.`,
        );
      }
      demandKnownTags(brief, next, tags);
      const same = next.length === tags.length && next.every((tag) => tags.includes(tag));
      return same ? [] : [{ type: 'tagged', annotation: id, tags: next }];
    }
    case 'assign': {
      const { person, due } = change;
      const now = annotation.assigned;
      if ((now?.person ?? null) === person && now?.due === due) return [];
      return [assigned(brief, id, { person, due, author })];
    }
    case 'withdraw':
      return annotation.withdrawn ? [] : [{ type: 'withdrawn', target: id }];
  }
}

function assigned(
  brief: Workplace,
  annotation: EntryId,
  { person, due, author }: { person: PersonId | null; due: string | undefined; author: PersonId },
): Payload {
  // Whoever acts takes part from this action on.
  if (person !== null && person !== author && !brief.notes.people.persons.has(person)) {
    throw new Refusal(
      'no-such-person',
      'Nobody of this name takes part in this brief yet. They must open it once before something is assigned to them.',
    );
  }
  return { type: 'assigned', annotation, person, ...(due && person !== null ? { due } : {}) };
}

/** A closed vocabulary takes no other tags; those that an annotation has already may stay. */
function demandKnownTags(brief: Workplace, tags: readonly string[], present: readonly string[]): void {
  const { tags: known, closed } = brief.notes.vocabulary;
  if (!closed) return;
  const strange = tags.find((tag) => !present.includes(tag) && !known.some(({ name }) => name === tag));
  if (strange !== undefined) {
    throw new Refusal(
      'tag-not-in-vocabulary',
      `“${strange}” is not in this brief’s vocabulary, which its owner has closed. Choose one of its tags.`,
    );
  }
}

function keptOrNew(passage: PassageOrKept, present: readonly Anchor[], brief: Workplace): Anchor {
  if (!('keep' in passage)) return anchorFor(passage, brief);
  const kept = present[passage.keep];
  if (!kept) {
    throw new Refusal('passage-changed', 'The passages of this annotation have changed meanwhile. Try it again.');
  }
  return kept;
}

function said(annotation: EntryId, body: string | undefined, suggests?: Suggestion): Payload[] {
  if (body === undefined && !suggests) return [];
  return [{ type: 'commented', annotation, body: body ?? '', ...(suggests ? { suggests } : {}) }];
}

/** The anchor of a selected passage; found again by its words where the article changed since it was selected. */
function anchorFor(passage: Passage, brief: Workplace): Anchor {
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
  // Who copies from the original may copy soft hyphens and ligatures, which an article doesn't have.
  const letters = plainLetters(words);
  if (letters !== words) return rangesOf(text, letters);
  const pattern = words.split(/\s+/).map(escapeRegExp).join('\\s+');
  return [...text.matchAll(new RegExp(pattern, 'gu'))].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
