import { Refusal } from '../../../shared/refusal.ts';
import type { Brief } from '../brief/brief.ts';
import { describedIn } from '../brief/meta.ts';
import type { ArticleState, ReplacedArticle } from '../brief/undo-stack.ts';
import { planUpdate, type UpdatePlan } from './update.ts';

/** A brief's article as it is now, with where every passage stands in it. */
export function articleState({ article, meta, placements }: Brief): ArticleState {
  const ranges = [...placements].flatMap(([id, placement]) =>
    'ranges' in placement ? [[id, placement.ranges] as const] : [],
  );
  return { article, described: describedIn(meta), ranges: new Map(ranges) };
}

/**
 * Plans how a replacement of the article is taken back, or done again.
 *
 * @throws {Refusal} where somebody changed the article since, which taking it back would undo too
 */
export function planReturn(brief: Brief, { from, to }: ReplacedArticle, author: string): UpdatePlan {
  if (!brief.article.eq(from.article)) {
    throw new Refusal(
      'article-changed-since',
      'The article was changed since it was replaced, and taking the replacement back would take that back too. Bring the old text back from the timeline if you want that.',
    );
  }
  const plan = planUpdate(brief, to, { version: 'Before a replacement was taken back', author, known: to.ranges });
  // Taking back is no moment that anybody wants to return to by its name.
  return { ...plan, payloads: plan.payloads.filter(({ type }) => type !== 'version') };
}
