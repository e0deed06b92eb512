import type { Placement } from '../anchors/placement.ts';

/** Where an annotation stands, before or after the article was replaced. */
export interface Stand {
  placement: Placement['state'];
  /** Its first passage's words; null where it has none, or it isn't in the article. */
  quote: string | null;
  /** Where that begins in the article's text, in UTF-16 units. */
  offset: number | null;
}

/** What becomes of an annotation. */
export interface Fate {
  id: string;
  before: Stand;
  after: Stand;
  /** How many blocks further down its passage stands; less than 0 is further up. 0 where it isn't in the article. */
  distance: number;
}

/** A block of the article as it was and as it will be. */
export interface BlockChange {
  kind: 'same' | 'changed' | 'moved' | 'added' | 'removed';
  /** Its words before, and after. */
  before?: string;
  after?: string;
}

/** What replacing the article does. */
export interface UpdateReport {
  /** How many annotations are where they were; those on the whole brief are among them. */
  placed: number;
  /** How many stand elsewhere or on changed words. */
  moved: number;
  /** How many whose passage isn't in the new article. */
  orphaned: number;
  annotations: Fate[];
  blocks: BlockChange[];
}
