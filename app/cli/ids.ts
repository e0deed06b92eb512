import type { EntryId } from '../../shared/model/ids.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { ShownAnnotation, ShownBrief } from '../../shared/shown.ts';

/** The least of an id that must be given; of 5,000 annotations two share so much by chance once in a brief. */
const LEAST_OF_AN_ID = 6;
/** As much of an id as is shown to people. */
const SHOWN_OF_AN_ID = 12;

/** The part of an id that people see and may type. */
export function short(id: string): string {
  return id.slice(0, SHOWN_OF_AN_ID);
}

/** Whether an argument may be an id or the beginning of one. */
export function mayBeId(argument: string): boolean {
  return argument.length >= LEAST_OF_AN_ID && argument.length <= 64 && /^[0-9a-f]+$/i.test(argument);
}

/** What an id on the command line may name. */
export interface Thing {
  annotation: EntryId;
  /** Where it is a comment. */
  comment?: EntryId;
}

/** The annotation or comment that an id or the beginning of one names. */
export function thingNamed({ annotations }: ShownBrief, argument: string): Thing {
  const things = annotations.flatMap(({ id, comments }): Thing[] => [
    { annotation: id as EntryId },
    ...comments.map((comment) => ({ annotation: id as EntryId, comment: comment.id as EntryId })),
  ]);
  return onlyOne(things, argument, ({ annotation, comment }) => comment ?? annotation, 'annotation or comment');
}

/** The annotation that an id or the beginning of one names. */
export function annotationNamed({ annotations }: ShownBrief, argument: string): ShownAnnotation {
  return onlyOne(annotations, argument, ({ id }) => id, 'annotation');
}

/**
 * The only one whose id is, or begins with, what was given.
 *
 * @param listedBy the command that shows the ids
 * @throws {Refusal} where there is none or several, or that is no id
 */
export function onlyOne<T>(
  all: readonly T[],
  argument: string,
  idOf: (each: T) => string,
  what: string,
  listedBy = 'briefmark show',
): T {
  const wanted = argument.toLowerCase();
  if (!mayBeId(wanted)) {
    throw new Refusal(
      'bad-id',
      `“${argument}” is not an id: give at least its first ${LEAST_OF_AN_ID} characters, of 0 to 9 and a to f. Look it up with “${listedBy}”.`,
    );
  }
  const found = all.filter((each) => idOf(each).startsWith(wanted));
  const [only] = found;
  if (found.length > 1) {
    const ids = found.map((each) => short(idOf(each))).join(', ');
    throw new Refusal('ambiguous-id', `${found.length} ids begin with “${argument}”: ${ids}. Give more of it.`);
  }
  if (!only) {
    throw new Refusal(
      'no-such-id',
      `There is no ${what} ${short(argument)} in this brief. Look up its id with “${listedBy}”.`,
    );
  }
  return only;
}
