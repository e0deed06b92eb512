import type { Anchor } from '../../../shared/model/entry.ts';
import type { ReviewReceipt, ReviewStep } from '../../../shared/review.ts';
import type { AttributedPayload } from '../brief/brief.ts';

/** What a reviewed file would change in a brief. Nothing is changed by making it. */
export interface ReviewPlan {
  receipt: ReviewReceipt;
  steps: ReviewStep[];
  payloads: AttributedPayload[];
}

/** An anchor of words that stand nowhere: it waits among the orphans until a person places it. */
export function unplacedAnchor(quote: Anchor['quote'], offset: number): Anchor {
  return { start: {}, end: {}, quote, offset };
}
