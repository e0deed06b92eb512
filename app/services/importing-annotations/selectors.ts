import { z } from 'zod';
import type { Selected } from './elsewhere.ts';

const quoteSchema = z.object({
  type: z.literal('TextQuoteSelector'),
  exact: z.string(),
  prefix: z.string().nullish(),
  suffix: z.string().nullish(),
});
const positionSchema = z.object({
  type: z.literal('TextPositionSelector'),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
});

/** A selector is refined by another, and that by another; nobody goes further. */
const MAX_DEPTH = 8;

/**
 * What the selectors of one target say of its words: the innermost quotation and position count. Other selectors (a
 * path in a page, a page of a book) mean nothing in the article's text.
 */
export function selectedBy(selector: unknown, depth = 0): Selected {
  if (depth > MAX_DEPTH) return {};
  if (Array.isArray(selector))
    return Object.assign({}, ...selector.slice(0, 50).map((each) => selectedBy(each, depth + 1)));
  if (typeof selector !== 'object' || selector === null) return {};
  const refined = Object.hasOwn(selector, 'refinedBy')
    ? selectedBy((selector as { refinedBy: unknown }).refinedBy, depth + 1)
    : {};
  const quote = quoteSchema.safeParse(selector);
  if (quote.success) {
    const { exact, prefix, suffix } = quote.data;
    return { exact, prefix: prefix ?? '', suffix: suffix ?? '', ...refined };
  }
  const position = positionSchema.safeParse(selector);
  return position.success ? { start: position.data.start, end: position.data.end, ...refined } : refined;
}
