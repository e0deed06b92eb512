/** What one copy brought into a merge, counted. */
export interface Brought {
  annotations: number;
  comments: number;
  /** Changes of status. */
  statuses: number;
  /** Blocks of the article that it changed, added or removed. */
  edits: number;
}

/** Whose article counts, where two copies had theirs replaced by different ones. */
export type ArticleChoice = 'mine' | 'theirs';

/** A paragraph that was changed on two sides: merged letter by letter, it may read wrongly. */
export interface EditedTwice {
  /** What it says on either side; null where it was removed there. */
  ours: string | null;
  theirs: string | null;
  /** What it says now. */
  merged: string | null;
}

/** The paragraphs that were changed on two sides before a merge, until somebody has looked at them. */
export interface EditedApart {
  /** When they were merged, in milliseconds since 1970. */
  at: number;
  paragraphs: EditedTwice[];
}

/** What a person brings with a copy. */
export interface BroughtBy {
  id: string;
  name: string;
  annotations: number;
  comments: number;
  resolved: number;
  reopened: number;
  /** Everything else: reactions, tags, kinds, assignments, withdrawals, roles. */
  other: number;
}

/** The account of a merge. */
export interface MergeReceipt {
  /** One a copy, in the order in which they were given: what it holds and none before it did. */
  from: Brought[];
  /** Entries that the first copy lacked. */
  added: number;
  /** Entries of the others that were there already. */
  already: number;
  /** What was not taken in: an entry by its id, or `text` for a copy's changes of the article. */
  setAside: { id: string; reason: string }[];
}

/** All that a person may want to look at before or after a merge. */
export interface MergeReport extends MergeReceipt {
  people: BroughtBy[];
  editedTwice: EditedTwice[];
  /** Annotations whose status was changed on two sides: the later change counts, both stay in the thread. */
  statusTwice: string[];
}
