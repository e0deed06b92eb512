import { beforeEach, describe, expect, it } from 'vitest';
import { payloadsFor } from '../../../../app/services/brief/actions.ts';
import type { Brief } from '../../../../app/services/brief/brief.ts';
import { newBrief } from '../../../../app/services/brief/new-brief.ts';
import { UndoStack } from '../../../../app/services/brief/undo-stack.ts';
import type { Identity } from '../../../../app/services/identity/profile.ts';
import { articleOf } from '../../../../shared/article/blocks.ts';
import { type ActionInput, actionSchema } from '../../../../shared/model/action.ts';
import type { Entry, EntryOf } from '../../../../shared/model/entry.ts';
import type { EntryId } from '../../../../shared/model/ids.ts';
import { personCalled } from '../../../support/people.ts';

const ann = personCalled('Ann Okoro');
const bo = personCalled('Bo Tan');
const TEXT = 'The gate stays open until nine. The warden closes it by hand, and nobody else has a key.';

let brief: Brief;
let stacks: Map<Identity, UndoStack>;
let clock = 1_000;

function act(author: Identity, action: ActionInput): Entry[] {
  const { entries } = brief.append(payloadsFor(actionSchema.parse(action), brief, author.person.id), author, clock++);
  stacks.get(author)?.did(entries);
  return entries;
}

function step(author: Identity, direction: 'undo' | 'redo'): void {
  const taken = stacks.get(author)?.[direction](() => brief.notes);
  if (!taken || 'run' in taken) throw new Error('There is nothing to take back.');
  taken.finish(brief.append(taken.payloads, author, clock++).entries);
}

function passage(words: string) {
  const from = brief.index.text.text.indexOf(words);
  return { from, to: from + words.length, words };
}

function annotate(author: Identity, words: string, tags: string[] = []): EntryId {
  const entries = act(author, { do: 'annotate', passages: [passage(words)], kind: 'claim', tags });
  return entries.find((entry) => entry.type === 'annotated')?.id as EntryId;
}

function annotation(id: EntryId) {
  const found = brief.notes.annotations.get(id);
  if (!found) throw new Error('There is no such annotation.');
  return found;
}

function wordsOf(id: EntryId): (string | null)[] {
  const placement = brief.placements.get(id);
  if (!placement || !('ranges' in placement)) return [];
  return placement.ranges.map((range) => range && brief.index.text.slice(range));
}

beforeEach(() => {
  const article = articleOf([
    { type: 'title', text: 'The lock house' },
    { type: 'paragraph', text: TEXT },
  ]);
  const source = { name: 'lock.txt', encoding: 'utf-8' };
  brief = newBrief(article, { language: 'en', direction: 'ltr', source }, ann, 1).brief;
  stacks = new Map([ann, bo].map((each) => [each, new UndoStack(brief.text, each.person.id)]));
});

describe('place', () => {
  it('changes a passage, adds further ones, and can be undone', () => {
    const id = annotate(ann, 'until nine');
    act(ann, { do: 'place', annotation: id, passages: [passage('open until nine')] });
    expect(wordsOf(id)).toEqual(['open until nine']);
    act(ann, { do: 'place', annotation: id, passages: [{ keep: 0 }, passage('by hand')] });
    expect(wordsOf(id)).toEqual(['open until nine', 'by hand']);
    step(ann, 'undo');
    expect(wordsOf(id)).toEqual(['open until nine']);
    step(ann, 'redo');
    expect(wordsOf(id)).toEqual(['open until nine', 'by hand']);
  });

  it('refuses a passage that is not there any more, and a kept one that never was', () => {
    const id = annotate(ann, 'until nine');
    const gone = { from: 20, to: 28, words: 'midnight' };
    expect(() => act(ann, { do: 'place', annotation: id, passages: [gone] })).toThrow(/Select the passage again/);
    expect(() => act(ann, { do: 'place', annotation: id, passages: [{ keep: 3 }] })).toThrow(/changed meanwhile/);
  });
});

describe('assign', () => {
  it('gives an annotation to somebody with a due date, and takes it back', () => {
    const id = annotate(bo, 'a key');
    act(ann, { do: 'assign', annotation: id, person: bo.person.id, due: '2027-01-31' });
    expect(annotation(id).assigned).toEqual({ person: bo.person.id, due: '2027-01-31' });
    act(ann, { do: 'assign', annotation: id, person: null });
    expect(annotation(id).assigned).toBeUndefined();
    step(ann, 'undo');
    expect(annotation(id).assigned).toEqual({ person: bo.person.id, due: '2027-01-31' });
  });

  it('refuses somebody who takes no part', () => {
    const id = annotate(ann, 'a key');
    const action = { do: 'assign', annotation: id, person: personCalled('Cem Mutlu').person.id } as const;
    expect(() => act(ann, action)).toThrow(/takes part/);
  });
});

describe('react', () => {
  it('adds and takes back one person’s emoji', () => {
    const id = annotate(ann, 'a key');
    const [said] = act(ann, { do: 'comment', annotation: id, body: 'Who says so?' }) as [EntryOf<'commented'>];
    act(ann, { do: 'react', comment: said.id, emoji: '👍🏽', on: true });
    act(bo, { do: 'react', comment: said.id, emoji: '👍🏽', on: true });
    expect([...(annotation(id).comments[0]?.reactions ?? [])]).toEqual([['👍🏽', [ann.person.id, bo.person.id]]]);
    step(bo, 'undo');
    expect([...(annotation(id).comments[0]?.reactions ?? [])]).toEqual([['👍🏽', [ann.person.id]]]);
  });

  it('takes nothing but an emoji', () => {
    const of = (emoji: string) =>
      actionSchema.safeParse({ do: 'react', comment: 'a'.repeat(64), emoji, on: true }).success;
    expect(['👍', '🇫🇷', '👩‍🔬', '❤️'].map(of)).toEqual([true, true, true, true]);
    expect(['', 'ok', '<b>', '1', '👍 x'].map(of)).toEqual([false, false, false, false, false]);
  });
});

describe('several', () => {
  it('resolves many with one reason, as one step of undo', () => {
    const ids = ['gate', 'nine', 'warden', 'hand'].map((words) => annotate(ann, words));
    act(ann, { do: 'resolve', annotation: ids[0] as EntryId, reason: 'noted' });
    act(ann, { do: 'several', annotations: ids, change: { do: 'resolve', reason: 'accepted' } });
    const reasons = () =>
      ids.map((id) => {
        const { status } = annotation(id);
        return status.state === 'resolved' ? status.reason : status.state;
      });
    expect(reasons()).toEqual(['noted', 'accepted', 'accepted', 'accepted']);
    expect(stacks.get(ann)?.state.undo).toBe('decision on a thread (3)');
    step(ann, 'undo');
    expect(reasons()).toEqual(['noted', 'open', 'open', 'open']);
  });

  it('adds and removes tags, and leaves the others', () => {
    const first = annotate(ann, 'gate', ['port', 'old']);
    const second = annotate(ann, 'nine', ['time']);

    act(ann, { do: 'several', annotations: [first, second], change: { do: 'tag', add: ['check'], remove: ['old'] } });
    expect([annotation(first).tags, annotation(second).tags]).toEqual([
      ['port', 'check'],
      ['time', 'check'],
    ]);
  });

  it('does nothing at all where one of them may not be changed', () => {
    const mine = annotate(bo, 'gate');
    const hers = annotate(ann, 'nine');
    const before = brief.notes.entries.size;
    const action: ActionInput = { do: 'several', annotations: [mine, hers], change: { do: 'withdraw' } };
    expect(() => act(bo, action)).toThrow(/Only its author or an owner/);
    expect(brief.notes.entries.size).toBe(before);
    expect(annotation(mine).withdrawn).toBeUndefined();
  });

  it('says so where there is nothing to do', () => {
    const id = annotate(ann, 'gate');
    act(ann, { do: 'resolve', annotation: id, reason: 'noted' });
    const action: ActionInput = { do: 'several', annotations: [id], change: { do: 'resolve', reason: 'noted' } };
    expect(() => act(ann, action)).toThrow(/Nothing was changed/);
  });
});

describe('the vocabulary', () => {
  const tags = [{ name: 'port', colour: '#1b6e3c', meaning: 'About the harbour' }];

  it('is named by an owner and nobody else, and can be undone', () => {
    act(ann, { do: 'set-vocabulary', tags, closed: false });
    expect(brief.notes.vocabulary).toEqual({ tags, closed: false });
    expect(() => act(bo, { do: 'set-vocabulary', tags: [], closed: false })).toThrow(/Only an owner/);
    step(ann, 'undo');
    expect(brief.notes.vocabulary).toEqual({ tags: [], closed: false });
    step(ann, 'redo');
    expect(brief.notes.vocabulary).toEqual({ tags, closed: false });
  });

  it('closed takes no other tags, and leaves those that are there', () => {
    const id = annotate(ann, 'gate', ['older']);
    act(ann, { do: 'set-vocabulary', tags, closed: true });
    act(ann, { do: 'set-tags', annotation: id, tags: ['older', 'port'] });
    expect(() => act(ann, { do: 'set-tags', annotation: id, tags: ['newer'] })).toThrow(/“newer” is not in/);
    expect(() => annotate(bo, 'nine', ['newer'])).toThrow(/“newer” is not in/);
    expect(annotation(id).tags).toEqual(['older', 'port']);
  });

  it('counts only what an owner said, wherever it comes from', () => {
    act(ann, { do: 'set-vocabulary', tags, closed: false });
    const { entries } = brief.append([{ type: 'vocabulary', tags: [], closed: true }], bo, clock++);
    expect(brief.notes.vocabulary).toEqual({ tags, closed: false });
    expect(brief.notes.setAside()).toContainEqual({ entry: entries.at(-1), why: 'not allowed' });
  });

  it('names each tag once', () => {
    const action: ActionInput = { do: 'set-vocabulary', tags: [...tags, ...tags], closed: false };
    expect(() => act(ann, action)).toThrow(/stands twice/);
  });
});
