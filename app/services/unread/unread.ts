import type { BriefId, PersonId } from '../../../shared/model/ids.ts';
import type { StoredBrief } from '../library/stored-brief.ts';
import { SeenMarks } from './seen-marks.ts';

/** What people have seen of the briefs that are open. */
export class Unread {
  private readonly marks = new WeakMap<StoredBrief, Map<PersonId, Promise<SeenMarks>>>();

  /** @param changed is told whenever somebody has seen something */
  constructor(private readonly changed: (brief: BriefId, marks: SeenMarks) => void) {}

  /** What a person has seen of a brief. */
  of(stored: StoredBrief, person: PersonId): Promise<SeenMarks> {
    const ofBrief = this.marks.get(stored) ?? new Map<PersonId, Promise<SeenMarks>>();
    this.marks.set(stored, ofBrief);
    const known = ofBrief.get(person);
    if (known) return known;
    const reading = SeenMarks.of(stored, person).then((marks) => {
      marks.watch(() => this.changed(stored.brief.id, marks));
      return marks;
    });
    ofBrief.set(person, reading);
    reading.catch(() => ofBrief.delete(person));
    return reading;
  }
}
