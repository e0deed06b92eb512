import type { Entry } from '../../../shared/model/entry.ts';
import type { EntryId, PersonId } from '../../../shared/model/ids.ts';
import { isAboutPeople } from '../../../shared/model/people.ts';
import type { ErasePlan } from '../../../shared/offline/erasing.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { mayAppend } from '../../../shared/roles.ts';
import type { AttributedPayload, Brief } from '../brief/brief.ts';

/**
 * Plans what goes with a comment, an annotation or another entry that shall be erased: every wording of a comment; of an
 * annotation its whole thread where an owner erases it, else one's own words in it, and the annotation too if nobody
 * else has said anything.
 *
 * @throws {Refusal} where it isn't here, or the person may not erase it
 */
export function planErase(
  brief: Brief,
  id: EntryId,
  author: PersonId,
): { payloads: AttributedPayload[]; plan: ErasePlan } {
  const target = brief.notes.entries.get(id);
  if (!target || isAboutPeople(target) || target.type === 'erased') {
    throw new Refusal(
      'no-such-entry',
      `There is nothing ${id.slice(0, 12)} in this brief that can be erased; it may be gone already. Nothing was changed.`,
    );
  }
  const isOwner = mayAppend(brief.notes.people.roleOf(author), 'erased', { own: false, assigned: false });
  const may = (entry: Entry) =>
    isOwner ||
    (entry.by === author && mayAppend(brief.notes.people.roleOf(author), 'erased', { own: true, assigned: false }));
  if (!may(target)) {
    throw new Refusal(
      'not-allowed',
      'Only its author or an owner of the brief can erase this. Ask an owner, or withdraw what is yours.',
    );
  }
  const { going, kept } = goingWith(target, brief, may);
  const counts = new Map<string, number>();
  for (const { by } of going) counts.set(by, (counts.get(by) ?? 0) + 1);
  return {
    payloads: going.map((entry) => ({ type: 'erased', target: entry.id })),
    plan: {
      ids: going.map((entry) => entry.id),
      people: [...counts]
        .sort((a, b) => b[1] - a[1])
        .map(([by, entries]) => ({
          name: brief.notes.people.persons.get(by as PersonId)?.name ?? '',
          entries,
        })),
      kept,
    },
  };
}

function goingWith(target: Entry, { notes }: Brief, may: (entry: Entry) => boolean): { going: Entry[]; kept: number } {
  if (target.type !== 'annotated') {
    const about = [...notes.entries.values()].filter(
      (entry) => (entry.type === 'edited' || entry.type === 'reacted') && entry.comment === target.id && may(entry),
    );
    return { going: [target, ...about], kept: 0 };
  }
  const thread = [...notes.entries.values()].filter((entry) => notes.annotationFor(entry) === target.id);
  const kept = thread.filter((entry) => entry.type === 'commented' && !may(entry)).length;
  const going = thread.filter(may);
  return { going: kept > 0 ? going.filter((entry) => entry !== target) : going, kept };
}
