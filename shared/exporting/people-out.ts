import type { Annotation, Signed } from '../model/annotation.ts';
import type { EntryOf } from '../model/entry.ts';
import type { EntryId, PersonId } from '../model/ids.ts';
import type { Notes } from '../model/notes.ts';
import { initialsOf } from '../model/person-colours.ts';
import type { ExportedPerson } from './exported-brief.ts';
import { wellFormedText } from './well-formed.ts';

/** The colour of people who have no name: none of those that a person can choose. */
const GREY = '#5f636b';

/** The names that somebody goes by or went by, and who they are in the file. */
export interface KnownAs {
  person: ExportedPerson;
  names: string[];
}

/** The annotations that somebody keeps to themselves, and who it is. */
export interface OwnNotes {
  person: { id: PersonId; name: string; initials: string; colour: string };
  annotations: ReadonlyMap<EntryId, Annotation>;
}

/**
 * The people of a brief as a file names them.
 *
 * They are numbered in the order in which they first took part in the brief, whatever is filtered out of the export, so
 * that the same person is the same letter in the next export too.
 */
export class PeopleOut {
  private readonly byKey = new Map<string, ExportedPerson>();

  constructor(
    private readonly notes: Notes,
    anonymise: boolean,
    private readonly own?: OwnNotes,
  ) {
    for (const key of this.inOrder()) {
      const number = this.byKey.size + 1;
      this.byKey.set(key, anonymise ? lettered(key, number) : this.named(key, number));
    }
  }

  /** Who did something: the person, or whom they stand for. */
  of(signed: Pick<Signed, 'by' | 'attributed'>): ExportedPerson {
    return this.byKey.get(keyOf(signed)) as ExportedPerson;
  }

  withId(id: PersonId): ExportedPerson {
    return this.of({ by: id });
  }

  /** Everybody with every name that they have had in this brief. */
  known(): KnownAs[] {
    const names = new Map<string, Set<string>>();
    const add = (key: string, name: string) => names.set(key, (names.get(key) ?? new Set<string>()).add(name));
    for (const entry of this.notes.entries.values()) if (entry.type === 'person') add(entry.by, entry.name);
    if (this.own) add(this.own.person.id, this.own.person.name);
    for (const key of this.byKey.keys()) {
      const outside = outsider(key);
      if (outside) add(key, outside.name);
    }
    return [...names].map(([key, all]) => ({ person: this.byKey.get(key) as ExportedPerson, names: [...all] }));
  }

  private inOrder(): string[] {
    const first = new Map<string, number>();
    const note = (key: string, at: number) => first.set(key, Math.min(at, first.get(key) ?? at));
    const sign = (signed: Signed) => {
      note(keyOf(signed), signed.at);
      // Somebody who lets an outsider speak is there too, but has said nothing by it.
      note(signed.by, Number.MAX_SAFE_INTEGER);
    };
    for (const annotation of this.notes.annotations.values()) for (const each of signedIn(annotation)) sign(each);
    for (const id of this.mentioned()) note(id, Number.MAX_SAFE_INTEGER);
    // Last of all: what somebody keeps to themselves changes nobody's letter.
    if (this.own) note(this.own.person.id, Number.POSITIVE_INFINITY);
    return [...first].sort(([a, at], [b, bt]) => at - bt || (a < b ? -1 : 1)).map(([key]) => key);
  }

  /** People who have done nothing with a time of its own. */
  private *mentioned(): Iterable<PersonId> {
    for (const entry of this.notes.entries.values()) if (entry.type === 'person') yield entry.by;
    for (const { assigned, comments } of this.notes.annotations.values()) {
      if (assigned) yield assigned.person;
      for (const { reactions } of comments) for (const people of reactions.values()) yield* people;
    }
  }

  private named(key: string, number: number): ExportedPerson {
    const outside = outsider(key);
    if (outside) {
      const name = wellFormedText(outside.name);
      return { number, name, initials: initialsOf(name), colour: GREY, via: wellFormedText(outside.via) };
    }
    const own = this.own?.person.id === key ? this.own.person : undefined;
    const known = this.notes.people.persons.get(key as PersonId) ?? own;
    if (!known) return { number, name: 'Unknown', initials: '?', colour: GREY };
    const { name, initials, colour } = known;
    return { number, name: wellFormedText(name), initials: wellFormedText(initials), colour };
  }
}

function* signedIn({ comments, statuses, ...annotation }: Annotation): Iterable<Signed> {
  yield annotation;
  yield* comments;
  yield* statuses;
}

function lettered(key: string, number: number): ExportedPerson {
  const letter = letterOf(number);
  const via = outsider(key)?.via;
  return { number, name: letter, initials: letter, colour: GREY, ...(via === undefined ? {} : { via }) };
}

/** 1 is A, 26 is Z, 27 is AA. */
export function letterOf(number: number): string {
  let letters = '';
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** Tells people apart: by their id, and those from outside by name and way, which no id looks like. */
function keyOf({ by, attributed }: Pick<Signed, 'by' | 'attributed'>): string {
  return attributed ? JSON.stringify([attributed.name, attributed.via]) : by;
}

function outsider(key: string): EntryOf<'person'>['attributed'] {
  if (!key.startsWith('[')) return undefined;
  const [name, via] = JSON.parse(key) as [string, string];
  return { name, via };
}
