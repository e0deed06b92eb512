import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { TextAdmission } from '../../../../app/relay/text-admission.ts';
import type { BriefIdentity } from '../../../../app/services/brief/brief.ts';
import { newBrief } from '../../../../app/services/brief/new-brief.ts';
import { articleSchema } from '../../../../shared/article/schema.ts';
import type { PersonId } from '../../../../shared/model/ids.ts';
import type { Role } from '../../../../shared/roles.ts';
import { personCalled } from '../../../support/people.ts';

const ann = personCalled('Ann');
const edi = personCalled('Edi').person.id;
const com = personCalled('Com').person.id;
const roles = new Map<PersonId, Role>([
  [ann.person.id, 'owner'],
  [edi, 'editor'],
  [com, 'commenter'],
]);

const { title, paragraph, bullet_list, list_item } = articleSchema.nodes;
const article = articleSchema.topNodeType.create(null, [
  title.create(null, articleSchema.text('Ferry stays in port')),
  paragraph.create(null, articleSchema.text('The ferry did not sail.')),
  bullet_list.create(null, [list_item.create(null, [paragraph.create(null, articleSchema.text('One.'))])]),
]);

let identity: BriefIdentity;
let room: TextAdmission;

beforeEach(() => {
  const { brief } = newBrief(
    article,
    { language: 'en', direction: 'ltr', source: { name: '', encoding: '' } } as never,
    ann,
    1,
  );
  identity = brief;
  room = new TextAdmission(identity, (person) => roles.get(person) ?? 'removed');
  expect(take(Y.encodeStateAsUpdate(brief.text), ann.person.id)).toBe('admitted');
});

function take(update: Uint8Array, person: PersonId, isFull = false): string {
  const verdict = room.take(update, { person, now: 2, isFull });
  return verdict.is === 'refused' ? verdict.rule : verdict.is;
}

/** What somebody does to a copy of the article. */
function edit(change: (body: Y.XmlFragment, doc: Y.Doc) => void, client?: number): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.document.admitted));
  if (client !== undefined) doc.clientID = client;
  const before = Y.encodeStateVector(doc);
  doc.transact(() => change(doc.getXmlFragment('body'), doc));
  return Y.encodeStateAsUpdate(doc, before);
}

const words = (body: Y.XmlFragment, block = 1) => (body.get(block) as Y.XmlElement).get(0) as Y.XmlText;
const state = () => room.document.admitted.getXmlFragment('body').toString();

describe('the article', () => {
  it('is changed by editors and owners only', () => {
    const typed = edit((body) => words(body).insert(0, 'Today: '));
    const before = state();
    expect(take(typed, com)).toBe('role');
    expect(take(typed, personCalled('Out').person.id)).toBe('role');
    expect(state()).toBe(before);
    expect(take(typed, edi)).toBe('admitted');
    expect(state()).toContain('Today: The ferry');
    expect(take(typed, com)).toBe('known');
    expect(room.title()).toBe('Ferry stays in port');
  });

  it('takes what an editor does: marks, blocks, lists, deletions', () => {
    const does: ((body: Y.XmlFragment) => void)[] = [
      (body) => words(body).format(0, 3, { strong: {} }),
      (body) => words(body).delete(0, 4),
      (body) => {
        const heading = new Y.XmlElement('heading');
        heading.setAttribute('level', 3 as never);
        heading.insert(0, [new Y.XmlText('More')]);
        body.insert(1, [heading]);
      },
      (body) => body.delete(3, 1),
      (body) => {
        const block = new Y.XmlElement('paragraph');
        body.insert(0, [block]);
        body.delete(0, 1);
      },
    ];
    for (const [i, change] of does.entries()) expect(take(edit(change), edi), String(i)).toBe('admitted');
  });

  const block = (name: string, ...content: (Y.XmlElement | Y.XmlText)[]) => {
    const element = new Y.XmlElement(name);
    element.insert(0, content);
    return element;
  };

  it.each<[string, string, (body: Y.XmlFragment, doc: Y.Doc) => void]>([
    ['a block that isn’t one', 'schema', (body) => body.insert(0, [block('script')])],
    ['an item outside its list', 'schema', (body) => body.insert(0, [block('list_item')])],
    [
      'a block in the words of another',
      'schema',
      (body) => (body.get(1) as Y.XmlElement).insert(0, [block('paragraph')]),
    ],
    ['words between the blocks', 'schema', (body) => body.insert(0, [new Y.XmlText('x')])],
    ['an unknown mark', 'schema', (body) => words(body).format(0, 3, { blink: {} })],
    ['a link that runs', 'schema', (body) => words(body).format(0, 3, { link: { href: 1 } })],
    ['an embedded object', 'schema', (body) => words(body).insertEmbed(0, { image: 'x' })],
    ['a hook', 'schema', (body) => body.insert(0, [new Y.XmlHook('x') as never])],
    ['a hidden attribute', 'schema', (body) => (body.get(1) as Y.XmlElement).setAttribute('onclick', 'x')],
    ['an attribute of words', 'schema', (body) => words(body).setAttribute('x', 'y')],
    ['a document within', 'schema', (body) => (body.get(1) as Y.XmlElement).insert(0, [new Y.Doc() as never])],
    ['another root', 'place', (_body, doc) => doc.getMap('more').set('x', 1)],
    ['another brief’s description', 'schema', (_body, doc) => doc.getMap('meta').set('brief', 'f'.repeat(64))],
    ['a nested description', 'schema', (_body, doc) => doc.getMap('meta').set('more', new Y.Map())],
    ['no description', 'schema', (_body, doc) => doc.getMap('meta').clear()],
    ['a newer format', 'role', (_body, doc) => doc.getMap('meta').set('formatVersion', 2)],
  ])('refuses an editor %s', (_name, rule, change) => {
    const before = state();
    expect(take(edit(change), edi)).toBe(rule);
    expect(state()).toBe(before);
    expect(
      take(
        edit((body) => words(body).insert(0, 'x')),
        edi,
      ),
    ).toBe('admitted');
  });

  it('refuses lists in lists without end', () => {
    const update = edit((body) => {
      let inner = block('paragraph');
      for (let depth = 0; depth < 60; depth++) inner = block('blockquote', inner);
      body.insert(0, [inner]);
    });
    expect(take(update, edi)).toBe('schema');
  });

  it('lets the owner set the format', () => {
    expect(
      take(
        edit((_body, doc) => doc.getMap('meta').set('formatVersion', 2)),
        ann.person.id,
      ),
    ).toBe('admitted');
  });

  it('refuses the Yjs client ids of others, but for an owner who gives back what was lost', () => {
    const typed = edit((body) => words(body).insert(0, 'x'), 77);
    expect(take(typed, edi)).toBe('admitted');
    const next = edit((body) => words(body).insert(0, 'y'), 77);
    roles.set(com, 'editor');
    expect(take(next, com)).toBe('client-id');
    roles.set(com, 'commenter');
    expect(take(next, ann.person.id)).toBe('admitted');
  });

  it('refuses what doesn’t fit any more', () => {
    expect(
      take(
        edit((body) => words(body).insert(0, 'x')),
        edi,
        true,
      ),
    ).toBe('quota');
  });

  it('costs the same for a word in a long article as in a short one', () => {
    const long = edit((body) => {
      const blocks = Array.from({ length: 2_000 }, (_, i) =>
        block('paragraph', new Y.XmlText(`Paragraph ${i} of the long article.`)),
      );
      body.insert(3, blocks);
    });
    const once = () => {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.document.admitted));
      const typed: Uint8Array[] = [];
      doc.on('update', (update: Uint8Array) => typed.push(update));
      for (let i = 0; i < 50; i++) words(doc.getXmlFragment('body')).insert(0, 'x');
      const before = process.cpuUsage();
      expect(typed.every((update) => take(update, edi) === 'admitted')).toBe(true);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    };
    // Of a processor, and the least of some: garbage is collected now and then, and others work meanwhile.
    const cost = () => Math.min(...Array.from({ length: 5 }, once));
    const short = cost();
    expect(take(long, edi)).toBe('admitted');
    expect(cost()).toBeLessThan(short * 5 + 50);
  });
});
