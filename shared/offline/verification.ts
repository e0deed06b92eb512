import type { Role } from '../roles.ts';

/** Who wrote what in a brief, what of it is signed by whom, and what isn't what it claims to be. */
export interface Verification {
  /** All that the brief holds: `verified`, `notYet` and `bad` together. */
  entries: number;
  /** Signed with a key that is certainly its author's. */
  verified: number;
  /** Kept, and not shown: their author's certificate hasn't arrived, or a newer Briefmark made them. */
  notYet: number;
  /** Not what they claim to be; never shown. */
  bad: { id: string; reason: string }[];
  /** How many verified entries each wrote, and the role that each has now. */
  people: { id: string; name: string; role: Role; entries: number }[];
  /** How many entries of an earlier copy are gone without having been erased; null where there is no such copy. */
  removed: number | null;
}
