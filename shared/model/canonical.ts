import canonicalize from 'canonicalize';

/** A value of JSON as it is once parsed: own properties only, no accessors, and no key `__proto__`. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Deeper than anything that an entry holds, and shallow enough that no parser's stack is at stake. */
const MAX_JSON_DEPTH = 16;

/** Ten times the largest entry; checking a list of millions against a schema fills the memory with complaints. */
const MAX_JSON_VALUES = 100_000;

/**
 * An object that inherits nothing. What `Object.create(null)` gives would be the same to everybody but V8, which makes a
 * hash table of each; of these it knows the shape.
 */
const Bare = function Bare() {} as unknown as new () => { [key: string]: Json };
Bare.prototype = Object.freeze(Object.create(null));

/**
 * Copies a value from outside into objects that inherit nothing.
 *
 * Whatever comes later (schema, signature, fold) looks at the copy alone. Refuses what JSON doesn't have, accessors,
 * inherited properties, and `__proto__` as a key: lib0 turns that one into a prototype, where canonical JSON would
 * not sign it.
 *
 * @returns the copy, or undefined where the value is refused
 */
export function copyJson(value: unknown): Json | undefined {
  return copyValue(value, 0, { left: MAX_JSON_VALUES });
}

function copyValue(value: unknown, depth: number, values: { left: number }): Json | undefined {
  if (depth > MAX_JSON_DEPTH || --values.left < 0) return undefined;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'object') return undefined;
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (let i = 0; i < value.length; i++) {
      const copy = copyValue(ownValue(value, String(i)), depth + 1, values);
      if (copy === undefined) return undefined;
      items.push(copy);
    }
    return items;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype && prototype !== Bare.prototype) return undefined;
  const copy = new Bare();
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key !== 'string' || key === '__proto__') return undefined;
    const item = copyValue(ownValue(value, key), depth + 1, values);
    if (item === undefined) return undefined;
    copy[key] = item;
  }
  return copy;
}

function ownValue(holder: object, key: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(holder, key);
  return descriptor?.enumerable && 'value' in descriptor ? descriptor.value : undefined;
}

/**
 * The canonical JSON of a value (RFC 8785), the form that is hashed and signed.
 *
 * @throws {TypeError} where the value holds what JSON doesn't have
 */
export function canonicalJson(value: Json): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('The value has no canonical JSON.');
  return text;
}

/** Whether two values are the same JSON, whatever the order of their keys. */
export function sameJson(a: Json, b: Json): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

/**
 * Replaces lone surrogates by U+FFFD in every string of a value: Yjs does so on the wire, and an entry whose text
 * changed there would no longer match its signature.
 */
export function wellFormed<T extends Json>(value: T): T {
  if (typeof value === 'string') return value.toWellFormed() as T;
  if (Array.isArray(value)) return value.map(wellFormed) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toWellFormed(), wellFormed(item)])) as T;
}
