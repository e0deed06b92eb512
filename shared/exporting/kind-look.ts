import { KINDS, type Kind } from '../model/kinds.ts';

/** How passages of one kind are marked: a tint, and an underline whose style differs too, so that colour is never the only sign. */
export interface KindLook {
  kind: Kind;
  name: string;
  letter: string;
  /** `#rrggbb`, as all colours here. */
  tint: string;
  edge: string;
  darkTint: string;
  darkEdge: string;
  underline: 'solid' | 'dashed' | 'dotted' | 'double';
}

/** The colours of `renderer/styles/tokens.css`, for files that carry their own. */
const COLOURS: Record<Kind, Omit<KindLook, 'kind' | 'name' | 'letter'>> = {
  'key-judgement': look('#ffe08a', '#8a5a00', '#5c4300', '#ffc53d', 'solid'),
  fact: look('#bfe3c8', '#1b6e3c', '#164a2a', '#5fd38a', 'solid'),
  claim: look('#bbd7ff', '#1554b5', '#14386e', '#7fb3ff', 'dashed'),
  assumption: look('#e3d0ff', '#6b35b8', '#43266e', '#c29bff', 'dotted'),
  question: look('#ffcbe3', '#a81f68', '#63183f', '#ff8cc3', 'dotted'),
  source: look('#b5e6e8', '#0b6b74', '#0b474d', '#54cdd6', 'solid'),
  correction: look('#ffcdbf', '#b3341a', '#6a2313', '#ff9478', 'double'),
  note: look('#dadde2', '#4c5561', '#3a424c', '#b4bdc8', 'solid'),
};

function look(tint: string, edge: string, darkTint: string, darkEdge: string, underline: KindLook['underline']) {
  return { tint, edge, darkTint, darkEdge, underline };
}

/** Every kind with its look, in the order of the number keys. */
export const KIND_LOOKS: readonly KindLook[] = KINDS.map(({ kind, name, letter }) => ({
  kind,
  name,
  letter,
  ...COLOURS[kind],
}));

const BY_KIND = new Map(KIND_LOOKS.map((each) => [each.kind, each]));

/** The look of one kind. */
export function lookOf(kind: Kind): KindLook {
  return BY_KIND.get(kind) as KindLook;
}
