import type * as Y from 'yjs';
import type { PersonId } from '../../shared/model/ids.ts';
import type { Sender } from './notes-admission.ts';
import type { Verdict } from './staged-document.ts';

/** What became of an update, and how far that is kept. */
export interface Decision {
  verdict: Verdict;
  /** Resolves when it outlives this process, though no power cut yet; never where it can't be written. */
  written: Promise<void>;
  /** Resolves when all that the verdict promises is on the disk; rejects where the disk is full or fails. */
  durable: Promise<void>;
}

/** A document that updates can be sent to. */
export interface HostedDocument {
  /** All that was admitted, perhaps a little ahead of the disk. */
  readonly doc: Y.Doc;
  /** Resolves when all that was admitted by now is on the disk, which is seen to at once. */
  settle(): Promise<void>;
  /** Notes whose a Yjs client id is, where that matters. */
  claim?(client: number, person: PersonId): void;
  /** Forgets that again where nothing was written under it. */
  release?(client: number): void;
  take(update: Uint8Array, sender: Sender): Decision;
  /**
   * Does ahead what takes long in judging a large update, without keeping anybody else waiting.
   *
   * @returns undefined where there is nothing to do; else what to call when the update was judged
   */
  prepare(update: Uint8Array): Promise<() => void> | undefined;
}

/** A decision by which nothing comes in. What it rests on may still be on its way to the disk. */
export function unchanged(verdict: Verdict, settled: Promise<void>): Decision {
  return { verdict, written: settled, durable: settled };
}
