/** What an annotation says of its passage, in the order of the number keys. */
export const KINDS = [
  { kind: 'key-judgement', name: 'Key judgement', letter: 'J', digit: '1' },
  { kind: 'fact', name: 'Fact', letter: 'F', digit: '2' },
  { kind: 'claim', name: 'Claim', letter: 'C', digit: '3' },
  { kind: 'assumption', name: 'Assumption', letter: 'A', digit: '4' },
  { kind: 'question', name: 'Question', letter: 'Q', digit: '5' },
  { kind: 'source', name: 'Source', letter: 'S', digit: '6' },
  { kind: 'correction', name: 'Correction', letter: 'X', digit: '7' },
  { kind: 'note', name: 'Note', letter: 'N', digit: '8' },
] as const;

export type Kind = (typeof KINDS)[number]['kind'];

/** The kinds' names in entries, in the order of their keys 1 to 8. */
export const KIND_NAMES = KINDS.map((each) => each.kind) as [Kind, ...Kind[]];

/** Why an annotation is resolved. */
export const REASONS = ['accepted', 'rejected', 'answered', 'noted'] as const;

export type Reason = (typeof REASONS)[number];
