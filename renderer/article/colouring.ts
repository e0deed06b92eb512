import type { Glance } from '../../shared/model/glance.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import { REASONS, type Reason } from '../../shared/model/kinds.ts';
import { PERSON_COLOURS } from '../../shared/model/person-colours.ts';
import type { BriefStore } from '../brief/brief-store.ts';
import { whoOf } from '../brief/people-of.ts';
import type { Placed } from '../brief/placed.ts';
import { GREY } from '../person/colours.ts';
import { formatting, words } from '../words/words.ts';

/** What the colours of highlights may stand for. */
export const COLOURINGS = ['kind', 'person', 'tag', 'status'] as const;

export type ColourBy = (typeof COLOURINGS)[number];

/** How highlights are coloured, and what each colour means. */
export interface Colouring {
  /** Undefined where kinds give the colours. */
  colourOf: ((id: EntryId) => string) | undefined;
  legend: { name: string; colour: string }[];
}

const STATUS_COLOURS: Record<'open' | Reason, string> = {
  open: '#1554b5',
  accepted: '#1b6e3c',
  rejected: '#b3341a',
  answered: '#0b6b74',
  noted: '#4c5561',
};

/** The colours of highlights by what they are to stand for. */
export function colouring(store: BriefStore, by: ColourBy, tags: readonly string[]): Colouring {
  switch (by) {
    case 'kind':
      return { colourOf: undefined, legend: [] };
    case 'person':
      return byPerson(store);
    case 'tag':
      return byTag(store, tags);
    case 'status':
      return {
        colourOf: (id) => STATUS_COLOURS[stateOf(store.look(id)?.status)],
        legend: [
          { name: words.list.open, colour: STATUS_COLOURS.open },
          ...REASONS.map((reason) => ({ name: words.brief.reasons[reason], colour: STATUS_COLOURS[reason] })),
        ],
      };
  }
}

function stateOf(status: Glance['status'] | undefined): 'open' | Reason {
  return status?.state === 'resolved' ? status.reason : 'open';
}

function byPerson(store: BriefStore): Colouring {
  return {
    colourOf: (id) => {
      const known = store.look(id);
      return known ? whoOf(store.notes, known).colour : GREY;
    },
    legend: [...store.notes.people.persons.values()].map(({ name, colour }) => ({ name, colour })),
  };
}

function byTag(store: BriefStore, tags: readonly string[]): Colouring {
  const colours = new Map(tags.map((tag) => [tag, tagColour(store, tag, tags)]));
  return {
    // An annotation with several tags shows the first.
    colourOf: (id) => colours.get(store.look(id)?.tags[0] ?? '') ?? GREY,
    legend: [...[...colours].map(([name, colour]) => ({ name, colour })), { name: words.list.noTag, colour: GREY }],
  };
}

/** A tag's colour: the vocabulary's, or else one by its place among those in use. */
export function tagColour(store: BriefStore, tag: string, inUse: readonly string[]): string {
  const named = store.notes.vocabulary.tags.find(({ name }) => name === tag);
  return named?.colour ?? (PERSON_COLOURS[Math.max(0, inUse.indexOf(tag)) % PERSON_COLOURS.length] as string);
}

/** The tags in use and those of the vocabulary, each once, in the order of the language. */
export function allTags(store: BriefStore, placed: readonly Placed[]): string[] {
  const tags = new Set(store.notes.vocabulary.tags.map(({ name }) => name));
  for (const { annotation } of placed) for (const tag of annotation.tags) tags.add(tag);
  return [...tags].sort(formatting.compare);
}
