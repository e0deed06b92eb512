import { readFile } from 'node:fs/promises';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import * as Y from 'yjs';
import { sha256Bytes } from '../../../app/services/crypto.ts';
import type { Machine } from '../cli/machine.ts';

/** What lies in a package, by name. */
export type Parts = Record<string, Uint8Array>;

/** A brief with a thread, as a package's parts. */
export async function partsOfBrief(machine: Machine): Promise<Parts> {
  await machine.json('import', 'ferry.txt', '--out', 'good.brief', '--as', 'Ann Okoro');
  await machine.annotate('good.brief', 'four per cent', '--kind', 'claim', '--comment', 'Of what?');
  return unzipSync(await readFile(machine.path('good.brief')));
}

/** Changes a package's manifest. */
export function withManifest(parts: Parts, change: Record<string, unknown>): Parts {
  const manifest = { ...(JSON.parse(strFromU8(parts['manifest.json'] ?? new Uint8Array())) as object), ...change };
  return { ...parts, 'manifest.json': strToU8(JSON.stringify(manifest)) };
}

/** Puts other parts in, with their right checksums, as whoever makes a package on purpose would. */
export function withParts(parts: Parts, changed: Parts): Parts {
  const { 'manifest.json': manifest = new Uint8Array(), ...rest } = { ...parts, ...changed };
  const hashes = Object.fromEntries(Object.entries(rest).map(([name, bytes]) => [name, sha256Bytes(bytes)]));
  return withManifest({ 'manifest.json': manifest, ...rest }, { parts: hashes });
}

/** Puts values into a package's map of entries, as a hostile program would. */
export function withEntries(parts: Parts, put: (entries: Y.Map<unknown>) => void): Parts {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, parts['notes.bin'] ?? new Uint8Array());
  put(doc.getMap('entries'));
  return withParts(parts, { 'notes.bin': Y.encodeStateAsUpdate(doc) });
}

export function packed(parts: Parts): Uint8Array {
  return zipSync(parts, { level: 1 });
}
