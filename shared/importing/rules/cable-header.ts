import type { BlockType } from '../../article/block-types.ts';
import { MARKING } from '../pages.ts';
import type { Piece } from '../piece.ts';
import { isTopic } from '../pieces.ts';
import { decide, leaveOut, type Rule } from './rule.ts';

/** Even with a long list of addressees the subject comes within so many lines. */
const HEAD_PIECES = 60;

const ROUTING = 'Says how the message was sent and to whom, as the head of a cable does.';

/** What a line of the head is by its first word, and whether it is kept. */
const HEAD_LINES: readonly (readonly [RegExp, BlockType | 'left-out', string])[] = [
  [/^(?:FM|FROM|From|VON|Von)\b[:\s]/u, 'byline', 'Says who sent it.'],
  [/^(?:DATE|Date|DTG|DATUM|Datum|FECHA|Fecha)\s*:/u, 'byline', 'Says when it was written.'],
  [/^[OPRZ] \d{6}Z? [A-Z]{3} \d{2,4}\b/u, 'byline', 'Says when it was sent.'],
  [/^(?:classified|drafted|approved|prepared) by\b/iu, 'byline', 'Says who answers for it.'],
  [
    /^(?:Declassify on|Derived from|Reasons?|DECL|Downgrade to|DECLASSIFY ON)\s*:/u,
    'left-out',
    'Says for how long it is marked.',
  ],
  [
    /^(?:MEMORANDUM FOR|MEMORANDUM|MEMO|TO|To|INFO|CC|Cc|THRU|THROUGH|ATTN|AN|An|KOPIE)\b\s*(?::|(?=[A-Z]))/u,
    'left-out',
    ROUTING,
  ],
  [/^(?:FLASH|IMMEDIATE|PRIORITY|ROUTINE)(?: (?:FLASH|IMMEDIATE|PRIORITY|ROUTINE|O|P|R))*$/u, 'left-out', ROUTING],
  [
    /^(?:E\.?O\.? ?\d{4,5}|TAGS|PASS|DE [A-Z]{4,8} #|ZN[YR] [A-Z]{5}|[OPRZ]{1,2} RU[A-Z]{4,6}|RU[A-Z]{4,6}\/)(?=[:#\s]|$)/u,
    'left-out',
    ROUTING,
  ],
  [/^[A-Z]{8} [A-Z]{4,8}\d{0,5} \d{7}-[A-Z]{4}--[A-Z]{2,8}\.?$/u, 'left-out', ROUTING],
  [/^(?:SENSITIVE|EYES ONLY|DEPT FOR .{2,60}|PASS TO .{2,60})$/u, 'left-out', ROUTING],
  [/^(?:UNCLAS|C O N F|S E C R E T|CONFIDENTIAL|SECRET)\b.* \d{4,6}$/u, 'left-out', ROUTING],
  [
    /^(?:SIPDIS|NODIS|EXDIS|LIMDIS|STADIS|NOFORN|BT)(?:[\s,]+(?:SIPDIS|NODIS|EXDIS|LIMDIS|STADIS|NOFORN))*$/u,
    'left-out',
    ROUTING,
  ],
];
const FOOT_LINES = /^(?:BT|#\d{3,5}|NNNN|N{4})$/u;

/**
 * A cable or a memorandum begins with who, to whom, when and what about, a line each, and ends with lines for the
 * machines that carried it. It is one where a line says the subject, or where it carries a marking: "To" and "From"
 * alone begin many sentences.
 */
export const cableHeader: Rule = {
  name: 'cable-header',
  apply(pieces) {
    const subject = pieces.slice(0, HEAD_PIECES).findIndex((piece) => !piece.verdict && isTopic(piece.text));
    if (subject < 0) return;
    const topic = pieces[subject] as Piece;
    const before = pieces.slice(0, subject);
    if (before.some((piece) => piece.isBody && !kindOf(piece)) || !pieces.slice(0, subject + 3).some(kindOf)) return;
    decide(topic, 'title', 'Says what it is about.');
    for (const piece of [...before, ...belowHead(pieces, subject)]) {
      const kind = kindOf(piece);
      if (kind) settle(piece, kind);
    }
    foot(pieces, subject);
  },
};

function kindOf(piece: Piece): (typeof HEAD_LINES)[number] | undefined {
  if (piece.verdict || piece.text.length > 300) return undefined;
  return HEAD_LINES.find(([pattern]) => pattern.test(piece.text));
}

function settle(piece: Piece, [, type, because]: (typeof HEAD_LINES)[number]): void {
  if (type === 'left-out') leaveOut(piece, 'paragraph', because);
  else decide(piece, type, because);
}

/** The lines between the subject and the first paragraph. */
function belowHead(pieces: readonly Piece[], subject: number): Piece[] {
  const below = pieces.slice(subject + 1, subject + 1 + HEAD_PIECES);
  const body = below.findIndex((piece) => !piece.verdict && piece.isBody && !kindOf(piece));
  return body < 0 ? below : below.slice(0, body);
}

/** From the end up: lines for machines, who classified it, and the name of whoever signed. */
function foot(pieces: readonly Piece[], subject: number): void {
  for (let at = pieces.length - 1; at > subject; at -= 1) {
    const piece = pieces[at] as Piece;
    if (piece.verdict?.leftOut === MARKING) continue;
    const kind = kindOf(piece);
    if (FOOT_LINES.test(piece.text)) leaveOut(piece, 'paragraph', 'A line for the machines that carried the message.');
    else if (kind && !/^(?:To|From|An|Von)\b/u.test(piece.text)) settle(piece, kind);
    else {
      if (!piece.verdict && /^[\p{Lu}][\p{Lu}\p{M}'’ -]{2,24}$/u.test(piece.text) && piece.weight <= 3)
        decide(piece, 'byline', 'The name of whoever signed it.');
      return;
    }
  }
}
