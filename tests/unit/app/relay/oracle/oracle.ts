import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import * as Y from 'yjs';
import { parseEntry } from '../../../../../shared/model/entry.ts';
import { asRead, Fold, type Plain } from './fold.ts';

/*
 * Which updates a relay must admit, written apart from it: slow and plain, from docs/relay.md. It shares the entries'
 * schema with the program, and nothing else: ids, signatures, roles and the fold are its own.
 */

const TEN_MINUTES = 600_000;

const GIVES_OR_TAKES = ['role', 'invited', 'uninvited', 'joined', 'left'];

export type Judgement = 'known' | 'admitted' | 'not admitted';

/** A room's notes as they must be. */
export class Oracle {
  doc = roomOf();
  /** The entries that are in the room. */
  entries: Plain[] = [];
  /** Every entry that was ever in it, those that were erased included. */
  readonly ever = new Map<string, Plain>();
  private readonly owners = new Map<number, string>();
  private fold: Fold;
  private snapshot: Y.Snapshot;
  private values = new Map<string, unknown>();
  private encoded: Uint8Array | undefined;

  constructor(
    private readonly brief: string,
    private readonly founder: string,
  ) {
    this.fold = new Fold([], founder);
    this.snapshot = Y.snapshot(this.doc);
  }

  /** The room's state as one update. */
  get state(): Uint8Array {
    this.encoded ??= Y.encodeStateAsUpdate(this.doc);
    return this.encoded;
  }

  /** Judges an update that a person's connection sends; what is admitted is in `doc` then. */
  judge(update: Uint8Array, person: string, now: number): Judgement {
    const { state } = this;
    const judgement = this.try(update, person, now);
    if (judgement === 'not admitted') {
      this.doc = roomOf();
      Y.applyUpdate(this.doc, state);
    }
    if (judgement !== 'admitted') return judgement;
    this.encoded = undefined;
    this.snapshot = Y.snapshot(this.doc);
    this.values = valuesOf(this.doc);
    this.entries = [...this.values.values()] as Plain[];
    for (const entry of this.entries) this.ever.set(entry.id, entry);
    this.fold = new Fold(this.entries, this.founder);
    return 'admitted';
  }

  private try(update: Uint8Array, person: string, now: number): Judgement {
    try {
      Y.applyUpdate(this.doc, update);
    } catch {
      return 'not admitted';
    }
    const { store } = this.doc;
    if (store.pendingStructs || store.pendingDs) return 'not admitted';
    const next = Y.snapshot(this.doc);
    if (Y.equalSnapshots(this.snapshot, next)) return 'known';
    const writers = [...next.sv].filter(([client, clock]) => clock > (this.snapshot.sv.get(client) ?? 0));
    if (writers.some(([client]) => (this.owners.get(client) ?? person) !== person)) return 'not admitted';
    const isGarbage = ([client]: [number, number]) => store.clients.get(client)?.some((each) => each instanceof Y.GC);
    if (writers.some(isGarbage)) return 'not admitted';
    if (!this.isRight(this.doc, person, now)) return 'not admitted';
    for (const [client] of writers) this.owners.set(client, person);
    return 'admitted';
  }

  private isRight(next: Y.Doc, person: string, now: number): boolean {
    const before = this.fold;
    if (before.memberRole(person) === undefined) return false;
    const map = next.getMap('entries');
    if ([...next.share.keys()].join() !== 'entries' || map._start) return false;
    for (const item of map._map.values()) {
      const isPlain = item.deleted || (item.content instanceof Y.ContentAny && item.content.arr.length === 1);
      if (!isPlain) return false;
    }
    const old = this.values;
    const values = valuesOf(next);
    const added: Plain[] = [];
    for (const [key, value] of values) {
      if (old.has(key)) {
        const before = old.get(key);
        if (before !== value && (!isPlainJson(value) || canonical(before) !== canonical(value))) return false;
      } else if (this.isEntry(key, value, now)) {
        added.push(asRead(value as Plain));
      } else return false;
    }
    if (added.some((entry) => before.isErased(entry))) return false;
    // What is gone counts as it did, for those who erased it.
    const kept = ([...old.values()] as Plain[]).map(asRead);
    const after = new Fold([...kept, ...added], this.founder);
    const vouches = before.memberRole(person) === 'owner';
    for (const entry of added) {
      // What the same update erases is dropped, whatever it was.
      if (!after.counts(entry) && !after.isErased(entry)) return false;
      const vouched = vouches && entry.by !== person;
      if (before.isEnded(entry) && !vouches) return false;
      const roles = [before.memberRole(entry.by)];
      // Rights come from rights that were there before.
      if (!GIVES_OR_TAKES.includes(entry.type)) roles.push(after.memberRole(entry.by));
      if (!vouched && !roles.some((role) => role !== undefined)) return false;
      if (!vouched && !roles.some((role) => after.allows(role ?? 'removed', entry))) return false;
      if (entry.type === 'erased' && after.isForGood(entry.target as string)) return false;
    }
    const isRights = ({ type, ends, certificate }: Plain) =>
      GIVES_OR_TAKES.includes(type) || (type === 'person' && Boolean(ends ?? certificate));
    const own = added.filter(
      (entry) => isRights(entry) && before.memberRole(entry.by) !== 'owner' && !(vouches && entry.by !== person),
    );
    if (own.length > 0) {
      const between = new Fold([...kept, ...added.filter((entry) => !own.includes(entry))], this.founder);
      const leave = own.filter(({ type }) => type === 'left').map(({ by }) => by);
      const [was, is] = [between.rights, after.rights];
      const changes = [...was.filter((each) => !is.includes(each)), ...is.filter((each) => !was.includes(each))];
      if (!changes.every((each) => leave.some((by) => each.startsWith(by)))) return false;
      if (leave.some((by) => after.memberRole(by) !== undefined && between.memberRole(by) !== after.memberRole(by)))
        return false;
    }
    if (added.some(isRights) && before.hasOwner && !after.hasOwner) return false;
    const erasures = [...kept, ...added].flatMap(({ type, target }) => (type === 'erased' ? target : []));
    for (const [key, item] of map._map) if (item.deleted && !old.has(key) && !erasures.includes(key)) return false;
    for (const [key, value] of old) if (!values.has(key) && !after.isErased(value as Plain)) return false;
    for (const { type, target } of added)
      if (type === 'erased' && map.has(target as string)) map.delete(target as string);
    return true;
  }

  private isEntry(key: string, value: unknown, now: number): boolean {
    if (!isPlainJson(value)) return false;
    const parsed = parseEntry(value);
    const entry = value as Plain;
    if (!parsed.ok && !(parsed.unknown && hasEnvelope(entry))) return false;
    const { id, sig, ...unsigned } = entry;
    if (id !== key || sha256(canonical({ brief: this.brief, entry: unsigned })) !== id) return false;
    if (!isSigned(`briefmark entry ${id}`, sig, entry.key)) return false;
    if (entry.at > now + TEN_MINUTES) return false;
    if (entry.type === 'joined')
      return isSigned(`briefmark join ${this.brief} ${entry.by}`, entry.proof as string, entry.lock as string);
    const certificate = entry.certificate as { person: string; key: string; sig: string } | undefined;
    if (entry.type !== 'person' || !certificate) return true;
    const text = `briefmark certificate ${certificate.person} ${certificate.key}`;
    const isFirst = sha256(`briefmark person ${entry.key}`) === entry.by && certificate.person === entry.by;
    return isFirst && isSigned(text, certificate.sig, entry.key);
  }
}

function roomOf(): Y.Doc {
  const doc = new Y.Doc();
  doc.getMap('entries');
  return doc;
}

function valuesOf(doc: Y.Doc): Map<string, unknown> {
  return new Map(doc.getMap('entries').entries());
}

function hasEnvelope({ at, by, key, nonce, sig, v }: Plain): boolean {
  const isHash = (text: unknown) => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);
  const isBase64 = (text: unknown, length: number) =>
    typeof text === 'string' && text.length === length && /^[\w-]*$/.test(text);
  const isTime = Number.isInteger(at) && at >= 0 && at <= 8.64e15;
  return (
    isTime &&
    isHash(by) &&
    isBase64(key, 43) &&
    isBase64(nonce, 22) &&
    isBase64(sig, 86) &&
    Number.isInteger(v) &&
    v > 0
  );
}

/** Whether a value is what JSON can say, and not too deep. */
function isPlainJson(value: unknown, depth = 0): boolean {
  if (depth > 16) return false;
  if (value === null || ['string', 'boolean'].includes(typeof value)) return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every((each) => isPlainJson(each, depth + 1));
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.entries(value).every(([key, each]) => key !== '__proto__' && isPlainJson(each, depth + 1));
}

/** JSON with sorted keys; RFC 8785 for what entries hold. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`).join(',')}}`;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const keys = new Map<string, KeyObject>();

function publicKeyOf(key: string): KeyObject {
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(key, 'base64url')]);
  const made = keys.get(key) ?? createPublicKey({ key: der, format: 'der', type: 'spki' });
  keys.set(key, made);
  return made;
}

function isSigned(text: string, signature: string, key: string): boolean {
  try {
    return verify(null, Buffer.from(text), publicKeyOf(key), Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}
