/** What an erasure takes away for good. */
export interface ErasePlan {
  /** The entries, by their ids. */
  ids: string[];
  /** Whose words go, and how many entries of each. */
  people: { name: string; entries: number }[];
  /** Comments of others in the thread, which stay: only an owner can erase them. */
  kept: number;
}
