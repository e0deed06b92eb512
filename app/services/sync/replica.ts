import { decoding, encoding } from 'lib0';
import * as Y from 'yjs';
import { z } from 'zod';
import { sha256Bytes } from '../crypto.ts';
import { readBytes, replaceFile } from '../disk.ts';

/** The origin of what this machine writes into a replica. */
export const LOCAL = 'local';

const fileSchema = z.object({
  v: z.literal(1),
  /** Of `state`: Yjs applies most updates with a flipped bit without a word. */
  sha256: z.string(),
  mine: z.array(z.int()),
  state: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});

/**
 * What a relay's room holds, as far as this machine knows; apart from the brief's own documents, so that a change which
 * the relay refuses can be dropped with the whole replica.
 */
export class Replica {
  readonly doc = new Y.Doc();
  /** The Yjs client ids under which this machine has written; all others' structs came from the relay. */
  private readonly mine = new Set<number>();
  private changed = true;

  constructor(saved?: { state: Uint8Array; mine: readonly number[] }) {
    if (saved) {
      Y.applyUpdate(this.doc, saved.state);
      for (const id of saved.mine) this.mine.add(id);
      this.changed = false;
    }
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      this.changed = true;
      if (origin === LOCAL) for (const { id } of Y.decodeUpdate(update).structs) this.mine.add(id.client);
    });
  }

  /** Reads the replica that was saved; an empty one where there is none, or it is damaged: the relay has it all. */
  static async load(path: string): Promise<Replica> {
    const bytes = await readBytes(path);
    try {
      const saved = bytes && fileSchema.parse(decoding.readAny(decoding.createDecoder(bytes)));
      if (saved && sha256Bytes(saved.state) === saved.sha256) return new Replica(saved);
    } catch {
      // As if there were none.
    }
    return new Replica();
  }

  /** Whether it holds anything else than the file. */
  get isChanged(): boolean {
    return this.changed;
  }

  /** Saves it. To be called only while everything in it is on the relay: what is in the file counts as that. */
  async save(path: string): Promise<void> {
    const state = Y.encodeStateAsUpdate(this.doc);
    const file = { v: 1, sha256: sha256Bytes(state), mine: [...this.mine], state };
    this.changed = false;
    try {
      await replaceFile(
        path,
        encoding.encode((encoder) => encoding.writeAny(encoder, file)),
        'What is on the relay',
      );
    } catch (error) {
      this.changed = true;
      throw error;
    }
  }

  /** What the relay lacks of what this machine wrote, with all deletions. Others' own apps give back what is theirs. */
  lackedBy(relayHas: Uint8Array): Uint8Array {
    const target = Y.decodeStateVector(relayHas);
    for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(this.doc))) {
      if (!this.mine.has(client)) target.set(client, Math.max(clock, target.get(client) ?? 0));
    }
    return Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(target));
  }

  /** Whether the relay once had what it doesn't have now: it was restored from an older backup. */
  isAheadOf(relayHas: Uint8Array): boolean {
    const relay = Y.decodeStateVector(relayHas);
    for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(this.doc))) {
      if (!this.mine.has(client) && clock > (relay.get(client) ?? 0)) return true;
    }
    return false;
  }
}
