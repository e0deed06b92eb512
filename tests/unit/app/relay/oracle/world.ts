import { encoding } from 'lib0';
import * as Y from 'yjs';
import { makeKeys, makeNonce, signerOf } from '../../../../../app/services/crypto.ts';
import type { Identity } from '../../../../../app/services/identity/profile.ts';
import { certificateText, joinText } from '../../../../../shared/model/entry.ts';
import type { BriefId } from '../../../../../shared/model/ids.ts';
import type { Sign } from '../../../../../shared/model/signing.ts';
import { briefOf, personCalled } from '../../../../support/people.ts';
import type { Plain } from './fold.ts';
import { canonical, Oracle, sha256 } from './oracle.ts';

/** What a property gives for one update; everything else follows from it. */
export interface Step {
  who: number;
  what: number;
  a: number;
  b: number;
}

/** An update on its way to the relay. */
export interface Sent {
  name: string;
  person: string;
  update: Uint8Array;
  /** Its bytes were changed at random: nobody honest sends it, so it may be refused although Yjs could read it. */
  garbled?: boolean;
}

const NAMES = ['Ann', 'Edi', 'Com', 'Con', 'Vic', 'Rem', 'Out'];
const OTHER_BRIEF = sha256('another brief');

/** Some people of one brief, honest and hostile, and what they send. */
export class World {
  readonly people = NAMES.map(personCalled);
  readonly brief: BriefId;
  readonly founder: string;
  readonly oracle: Oracle;
  now = 1_800_000_000_000;
  private readonly replicas = new Map<string, Y.Doc>();
  private readonly pool: Plain[] = [];
  private readonly invitations: { id: string; keys: Identity['keys'] }[] = [];
  private readonly devices = new Map<string, Identity['keys']>();

  constructor() {
    const [ann] = this.people as [Identity];
    this.brief = briefOf(ann);
    this.founder = ann.person.id;
    this.oracle = new Oracle(this.brief, this.founder);
  }

  /** What begins every room: who has which role. */
  beginning(): Sent {
    const roles = ['editor', 'commenter', 'commenter', 'viewer', 'editor'];
    const [ann] = this.people as [Identity];
    const entries = roles.map((role, i) => this.sign(ann, { type: 'role', person: this.id(i + 1), role }));
    return { name: 'beginning', person: this.founder, update: this.append(ann, entries) };
  }

  /** What a step sends. */
  send({ who, what, a, b }: Step): Sent {
    this.now += 1 + (a % 5);
    const person = this.people[who % this.people.length] as Identity;
    const kinds = Object.entries(KINDS);
    const [name, kind] = kinds[what % kinds.length] as [string, Kind];
    const update = kind(this, person, a, b);
    return { name, person: person.person.id, update, ...(name.startsWith('garbled') ? { garbled: true } : {}) };
  }

  /** After a refusal somebody begins again from the relay's state, under a new client id. */
  refused(person: string): void {
    this.replicas.delete(person);
  }

  id(who: number): string {
    return (this.people[who % this.people.length] as Identity).person.id;
  }

  /** An entry that its author signs; `change` spoils it before it is signed. */
  sign(
    author: Identity,
    payload: object,
    more: Partial<Plain> & { brief?: string; keys?: Identity['keys'] } = {},
  ): Plain {
    const { brief = this.brief, keys = author.keys, ...fields } = more;
    this.now++;
    const unsigned = {
      v: 1,
      at: this.now,
      by: author.person.id,
      key: keys.public,
      nonce: makeNonce(),
      ...payload,
      ...fields,
    };
    const id = sha256(canonical({ brief, entry: unsigned }));
    return { ...unsigned, id, sig: signerFor(keys)(`briefmark entry ${id}`) } as unknown as Plain;
  }

  /** Appends entries as an honest client does. */
  append(person: Identity, entries: readonly Plain[], also: (map: Y.Map<unknown>) => void = () => {}): Uint8Array {
    const doc = this.replica(person.person.id);
    return updateBy(doc, (map) => {
      for (const entry of entries) map.set(entry.id, entry);
      also(map);
    });
  }

  /** What somebody does to the room's state in a document of their own. */
  tamper(change: (map: Y.Map<unknown>, doc: Y.Doc) => void, client?: number): Uint8Array {
    const doc = this.copy();
    if (client !== undefined) doc.clientID = client;
    return updateBy(doc, change);
  }

  copy(): Y.Doc {
    const doc = new Y.Doc();
    doc.getMap('entries');
    Y.applyUpdate(doc, this.oracle.state);
    return doc;
  }

  /** One of the room's entries, of some type. */
  one(n: number, ...types: string[]): Plain | undefined {
    const entries = this.oracle.entries.filter(({ type }) => types.length === 0 || types.includes(type));
    return entries[n % Math.max(1, entries.length)];
  }

  /** What somebody might say next. */
  payload(n: number): object {
    const annotation = this.one(n >> 4, 'annotated')?.id ?? sha256('nothing');
    const comment = this.one(n >> 4, 'commented')?.id ?? sha256('nothing');
    const target = n & 1 ? annotation : comment;
    const payloads = [
      { type: 'annotated', kind: 'claim', tags: [], anchors: [] },
      { type: 'annotated', kind: 'fact', tags: ['port'], anchors: [] },
      { type: 'commented', annotation, body: 'Who says so?' },
      { type: 'commented', annotation, parent: comment, body: 'They do.' },
      { type: 'edited', comment, body: 'Who says this?' },
      { type: 'reacted', comment, emoji: '👍', on: (n & 1) === 1 },
      { type: 'status', annotation, state: 'resolved', reason: 'answered' },
      { type: 'status', annotation, state: 'open' },
      { type: 'tagged', annotation, tags: ['ship'] },
      { type: 'kinded', annotation, kind: 'question' },
      { type: 'assigned', annotation, person: this.id(n >> 3) },
      { type: 'placed', annotation, anchors: [] },
      { type: 'withdrawn', target },
      { type: 'restored', target },
      { type: 'erased', target },
      { type: 'version', name: 'As sent' },
      { type: 'vocabulary', tags: [], closed: false },
      { type: 'person', name: `Name ${n % 7}`, initials: 'N', colour: '#4c5561' },
      { type: 'of-tomorrow', anything: [1, 2] },
    ];
    return payloads[n % payloads.length] as object;
  }

  keep(entry: Plain): Plain {
    this.pool.push(entry);
    return entry;
  }

  kept(n: number): Plain | undefined {
    return this.pool[n % Math.max(1, this.pool.length)];
  }

  invite(owner: Identity, role: string, expires: number): Plain {
    const keys = makeKeys();
    const entry = this.sign(owner, { type: 'invited', lock: keys.public, role, expires, uses: 1 });
    this.invitations.push({ id: entry.id, keys });
    return entry;
  }

  join(person: Identity, n: number, keys?: Identity['keys'], at?: number): Plain | undefined {
    const invitation = this.invitations[n % Math.max(1, this.invitations.length)];
    if (!invitation) return undefined;
    const secret = keys ?? invitation.keys;
    const proof = signerOf(secret)(joinText(this.brief, person.person.id));
    const payload = { type: 'joined', invitation: invitation.id, lock: invitation.keys.public, proof };
    return this.sign(person, payload, at === undefined ? {} : { at });
  }

  /** A second device of somebody's. */
  device(person: Identity): Identity['keys'] {
    const keys = this.devices.get(person.person.id) ?? makeKeys();
    this.devices.set(person.person.id, keys);
    return keys;
  }

  certificate(person: Identity, key: string, by: Identity = person): object {
    const sig = signerOf(by.keys)(certificateText(person.person.id, key));
    return { person: person.person.id, key, sig };
  }

  private replica(person: string): Y.Doc {
    const known = this.replicas.get(person);
    if (known) Y.applyUpdate(known, Y.encodeStateAsUpdate(this.oracle.doc, Y.encodeStateVector(known)));
    const doc = known ?? this.copy();
    this.replicas.set(person, doc);
    return doc;
  }
}

const signers = new Map<string, Sign>();

function signerFor(keys: Identity['keys']): Sign {
  const signer = signers.get(keys.public) ?? signerOf(keys);
  signers.set(keys.public, signer);
  return signer;
}

function updateBy(doc: Y.Doc, change: (map: Y.Map<unknown>, doc: Y.Doc) => void): Uint8Array {
  const updates: Uint8Array[] = [];
  const note = (update: Uint8Array) => updates.push(update);
  doc.on('update', note);
  doc.transact(() => change(doc.getMap('entries'), doc));
  doc.off('update', note);
  return updates.length > 0 ? Y.mergeUpdates(updates) : Y.encodeStateAsUpdate(doc);
}

type Kind = (world: World, person: Identity, a: number, b: number) => Uint8Array;

const NAMED = { type: 'person', name: 'B', initials: 'B', colour: '#4c5561' };
const other = (world: World, a: number) => world.people[a % world.people.length] as Identity;
const set = (world: World, ...entries: (Plain | undefined)[]) =>
  world.tamper((map) => {
    for (const entry of entries) if (entry) map.set(entry.id, entry);
  });

/** An update with one struct, as its bytes are. */
function raw(n: number, struct: (encoder: encoding.Encoder) => void): Uint8Array {
  return encoding.encode((encoder) => {
    for (const number of [1, 1, 1_000_000 + n, 0]) encoding.writeVarUint(encoder, number);
    struct(encoder);
    encoding.writeVarUint(encoder, 0);
  });
}

/** An object with a key of its own that is called `__proto__`. */
const withProto = (entry: Plain): Plain =>
  JSON.parse(`{"__proto__":{"type":"role"},${JSON.stringify(entry).slice(1)}`) as Plain;

function deep(levels: number): unknown {
  return levels === 0 ? 'x' : { d: deep(levels - 1) };
}

/** Everything that somebody sends: what the honest do stands first, and often. */
export const KINDS: Record<string, Kind> = {
  'an entry': (world, person, a) => world.append(person, [world.sign(person, world.payload(a))]),
  'another entry': (world, person, a) => world.append(person, [world.sign(person, world.payload(a))]),
  'an annotation': (world, person) => world.append(person, [world.sign(person, world.payload(0))]),
  'a comment': (world, person, a) => world.append(person, [world.sign(person, world.payload(2 + 19 * (a % 97)))]),
  'two entries': (world, person, a, b) =>
    world.append(person, [world.sign(person, world.payload(a)), world.sign(person, world.payload(b))]),
  'an annotation with its comment': (world, person) => {
    const annotation = world.sign(person, world.payload(0));
    return world.append(person, [
      annotation,
      world.sign(person, { type: 'commented', annotation: annotation.id, body: 'So?' }),
    ]);
  },
  'the whole state': (world) => world.oracle.state,
  'an entry that is kept back': (world, person, a) => {
    world.keep(world.sign(person, world.payload(a)));
    return world.oracle.state;
  },
  'what somebody kept back, carried': (world, person, a) => {
    const entry = world.kept(a);
    return world.append(person, entry ? [entry] : []);
  },
  'a role': (world, person, a, b) => {
    const role = ['viewer', 'commenter', 'editor', 'owner', 'removed', 'commenter', 'editor'][b % 7];
    // The founder stays an owner, or the rest of the room would be refused.
    return world.append(person, [world.sign(person, { type: 'role', person: world.id(1 + (a % 6)), role })]);
  },
  'an invitation': (world, person, a) =>
    world.append(person, [world.invite(person, ['viewer', 'commenter', 'editor'][a % 3] as string, world.now + 1000)]),
  'the end of an invitation': (world, person, a) => {
    const invitation = world.one(a, 'invited')?.id ?? sha256('nothing');
    return world.append(person, [world.sign(person, { type: 'uninvited', invitation })]);
  },
  'a joining': (world, person, a) => set(world, world.join(person, a)),
  'a joining that is carried': (world, person, a, b) => {
    const entry = world.join(other(world, b % 3 ? 6 : b), a);
    return world.append(b % 2 ? (world.people[0] as Identity) : person, entry ? [entry] : []);
  },
  'a leaving': (world, person, a) =>
    a % 7 === 0 ? world.append(person, [world.sign(person, { type: 'left' })]) : set(world),
  'an erasure': (world, person, a) => {
    const target = world.one(a)?.id ?? sha256('nothing');
    return world.append(person, [world.sign(person, { type: 'erased', target })], (map) => map.delete(target));
  },
  'an erasure that leaves the key': (world, person, a) => {
    const target = world.one(a, 'annotated', 'commented', 'status')?.id ?? sha256('nothing');
    return world.append(person, [world.sign(person, { type: 'erased', target })]);
  },
  'an entry that is erased at once': (world, person) => {
    const entry = world.sign(person, world.payload(0));
    return world.append(person, [entry, world.sign(person, { type: 'erased', target: entry.id })]);
  },
  'a device': (world, person) => {
    const certificate = world.certificate(person, world.device(person).public);
    return world.append(person, [world.sign(person, { ...NAMED, certificate })]);
  },
  'an entry of a device': (world, person, a) =>
    world.append(person, [world.sign(person, world.payload(a), { keys: world.device(person) })]),
  'the end of a key': (world, person) =>
    world.append(person, [world.sign(person, { ...NAMED, ends: world.device(person).public })]),

  'speaking as another': (world, person, a, b) =>
    set(world, world.sign(other(world, b), world.payload(a), { keys: person.keys })),
  'another’s key with one’s own signature': (world, person, a, b) => {
    const entry = world.sign(other(world, b), world.payload(a));
    return set(world, { ...entry, sig: signerOf(person.keys)(`briefmark entry ${entry.id}`) });
  },
  'another’s entry in one’s own name': (world, person, a) => {
    const entry = world.one(a);
    return set(world, entry && { ...entry, by: person.person.id });
  },
  'a certificate that another’s key has to bear': (world, person, _a, b) => {
    const victim = other(world, b);
    return set(
      world,
      world.sign(victim, { ...NAMED, certificate: world.certificate(victim, person.keys.public, person) }),
    );
  },
  'a certificate of another’s key': (world, person, _a, b) =>
    set(world, world.sign(person, { ...NAMED, certificate: world.certificate(person, other(world, b).keys.public) })),
  'the end of another’s key': (world, person, _a, b) =>
    set(world, world.sign(person, { ...NAMED, ends: other(world, b).keys.public })),
  'an entry changed': (world, _person, a) => {
    const entry = world.one(a);
    return world.tamper((map) => entry && map.set(entry.id, { ...entry, at: entry.at + 1 }));
  },
  'an entry with one property more': (world, _person, a) => {
    const entry = world.one(a);
    return world.tamper((map) => entry && map.set(entry.id, { ...entry, more: 1 }));
  },
  'the same entry again': (world, _person, a) => set(world, world.one(a)),
  'an entry deleted': (world, _person, a) => world.tamper((map) => map.delete(world.one(a)?.id ?? '')),
  'everything deleted': (world) => world.tamper((map) => map.clear()),
  'an entry with another’s deletion': (world, person, a) =>
    world.append(person, [world.sign(person, world.payload(0))], (map) => map.delete(world.one(a)?.id ?? '')),
  'an unknown root': (world, person, a) =>
    world.tamper((map, doc) => {
      if (a % 2) doc.getMap('more').set('x', 1);
      else doc.getText('more').insert(0, 'x');
      const entry = world.sign(person, world.payload(0));
      map.set(entry.id, entry);
    }),
  'a nested type': (world, person, a) =>
    world.tamper((map) => {
      const entry = world.sign(person, world.payload(0));
      map.set(
        entry.id,
        [new Y.Map([['id', entry.id]]), new Y.Array(), new Y.Text('x'), new Y.Doc(), new Uint8Array(3)][a % 5],
      );
    }),
  'a list where a map is': () => {
    const doc = new Y.Doc();
    doc.getArray('entries').push([1]);
    return Y.encodeStateAsUpdate(doc);
  },
  'a key of another name': (world, person, a) =>
    world.tamper((map) => map.set(sha256(String(a)), world.sign(person, world.payload(0)))),
  'another’s Yjs client id': (world, person, a) => {
    const clients = [...Y.decodeStateVector(Y.encodeStateVector(world.oracle.doc)).keys()];
    const entry = world.sign(person, world.payload(0));
    return world.tamper((map) => map.set(entry.id, entry), clients[a % clients.length]);
  },
  'what builds on nothing': (world, person) => {
    const doc = world.copy();
    updateBy(doc, (map) => map.set('lost', 1));
    const entry = world.sign(person, world.payload(0));
    return updateBy(doc, (map) => map.set(entry.id, entry));
  },
  'a deletion of nothing': (world) => {
    const doc = world.copy();
    updateBy(doc, (map) => map.set('lost', 1));
    return updateBy(doc, (map) => map.delete('lost'));
  },
  'a clock far ahead': (world, person, a) =>
    set(world, world.sign(person, world.payload(a), { at: world.now + (a % 2 ? 599_000 : 601_000) })),
  'an entry of another brief': (world, person, a) =>
    set(world, world.sign(person, world.payload(a), { brief: OTHER_BRIEF })),
  'a prototype': (world, person, a) => set(world, withProto(world.sign(person, world.payload(a)))),
  'a role for oneself': (world, person) =>
    set(world, world.sign(person, { type: 'role', person: person.person.id, role: 'owner' })),
  'a role of long ago': (world, person, a) =>
    set(world, world.sign(person, { type: 'role', person: world.id(1 + (a % 6)), role: 'editor' }, { at: 5 + a })),
  'an entry of long ago': (world, person, a) =>
    set(world, world.sign(person, world.payload(a), { at: 5 + (a % 1000) })),
  'a removal of long ago': (world, person, a, b) =>
    set(
      world,
      world.sign(
        b % 2 ? person : other(world, b),
        { type: 'role', person: world.id(a % 7), role: a % 3 ? 'removed' : 'viewer' },
        { at: world.now - 1 - (a % 900) },
      ),
    ),
  'a leaving of long ago': (world, person, a, b) =>
    set(world, world.sign(b % 2 ? person : other(world, a), { type: 'left' }, { at: world.now - 1 - (b % 900) })),
  'the end of a key as of long ago': (world, person, a, b) => {
    const who = b % 3 ? person : other(world, a);
    const ends = a % 2 ? who.keys.public : world.device(who).public;
    return set(world, world.sign(who, { ...NAMED, ends }, { at: world.now - 1 - (b % 900) }));
  },
  'a joining of long ago that is carried': (world, _person, a, b) => {
    const entry = world.join(other(world, b), a, undefined, world.now - 1 - (b % 900));
    return set(world, entry);
  },
  'an entry of a device of long ago': (world, person, a) =>
    set(world, world.sign(person, world.payload(a), { keys: world.device(person), at: world.now - 1 - (a % 900) })),
  garbage: (_world, _person, a) =>
    raw(a, (encoder) => {
      encoding.writeUint8(encoder, 0);
      encoding.writeVarUint(encoder, 1 + (a % 3));
    }),
  'something deleted that never was': (world, _person, a) =>
    raw(a, (encoder) => {
      encoding.writeUint8(encoder, 33);
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, 'entries');
      encoding.writeVarString(encoder, a % 2 ? sha256(`never ${a}`) : (world.one(a)?.id ?? sha256('nothing')));
      encoding.writeVarUint(encoder, 1);
    }),
  'a role that only a newer version knows, erased': (world, person, a, b) => {
    const entry = world.one(a, 'role') && world.oracle.entries.find(({ v, type }) => v > 2 && type === 'role');
    if (!entry)
      return world.append(person, [world.sign(person, { type: 'role', v: 3, person: world.id(b), role: 'x' })]);
    return world.append(person, [world.sign(person, { type: 'erased', target: entry.id })]);
  },
  'an erased entry': (world, person, a) => {
    const targets = world.oracle.entries.filter(({ type }) => type === 'erased');
    const target = targets[a % Math.max(1, targets.length)]?.target as string | undefined;
    const entry = world.oracle.ever.get(target ?? '');
    return entry ? set(world, entry) : set(world, world.sign(person, world.payload(0)));
  },
  'a giant string': (world, person, a) =>
    set(
      world,
      world.sign(person, {
        type: 'commented',
        annotation: world.one(a, 'annotated')?.id ?? '',
        body: 'x'.repeat(40_001),
      }),
    ),
  'a deep entry': (world, person, a) =>
    set(world, world.sign(person, { type: 'of-tomorrow', more: deep(a % 2 ? 14 : 40) })),
  'what is no entry': (world, _person, a) =>
    world.tamper((map) =>
      map.set(sha256(`no ${a}`), [null, 1, 'x', [], {}, { id: sha256(`no ${a}`) }, undefined][a % 7]),
    ),
  'a joining with another secret': (world, person, a) => set(world, world.join(person, a, makeKeys())),
  'garbled bytes': (world, person, a, b) => {
    const update = set(world, world.sign(person, world.payload(a)));
    const garbled = update.slice();
    for (let i = 0; i <= b % 3; i++) garbled[(a * 31 + i * 7919) % garbled.length] = (b * 17 + i) & 255;
    return garbled;
  },
  'garbled length': (world, person, a) => {
    const update = set(world, world.sign(person, world.payload(a)));
    return update.slice(0, a % update.length);
  },
  'garbled altogether': (_world, _person, a, b) =>
    Uint8Array.from({ length: 1 + (a % 60) }, (_, i) => (b * (i + 1) * 131 + a) & 255),
};
