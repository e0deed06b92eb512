import { z } from 'zod';
import type { Elsewhere, ReadElsewhere } from './elsewhere.ts';
import { selectedBy } from './selectors.ts';

/** As Hypothesis' API answers, and as its own export has them; what isn't read here may be anything. */
const rowSchema = z.object({
  id: z.string().min(1).max(200),
  created: z.string().optional(),
  user: z.string().optional(),
  user_info: z.object({ display_name: z.string().nullish() }).nullish(),
  text: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  references: z.array(z.string()).nullish(),
  target: z.array(z.object({ selector: z.unknown().optional() })).nullish(),
  hidden: z.boolean().nullish(),
});

/** Whether some JSON is a list of Hypothesis' annotations; gives them as they are. */
export function hypothesisRows(json: unknown): unknown[] | undefined {
  const rows = Array.isArray(json) ? json : (fieldOf(json, 'rows') ?? fieldOf(json, 'annotations'));
  if (!Array.isArray(rows)) return undefined;
  const isOurs = rows.some((row) => fieldOf(row, 'uri') !== undefined || /^acct:/u.test(String(fieldOf(row, 'user'))));
  if (!isOurs && !(rows.length === 0 && fieldOf(json, 'total') === 0)) return undefined;
  const replies = fieldOf(json, 'replies');
  return Array.isArray(replies) ? [...rows, ...replies] : rows;
}

/** Reads Hypothesis' annotations. What can't be read is named, with the reason. */
export function readHypothesis(rows: readonly unknown[]): ReadElsewhere {
  const annotations: Elsewhere[] = [];
  const ignored: ReadElsewhere['ignored'] = [];
  rows.forEach((row, at) => {
    const parsed = rowSchema.safeParse(row);
    const what = `annotation ${at + 1} of the file`;
    if (!parsed.success) ignored.push({ what, reason: 'It is not as Hypothesis writes annotations.' });
    else if (parsed.data.hidden) ignored.push({ what, reason: 'A moderator hid it.' });
    else annotations.push(annotationOf(parsed.data));
  });
  return { via: 'hypothesis', annotations, ignored };
}

function annotationOf(row: z.infer<typeof rowSchema>): Elsewhere {
  const { id, created, user = '', user_info, text, tags, references, target } = row;
  const at = Date.parse(created ?? '');
  const answers = references?.at(-1);
  const selectors = (target ?? []).flatMap(({ selector }) =>
    selector === undefined || selector === null ? [] : [selectedBy(selector)],
  );
  return {
    id,
    author: user_info?.display_name?.trim() || /^acct:([^@]+)/u.exec(user)?.[1] || user,
    ...(Number.isNaN(at) ? {} : { at }),
    body: text?.trim() ?? '',
    kind: 'note',
    tags: tags ?? [],
    targets: answers === undefined ? selectors : [],
    ...(answers === undefined ? {} : { answers }),
  };
}

function fieldOf(json: unknown, name: string): unknown {
  return typeof json === 'object' && json !== null && Object.hasOwn(json, name)
    ? (json as Record<string, unknown>)[name]
    : undefined;
}
