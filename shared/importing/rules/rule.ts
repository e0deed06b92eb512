import type { BlockType } from '../../article/block-types.ts';
import type { Piece } from '../piece.ts';

/** One reason for one kind of verdict. Rules run in the order of the table in `index.ts`, each over the whole text. */
export interface Rule {
  /** Kebab-case, after its file. */
  name: string;
  /** Gives a verdict to those of the undecided pieces that it recognises. */
  apply(pieces: readonly Piece[]): void;
}

/** Says what a piece is, and why. */
export function decide(piece: Piece, type: BlockType, because: string, level?: number): void {
  piece.verdict = level === undefined ? { type, because } : { type, level, because };
}

/** The type is what it would be if somebody brought it back. */
export function leaveOut(piece: Piece, type: BlockType, reason: string): void {
  piece.verdict = { type, because: reason, leftOut: reason };
}

/** The nearest piece in a direction that is not left out, or undefined. */
export function neighbour(pieces: readonly Piece[], at: number, step: 1 | -1): Piece | undefined {
  for (let other = at + step; other >= 0 && other < pieces.length; other += step) {
    const piece = pieces[other];
    if (piece?.isKept) return piece;
  }
  return undefined;
}
