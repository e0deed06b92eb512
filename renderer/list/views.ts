import { z } from 'zod';
import { type Filter, filterSchema } from './filter.ts';

/** A filter that somebody gave a name. */
const viewSchema = z.object({ name: z.string().min(1).max(60), filter: filterSchema });

export type NamedView = z.infer<typeof viewSchema>;

export const viewsSchema = z.array(viewSchema);

/** The key under which this computer remembers the views; the same in every brief, since people and kinds return. */
export const VIEWS_KEY = 'list.views';

/** The views with one more; one of the same name is replaced where it stands. */
export function withView(views: readonly NamedView[], name: string, filter: Filter): NamedView[] {
  const view = { name: name.trim(), filter };
  const at = views.findIndex((each) => each.name === view.name);
  return at === -1 ? [...views, view] : views.with(at, view);
}

/** Whether two filters let the same through. */
export function sameFilter(a: Filter, b: Filter): boolean {
  const key = ({ kinds, people, tags, text, ...one }: Filter) => {
    const { status, group, assigned, age, from, to } = one;
    const several = [kinds.toSorted(), people.toSorted(), tags.toSorted()];
    return JSON.stringify([status, group, assigned, age, from, to, several, text.trim()]);
  };
  return key(a) === key(b);
}
