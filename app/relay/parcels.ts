import type { BriefId, PersonId } from '../../shared/model/ids.ts';
import { MAX_PARCELS, PARCEL_LIFETIME_MS } from './limits.ts';
import { RequestError } from './request-error.ts';

interface Parcel {
  brief: BriefId;
  person: PersonId;
  content: string;
  expires: number;
}

/**
 * What members leave for their own other devices, locked: the relay can't read it, and gives it once to whoever knows its
 * name, which follows from the same secret as the key. It lies in memory alone.
 */
export class Parcels {
  private readonly all = new Map<string, Parcel>();

  constructor(private readonly now: () => number) {}

  /** Leaves one, in the place of the one that its person left before. @returns when it goes */
  leave(id: string, brief: BriefId, person: PersonId, content: string): number {
    for (const [other, parcel] of this.all)
      if (parcel.expires <= this.now() || (parcel.person === person && parcel.brief === brief)) this.all.delete(other);
    if (this.all.size >= MAX_PARCELS) throw new RequestError('quota', 'Too many parcels lie here. Try again later.');
    const expires = this.now() + PARCEL_LIFETIME_MS;
    this.all.set(id, { brief, person, content, expires });
    return expires;
  }

  /** Takes one away. @throws {RequestError} where there is none any more */
  take(id: string, brief: BriefId): string {
    const parcel = this.all.get(id);
    if (!parcel || parcel.brief !== brief || parcel.expires <= this.now())
      throw new RequestError('not-found', 'There is no such parcel: it was taken, or is too old.');
    this.all.delete(id);
    return parcel.content;
  }
}
