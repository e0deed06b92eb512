import type { Entry, EntryType } from '../../../shared/model/entry.ts';
import type { Notes } from '../../../shared/model/notes.ts';
import type { Brought, BroughtBy } from '../../../shared/offline/merging.ts';

/** Counts what entries do, as a receipt has it. */
export function countBrought(entries: readonly Entry[], edits: number): Brought {
  const count = (type: EntryType) => entries.filter((entry) => entry.type === type).length;
  return { annotations: count('annotated'), comments: count('commented'), statuses: count('status'), edits };
}

/** Counts what each person did, those first who did the most. */
export function peopleOf(entries: readonly Entry[], notes: Notes): BroughtBy[] {
  const all = new Map<string, BroughtBy>();
  for (const entry of entries) {
    const name = notes.people.persons.get(entry.by)?.name ?? '';
    const one = all.get(entry.by) ?? {
      id: entry.by,
      name,
      annotations: 0,
      comments: 0,
      resolved: 0,
      reopened: 0,
      other: 0,
    };
    all.set(entry.by, one);
    if (entry.type === 'annotated') one.annotations++;
    else if (entry.type === 'commented') one.comments++;
    else if (entry.type === 'status') one[entry.state === 'resolved' ? 'resolved' : 'reopened']++;
    else if (entry.type !== 'person') one.other++;
  }
  const sum = ({ annotations, comments, resolved, reopened, other }: BroughtBy) =>
    annotations + comments + resolved + reopened + other;
  return [...all.values()].filter((one) => sum(one) > 0).sort((a, b) => sum(b) - sum(a));
}
