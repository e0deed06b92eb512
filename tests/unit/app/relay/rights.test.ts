import { encoding } from 'lib0';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { MAX_CONFLICTS, MAX_NEW_CLIENTS } from '../../../../app/relay/limits.ts';
import { NotesAdmission } from '../../../../app/relay/notes-admission.ts';
import { TextAdmission } from '../../../../app/relay/text-admission.ts';
import { makeKeys, signerOf } from '../../../../app/services/crypto.ts';
import type { Identity } from '../../../../app/services/identity/profile.ts';
import { certificateText, type Entry, joinText, type Payload } from '../../../../shared/model/entry.ts';
import type { BriefId } from '../../../../shared/model/ids.ts';
import type { InvitedRole } from '../../../../shared/roles.ts';
import { briefOf, entryBy, personCalled } from '../../../support/people.ts';

const ANNOTATION: Payload = { type: 'annotated', kind: 'claim', tags: [], anchors: [] };
const T0 = 1_800_000_000_000;

let ann: Identity;
let bo: Identity;
let vic: Identity;
let brief: BriefId;
let relay: NotesAdmission;
let now: number;

/** An entry of the next millisecond, or of another time. */
function by(author: Identity, payload: Payload, at = ++now): Entry {
  return entryBy(author, brief, at, payload);
}

/** What becomes of entries that somebody's connection brings: the rule that they break, or `admitted`. */
function bring(sender: Identity, ...entries: Entry[]): string {
  return judged(sender, NotesAdmission.updateOf(entries as never));
}

function judged(sender: Identity, update: Uint8Array): string {
  const verdict = relay.take(update, { person: sender.person.id, now });
  return verdict.is === 'refused' ? verdict.rule : verdict.is;
}

function give(person: Identity, role: InvitedRole | 'removed', owner = ann): string {
  return bring(owner, by(owner, { type: 'role', person: person.person.id, role }));
}

const roleOf = (person: Identity) => relay.people.roleOf(person.person.id);

beforeEach(() => {
  [ann, bo, vic] = ['Ann', 'Bo', 'Vic'].map(personCalled) as [Identity, Identity, Identity];
  brief = briefOf(ann);
  now = T0;
  relay = new NotesAdmission({ id: brief, founder: ann.person.id, nonce: '' });
  give(bo, 'owner');
  give(vic, 'viewer');
});

describe('a right that somebody has no more', () => {
  it('isn’t had again by an entry from the time in which they had it', () => {
    const before = ++now;
    give(bo, 'viewer');
    const coup = by(bo, { type: 'role', person: ann.person.id, role: 'removed' }, before);
    expect(bring(bo, coup)).toBe('role');
    give(bo, 'removed');
    expect(bring(vic, coup)).toBe('author');
    expect([roleOf(ann), roleOf(bo)]).toEqual(['owner', 'removed']);
  });

  it('can be used by an owner who vouches for it', () => {
    const before = ++now;
    give(bo, 'viewer');
    expect(bring(ann, by(bo, { type: 'role', person: vic.person.id, role: 'editor' }, before))).toBe('admitted');
    expect(roleOf(vic)).toBe('editor');
  });

  it('isn’t left to nobody', () => {
    give(bo, 'editor');
    expect(bring(ann, by(ann, { type: 'left' }))).toBe('role');
    give(bo, 'owner');
    expect(bring(ann, by(ann, { type: 'left' }))).toBe('admitted');
  });
});

describe('an invitation', () => {
  const lock = makeKeys();
  const invited = (role: InvitedRole) =>
    by(ann, { type: 'invited', lock: lock.public, role, expires: now + 1e6, uses: 1 });
  const joined = (person: Identity, invitation: Entry, at?: number) => {
    const proof = signerOf(lock)(joinText(brief, person.person.id));
    return by(person, { type: 'joined', invitation: invitation.id, lock: lock.public, proof }, at);
  };

  it('lets nobody in past the relay that counts its uses, but by an owner', () => {
    const invitation = invited('editor');
    bring(ann, invitation);
    const cem = personCalled('Cem');
    const joining = joined(cem, invitation);
    expect(bring(vic, joining)).toBe('author');
    expect(bring(ann, joining)).toBe('admitted');
    expect(roleOf(cem)).toBe('editor');
  });

  it('gives nothing back to whom an owner gave less since, also when they left', () => {
    const invitation = invited('editor');
    bring(ann, invitation);
    const cem = personCalled('Cem');
    bring(ann, joined(cem, invitation));
    give(cem, 'viewer');
    bring(cem, by(cem, { type: 'left' }));
    expect(relay.people.mayBeInvited(cem.person.id, invitation)).toBe(false);
    expect(relay.people.mayBeInvited(cem.person.id, invited('viewer'))).toBe(true);
  });
});

describe('what somebody says of themselves as of long ago', () => {
  const NAMED = { type: 'person', name: 'Bo', initials: 'B', colour: '#4c5561' } as const;
  /** Bo, with another key of his. */
  const laptopOf = (person: Identity) => {
    const keys = makeKeys();
    const sig = signerOf(person.keys)(certificateText(person.person.id, keys.public));
    const certificate = { person: person.person.id, key: keys.public, sig };
    return { laptop: { ...person, keys }, certified: by(person, { ...NAMED, certificate }) };
  };

  it('takes back nothing that they did as an owner, by leaving or by the end of the key that they did it with', () => {
    const cem = personCalled('Cem');
    const before = ++now;
    const { laptop, certified } = laptopOf(bo);
    expect(bring(bo, certified)).toBe('admitted');
    expect(bring(bo, by(laptop, { type: 'role', person: cem.person.id, role: 'owner' }))).toBe('admitted');
    expect(give(bo, 'viewer', cem)).toBe('admitted');
    expect(bring(bo, by(bo, { ...NAMED, ends: laptop.keys.public }, before))).toBe('role');
    expect(bring(bo, by(bo, { type: 'left' }, before))).toBe('role');
    expect([roleOf(cem), roleOf(bo)]).toEqual(['owner', 'viewer']);
    // As of now either takes nobody else's part.
    expect(bring(bo, by(bo, { ...NAMED, ends: laptop.keys.public }))).toBe('admitted');
    expect(bring(bo, by(bo, { type: 'left' }))).toBe('admitted');
    expect([roleOf(cem), roleOf(bo)]).toEqual(['owner', 'removed']);
  });

  it('makes no place free in an invitation that they used', () => {
    const lock = makeKeys();
    const cem = personCalled('Cem');
    const { laptop, certified } = laptopOf(cem);
    const invitation = by(ann, { type: 'invited', lock: lock.public, role: 'editor', expires: now + 1e6, uses: 1 });
    bring(ann, invitation);
    const before = ++now;
    const proof = signerOf(lock)(joinText(brief, cem.person.id));
    const joined = by(laptop, { type: 'joined', invitation: invitation.id, lock: lock.public, proof });
    expect(bring(ann, certified, joined)).toBe('admitted');
    give(cem, 'commenter');
    expect(bring(cem, by(cem, { ...NAMED, ends: laptop.keys.public }, before))).toBe('role');
    expect(relay.people.invitation(invitation.id)?.joined).toBe(1);
  });

  it('leaves no brief to an owner without a key', () => {
    give(bo, 'viewer');
    expect(bring(ann, by(ann, { ...NAMED, ends: ann.keys.public }))).toBe('role');
    const { certified } = laptopOf(ann);
    expect(bring(ann, certified)).toBe('admitted');
    expect(bring(ann, by(ann, { ...NAMED, ends: ann.keys.public }))).toBe('admitted');
  });
});

describe('a key that its person ended', () => {
  it('signs nothing more, whatever time it says, and ends no other', () => {
    give(bo, 'editor');
    const laptop = makeKeys();
    const certificate = {
      person: bo.person.id,
      key: laptop.public,
      sig: signerOf(bo.keys)(certificateText(bo.person.id, laptop.public)),
    };
    const named = { type: 'person', name: 'Bo', initials: 'B', colour: '#4c5561' } as const;
    const thief: Identity = { ...bo, keys: laptop };
    bring(bo, by(bo, { ...named, certificate }));
    expect(bring(bo, by(thief, ANNOTATION))).toBe('admitted');
    const before = ++now;
    bring(bo, by(bo, { ...named, ends: laptop.public }));
    expect(bring(bo, by(thief, ANNOTATION, before))).toBe('signature');
    expect(bring(bo, by(thief, { ...named, ends: bo.keys.public }, before))).toBe('signature');
    expect(bring(bo, by(bo, ANNOTATION))).toBe('admitted');
  });
});

describe('an entry of a newer version', () => {
  /** An entry whose version isn't known here. */
  const newer = (author: Identity, type: string) => by(author, { type, v: 3, words: 'secret' } as unknown as Payload);

  it.each(['poll', 'role'])('of type %s is erased by its author or an owner, and doesn’t come back', (type) => {
    give(vic, 'commenter');
    const said = newer(vic, type);
    expect(bring(vic, said)).toBe('admitted');
    const cem = personCalled('Cem');
    give(cem, 'commenter');
    expect(bring(cem, by(cem, { type: 'erased', target: said.id }))).toBe('role');
    expect(bring(ann, by(ann, { type: 'erased', target: said.id }))).toBe('admitted');
    // Where Yjs puts it behind what was deleted, it is gone at once; where it puts it before that, it is refused.
    expect(['erased', 'admitted']).toContain(bring(vic, said));
    expect(relay.holds(said.id)).toBe(false);
    expect(relay.document.admitted.getMap('entries').has(said.id)).toBe(false);
  });
});

/** An update as its bytes are: one client with its structs, and no deletions. */
function rawUpdate(...clients: { client: number; structs: ((encoder: encoding.Encoder) => void)[] }[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, clients.length);
    for (const { client, structs } of clients) {
      for (const number of [structs.length, client, 0]) encoding.writeVarUint(encoder, number);
      for (const write of structs) write(encoder);
    }
    encoding.writeVarUint(encoder, 0);
  });
}

const garbage = (length: number) => (encoder: encoding.Encoder) => {
  encoding.writeUint8(encoder, 0);
  encoding.writeVarUint(encoder, length);
};

/** Content that is gone, under a key of the entries. */
const gone = (key: string) => (encoder: encoding.Encoder) => {
  encoding.writeUint8(encoder, 0b10_0001);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarString(encoder, 'entries');
  encoding.writeVarString(encoder, key);
  encoding.writeVarUint(encoder, 1);
};

describe('what says nothing', () => {
  it('is not kept: garbage, what was deleted and never there, and structs that no Yjs writes', () => {
    expect(judged(vic, rawUpdate({ client: 7, structs: [garbage(5)] }))).toBe('place');
    expect(judged(vic, rawUpdate({ client: 7, structs: [gone('0'.repeat(64))] }))).toBe('deleted');
    expect(judged(vic, rawUpdate({ client: 7, structs: [gone('x'.repeat(1_000_000))] }))).toBe('place');
    expect(judged(vic, rawUpdate({ client: 7, structs: [garbage(0)] }))).toBe('malformed');
    const twice = { client: 7, structs: [gone('0'.repeat(64))] };
    expect(judged(vic, rawUpdate(twice, twice))).toBe('malformed');
    expect([...Y.decodeStateVector(Y.encodeStateVector(relay.document.admitted)).keys()]).not.toContain(7);
  });

  it('can’t take another’s Yjs client id, which its connection showed', () => {
    give(vic, 'commenter');
    relay.document.claim(7, bo.person.id);
    const doc = new Y.Doc();
    doc.clientID = 7;
    const entry = by(vic, ANNOTATION);
    doc.getMap('entries').set(entry.id, entry);
    expect(judged(vic, Y.encodeStateAsUpdate(doc))).toBe('client-id');
  });

  it('is no more than one app writes under new Yjs client ids', () => {
    give(vic, 'commenter');
    const key = (i: number) => i.toString(16).padStart(64, '0');
    const clients = (count: number) =>
      rawUpdate(...Array.from({ length: count }, (_, i) => ({ client: i + 1, structs: [gone(key(i))] })));
    expect(judged(vic, clients(MAX_NEW_CLIENTS + 1))).toBe('quota');
    expect(judged(vic, clients(MAX_NEW_CLIENTS))).toBe('deleted');
  });
});

describe('an article', () => {
  let text: TextAdmission;
  let doc: Y.Doc;

  const paragraph = (words: string) => {
    const block = new Y.XmlElement('paragraph');
    block.insert(0, [new Y.XmlText(words)]);
    return block;
  };
  const body = () => doc.getXmlFragment('body');
  /** What becomes of what was done to the article. */
  function send(change: () => void): string {
    const before = Y.encodeStateVector(doc);
    change();
    return take(Y.encodeStateAsUpdate(doc, before));
  }
  function take(update: Uint8Array): string {
    const verdict = text.take(update, { person: ann.person.id, now });
    return verdict.is === 'refused' ? verdict.rule : verdict.is;
  }

  beforeEach(() => {
    const identity = { id: brief, founder: ann.person.id, nonce: '' };
    text = new TextAdmission(identity, () => 'owner');
    doc = new Y.Doc();
    const meta = { formatVersion: 1, brief, founder: ann.person.id, nonce: '', language: 'en', direction: 'ltr' };
    const about = { ...meta, source: { name: '', encoding: '' }, importedAt: 1 };
    expect(
      send(() => {
        for (const [key, value] of Object.entries(about)) doc.getMap('meta').set(key, value);
        body().insert(
          0,
          Array.from({ length: 2_500 }, (_, i) => paragraph(`Paragraph ${i}.`)),
        );
      }),
    ).toBe('admitted');
  });

  it('takes long work that was done offline: all of it set in bold, and thousands of paragraphs put on top', () => {
    const bold = () => {
      for (const block of body().toArray()) {
        const words = (block as Y.XmlElement).get(0) as Y.XmlText;
        words.format(0, words.length, { strong: {} });
      }
    };
    expect(send(bold)).toBe('admitted');
    const putOnTop = () => {
      for (let i = 0; i < 2_500; i++) body().insert(0, [paragraph(`New ${i}.`)]);
    };
    expect(send(putOnTop)).toBe('admitted');
  });

  it('takes no update whose items Yjs would have to compare pair by pair', () => {
    const place = (encoder: encoding.Encoder) => {
      encoding.writeUint8(encoder, 0b10_0001);
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, 'meta');
      encoding.writeVarString(encoder, 'brief');
      encoding.writeVarUint(encoder, 1);
    };
    const structs = Array.from({ length: Math.ceil(Math.sqrt(2 * MAX_CONFLICTS)) + 2 }, () => place);
    expect(take(rawUpdate({ client: 7, structs }))).toBe('place');
  });
});
