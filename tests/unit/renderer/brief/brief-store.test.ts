import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BriefStore } from '../../../../renderer/brief/brief-store.ts';
import { inPlaceOrder, type Placed } from '../../../../renderer/brief/placed.ts';
import { locate } from '../../../../renderer/brief/use-composing.ts';
import type { Placement } from '../../../../shared/anchors/placement.ts';
import { shifted, type TextChange } from '../../../../shared/anchors/shift.ts';
import { articleOf } from '../../../../shared/article/blocks.ts';
import type { CallName, Draft, Events, OpenedBrief, Params, Results } from '../../../../shared/bridge.ts';
import { type Entry, issueEntry, type Payload, personIdOf } from '../../../../shared/model/entry.ts';
import type { BriefId, EntryId, PublicKey } from '../../../../shared/model/ids.ts';
import type { KIND_NAMES } from '../../../../shared/model/kinds.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const key = 'k'.repeat(43) as PublicKey;
const me = personIdOf(key, sha256);
const brief = sha256('a brief') as BriefId;

let clock = 1_000;
let nonce = 0;

/** An entry as the services would send it. */
function entry(payload: Payload): Entry {
  const next = String(nonce++).padStart(22, '0');
  return issueEntry(payload, { brief, by: me, key, at: clock++, nonce: next, sha256, sign: () => 's'.repeat(86) });
}

const annotated = (kind: (typeof KIND_NAMES)[number] = 'note') =>
  entry({ type: 'annotated', kind, tags: [], anchors: [] });
const at = (from: number, to = from + 3): Placement => ({ state: 'placed', ranges: [{ from, to }] });

/** What services tell when somebody typed: the article's paragraph has other words. */
function typed(text: TextChange, words: string): Events['brief.changed'] {
  const blocks = articleOf([{ type: 'paragraph', text: words }]).toJSON().content as unknown[];
  return { brief, entries: [], placements: [], undo: {}, article: { from: 1, to: 2, blocks, text, revision: 2 } };
}

/** A store whose services answer when they are told to. */
function open(entries: Entry[] = [], placements: [EntryId, Placement][] = [], drafts: Draft[] = []) {
  const asked: { name: CallName; params: unknown; answer(): void; fail(error: Error): void }[] = [];
  const opened: OpenedBrief = {
    id: brief,
    founder: me,
    me: { id: me, name: 'Ann Okoro', initials: 'AO', colour: '#112233' },
    title: 'Harbour',
    language: 'en',
    direction: 'ltr',
    article: articleOf([
      { type: 'title', text: 'Harbour' },
      { type: 'paragraph', text: 'one two three two' },
    ]).toJSON(),
    revision: 1,
    entries,
    placements,
    leftOut: [],
    drafts,
    undo: {},
    privately: [],
    unverified: [],
  };
  const troubles: unknown[] = [];
  const store = new BriefStore(
    {
      call: <N extends CallName>(name: N, params: Params<N>) =>
        new Promise<Results[N]>((answer, fail) => {
          asked.push({ name, params, answer: () => answer({ entries: [] } as unknown as Results[N]), fail });
        }),
    },
    opened,
    (error) => troubles.push(error),
  );
  return { store, asked, troubles };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('an open brief', () => {
  it('takes in entries and where they stand, and says which annotation changed', () => {
    const { store } = open();
    const changes: unknown[] = [];
    store.onChange(({ annotations }) => changes.push(annotations));
    const first = annotated();
    store.apply({ brief, entries: [first], placements: [[first.id, at(8)]], undo: { undo: 'Note' } });
    expect(store.snapshot().placed.map(({ annotation }) => annotation.id)).toEqual([first.id]);
    expect(store.snapshot().undo).toEqual({ undo: 'Note' });
    expect(changes).toEqual([new Set([first.id])]);
    store.apply({ brief, entries: [entry({ type: 'withdrawn', target: first.id })], placements: [], undo: {} });
    expect(store.snapshot().placed).toEqual([]);
    expect(store.snapshot().withdrawn.map(({ annotation }) => annotation.id)).toEqual([first.id]);
  });

  it('keeps the annotations that didn’t change as the same objects', () => {
    const [a, b] = [annotated(), annotated()];
    const { store } = open(
      [a, b],
      [
        [a.id, at(8)],
        [b.id, at(12)],
      ],
    );
    const [before] = store.snapshot().placed;
    store.apply({
      brief,
      entries: [entry({ type: 'commented', annotation: b.id, body: 'Yes.' })],
      placements: [],
      undo: {},
    });
    expect(store.snapshot().placed[0]).toBe(before);
    expect(store.snapshot().placed[1]?.annotation.comments).toHaveLength(1);
  });

  it('puts changes in order one by one as all at once', () => {
    const change = fc.record({ kind: fc.constantFrom('add', 'withdraw', 'move'), which: fc.nat(20), to: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (list) => {
        const { store } = open();
        const ids: EntryId[] = [];
        const placements = new Map<EntryId, Placement>();
        for (const { kind, which, to } of list) {
          const id = ids[which % Math.max(1, ids.length)];
          if (kind === 'add' || id === undefined) {
            const made = annotated();
            ids.push(made.id);
            placements.set(made.id, to === 0 ? { state: 'whole' } : at(to));
            store.apply({
              brief,
              entries: [made],
              placements: [[made.id, placements.get(made.id) as Placement]],
              undo: {},
            });
          } else if (kind === 'withdraw') {
            store.apply({ brief, entries: [entry({ type: 'withdrawn', target: id })], placements: [], undo: {} });
          } else {
            placements.set(id, to === 0 ? { state: 'orphaned', ranges: [null] } : at(to));
            store.apply({ brief, entries: [], placements: [[id, placements.get(id) as Placement]], undo: {} });
          }
        }
        const { placed, withdrawn } = store.snapshot();
        expect({ placed, withdrawn }).toEqual(
          inPlaceOrder([...store.notes.annotations.keys()].map((id) => store.placed(id) as Placed)),
        );
      }),
    );
  });

  it('replaces the blocks of the article that changed', () => {
    const { store } = open();
    store.apply(typed({ from: 8, to: 18, length: 5 }, 'four'));
    expect(store.putOff.newest.textContent).toBe('Harbourfour');
    expect(store.text.text).toBe('Harbour\none two three two');
    vi.advanceTimersByTime(350);
    expect(store.text.text).toBe('Harbour\nfour');
  });

  it('tells what the article is before anything follows it, but not whoever typed it', () => {
    const { store } = open();
    const ahead: string[] = [];
    store.putOff.onAhead((article) => ahead.push(article.textContent));
    store.apply(typed({ from: 8, to: 18, length: 5 }, 'four'));
    expect(ahead).toEqual(['Harbourfour']);
    store.putOff.hold();
    store.apply(typed({ from: 8, to: 13, length: 5 }, 'five'));
    expect(ahead).toEqual(['Harbourfour']);
    store.putOff.release();
    expect(store.text.text).toBe('Harbour\nfive');
  });

  it('takes in changes of the article together as one by one', () => {
    const change = fc.record({ from: fc.nat(30), gone: fc.nat(4), length: fc.nat(4), elsewhere: fc.nat(30) });
    fc.assert(
      fc.property(
        fc.array(fc.nat(40), { minLength: 1, maxLength: 8 }),
        fc.array(change, { maxLength: 6 }),
        (places, changes) => {
          const entries = places.map(() => annotated());
          const placements = new Map(entries.map(({ id }, index) => [id, at(places[index] as number)] as const));
          const [together, apart] = [open(entries, [...placements]), open(entries, [...placements])];
          together.store.putOff.hold();
          for (const { from, gone, length, elsewhere } of changes) {
            const text = { from, to: from + gone, length };
            const told: [EntryId, Placement][] = [];
            for (const [id, placement] of placements) {
              const now = shifted(placement, text);
              // As the services look again for those that a change touched.
              if (!now) told.push([id, at(elsewhere)]);
              placements.set(id, now ?? at(elsewhere));
            }
            for (const { store } of [together, apart]) store.apply({ ...typed(text, 'four'), placements: told });
            apart.store.putOff.release();
          }
          together.store.putOff.release();
          const { placed } = together.store.snapshot();
          expect(placed).toEqual(apart.store.snapshot().placed);
          expect(placed).toEqual(inPlaceOrder(entries.map(({ id }) => together.store.placed(id) as Placed)).placed);
          for (const { annotation, placement } of placed) expect(placement).toEqual(placements.get(annotation.id));
        },
      ),
    );
  });

  it('says that it is saving until the services have answered, and not a moment less', async () => {
    const { store, asked } = open();
    const done = store.act({ do: 'annotate', passages: [], kind: 'note' });
    expect(store.saving().unsaved).toBe(1);
    asked[0]?.answer();
    await done;
    expect(store.saving()).toMatchObject({ unsaved: 0, failed: false });
  });

  it('tells of a refused action, which leaves nothing unsaved', async () => {
    const { store, asked, troubles } = open();
    const done = store.act({ do: 'annotate', passages: [], kind: 'note' });
    asked[0]?.fail(new Error('The disk is full.'));
    expect(await done).toBeUndefined();
    expect(store.saving()).toMatchObject({ unsaved: 0, failed: false });
    expect(troubles).toHaveLength(1);
  });
});

describe('drafts', () => {
  it('are written a moment after the last letter, once', () => {
    const { store, asked } = open();
    for (const body of ['H', 'He', 'Hey']) store.keepDraft({ key: 'whole', body });
    expect(asked).toHaveLength(0);
    vi.advanceTimersByTime(299);
    expect(asked).toHaveLength(0);
    vi.advanceTimersByTime(1);
    expect(asked.map(({ params }) => params)).toEqual([{ brief, draft: { key: 'whole', body: 'Hey' } }]);
  });

  it('are written at once when the field is left', () => {
    const { store, asked } = open();
    store.keepDraft({ key: 'whole', body: 'Hey' });
    store.flushDrafts();
    expect(asked).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
    expect(asked).toHaveLength(1);
  });

  it('are forgotten on disk too, whatever still waited to be written', () => {
    const { store, asked } = open([], [], [{ key: 'whole', body: 'Hey' }]);
    store.keepDraft({ key: 'whole', body: 'Hey you' });
    store.dropDraft('whole');
    vi.advanceTimersByTime(1_000);
    expect(asked.map(({ params }) => params)).toEqual([{ brief, draft: { key: 'whole', body: '' } }]);
    expect(store.snapshot().drafts.size).toBe(0);
  });

  it('make no new state for each letter', () => {
    const { store } = open();
    store.keepDraft({ key: 'whole', body: 'H' });
    const before = store.snapshot();
    store.keepDraft({ key: 'whole', body: 'He' });
    expect(store.snapshot()).toBe(before);
    expect(store.draft('whole')?.body).toBe('He');
  });

  it('say so when they could not be written', async () => {
    const { store, asked } = open();
    store.keepDraft({ key: 'whole', body: 'Hey' });
    store.flushDrafts();
    asked[0]?.fail(new Error('The disk is full.'));
    await vi.advanceTimersByTimeAsync(0);
    expect(store.saving()).toMatchObject({ unsaved: 0, failed: true });
  });

  it('find their passage again where its words stand only once', () => {
    const { store } = open();
    const find = (words: string, from: number) =>
      locate({ key: 'new', body: 'x', passages: [{ from, to: from + words.length, words }] }, store.text);
    expect(find('three', 3)).toEqual([{ from: 16, to: 21 }]);
    // "two" stands twice: nothing is guessed.
    expect(find('two', 3)).toEqual([{ from: 3, to: 6 }]);
  });
});

describe('a brief at a glance', () => {
  const article = (text: string) => articleOf([{ type: 'paragraph', text }]).toJSON();
  const me_ = { id: me, name: 'Ann Okoro', initials: 'AO', colour: '#112233' };
  const head = { id: brief, founder: me, me: me_, title: 'Harbour', language: 'en', direction: 'ltr' } as const;
  const rest = { leftOut: [], drafts: [], undo: {} };

  function glanced() {
    const [stays, went] = [annotated('fact'), annotated('claim')];
    const look = { by: me, tags: [], status: { state: 'open' as const } };
    const store = new BriefStore(
      { call: () => new Promise(() => {}) },
      {
        ...head,
        ...rest,
        article: article('one two'),
        people: [],
        highlights: {
          looks: [
            { ...look, kind: 'fact' },
            { ...look, kind: 'claim' },
          ],
          ids: stays.id + went.id,
          rows: [stays, went].map((each, number) => [number, each.at, 0, 0, 3]),
        },
      },
      () => {},
    );
    const open = (text: string, entries: Entry[] = [stays]): OpenedBrief => ({
      ...head,
      ...rest,
      article: article(text),
      revision: 1,
      entries,
      placements: entries.map(({ id }) => [id, at(0)]),
      unverified: [],
      privately: [],
    });
    return { store, stays, went, open };
  }

  it('shows highlights and no threads until all of it has come', () => {
    const { store, stays, went, open } = glanced();
    expect(store.snapshot()).toMatchObject({ complete: false, placed: [] });
    expect(store.shownIds()).toEqual([stays.id, went.id]);
    const changes: unknown[] = [];
    store.onChange((change) => changes.push(change));
    const opened = open('one two');
    expect(store.shows(opened)).toBe(true);
    store.addPart(opened);
    expect(store.snapshot()).toMatchObject({ complete: false, placed: [] });
    store.complete(opened);
    expect(store.snapshot().complete).toBe(true);
    expect(store.shownIds()).toEqual([stays.id]);
    expect(store.glance(went.id)).toBeUndefined();
    // The one that looks the same isn't drawn anew.
    expect(changes).toEqual([{ annotations: new Set([went.id]), completed: true }]);
  });

  it('tells that a brief has another article by now', () => {
    const { store, open } = glanced();
    expect(store.shows(open('one two three'))).toBe(false);
  });
});
