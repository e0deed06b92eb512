import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Brief } from '../../../app/services/brief/brief.ts';
import { takeIn } from '../../../app/services/brief/incoming.ts';
import { newBrief } from '../../../app/services/brief/new-brief.ts';
import { articleOf } from '../../../shared/article/blocks.ts';
import { BODY, META } from '../../../shared/article/shared-article.ts';
import { personCalled } from '../../support/people.ts';

const NOW = Date.UTC(2026, 2, 1);
const ann = personCalled('Ann Okoro');
let brief: Brief;
let copy: Brief;

/** Another copy of the same brief, on another machine. */
function copyOf(original: Brief): Brief {
  const other = new Brief(original);
  other.applyText([Y.encodeStateAsUpdate(original.text)]);
  other.addEntries(original.notes.entries.values());
  return other;
}

beforeEach(() => {
  const article = articleOf([
    { type: 'title', text: 'Ferry strike' },
    { type: 'paragraph', text: 'Crews will not sail before their claim is heard.' },
  ]);
  const described = { language: 'en', direction: 'ltr' as const, source: { name: 'ferry.txt', encoding: 'utf-8' } };
  brief = newBrief(article, described, ann, NOW).brief;
  copy = copyOf(brief);
});

describe('what comes from elsewhere', () => {
  it('brings entries once, and refuses one whose words were changed', () => {
    const { entries } = copy.append([{ type: 'annotated', kind: 'claim', tags: [], anchors: [] }], ann, NOW + 1);
    const [entry] = entries.filter(({ type }) => type === 'annotated');
    const forged = { ...entry, kind: 'fact' };

    expect(takeIn(brief, { entries: [forged] }, ann.person.id, NOW).refused).toEqual([
      { id: entry?.id, reason: 'wrong id' },
    ]);
    const taken = takeIn(brief, { entries: [entry, entry] }, ann.person.id, NOW);
    expect(taken.entries.map(({ id }) => id)).toEqual([entry?.id]);
    expect(taken.record?.entries).toHaveLength(1);
    expect(takeIn(brief, { entries: [entry] }, ann.person.id, NOW).record).toBeUndefined();
  });

  it('brings a change of the article, and tells which blocks it changed', () => {
    const paragraph = copy.text.getXmlFragment(BODY).get(1) as Y.XmlElement;
    (paragraph.get(0) as Y.XmlText).insert(0, 'All ');

    const { article, record } = takeIn(brief, { text: Y.encodeStateAsUpdate(copy.text) }, ann.person.id, NOW);
    expect(article).toMatchObject({ from: 1, to: 2, blocks: [{ type: 'paragraph' }] });
    expect(brief.index.text.text).toContain('All Crews');
    expect(record?.text).toBeDefined();
    expect(takeIn(brief, { text: Y.encodeStateAsUpdate(copy.text) }, ann.person.id, NOW).record).toBeUndefined();
  });

  it.each([
    ['a node that no article has', (doc: Y.Doc) => doc.getXmlFragment(BODY).insert(0, [new Y.XmlElement('script')])],
    ['another founder', (doc: Y.Doc) => doc.getMap(META).set('founder', 'f'.repeat(64))],
    ['a newer format', (doc: Y.Doc) => doc.getMap(META).set('formatVersion', 99)],
  ])('refuses a change that brings %s, and stays as it was', (_, change) => {
    const before = Y.encodeStateVector(brief.text);
    change(copy.text);
    const { refused, record } = takeIn(brief, { text: Y.encodeStateAsUpdate(copy.text) }, ann.person.id, NOW);
    expect(refused).toEqual([{ id: 'text', reason: expect.any(String) }]);
    expect(record).toBeUndefined();
    expect(Y.encodeStateVector(brief.text)).toEqual(before);
  });

  it('waits for what a change builds on', () => {
    const paragraph = (copy.text.getXmlFragment(BODY).get(1) as Y.XmlElement).get(0) as Y.XmlText;
    paragraph.insert(0, 'All ');
    const between = Y.encodeStateVector(copy.text);
    paragraph.insert(0, 'Nearly ');
    const { refused } = takeIn(brief, { text: Y.encodeStateAsUpdate(copy.text, between) }, ann.person.id, NOW);
    expect(refused).toEqual([{ id: 'text', reason: 'It builds on a change that is not here.' }]);
  });
});
