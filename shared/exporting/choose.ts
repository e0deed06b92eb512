import type { Annotation } from '../model/annotation.ts';
import type { LeftOutReason } from './exported-brief.ts';
import type { ExportOptions } from './options.ts';
import type { Times } from './times.ts';

/** Why a thread does not go out; undefined where it does. */
export function whyLeftOut(
  annotation: Annotation,
  { filter, resolved }: Pick<ExportOptions, 'filter' | 'resolved'>,
  times: Times,
): LeftOutReason | undefined {
  const { kinds, people, tags, status, since, until, selected } = filter;
  const { state } = annotation.status;
  if (annotation.withdrawn) return 'withdrawn';
  if (!resolved && state === 'resolved') return 'resolved';
  if (selected && !selected.includes(annotation.id)) return 'not selected';
  if (kinds && !kinds.includes(annotation.kind)) return 'not of the chosen kinds';
  if (status && status !== state) return 'not of the chosen status';
  if (tags && !tags.some((tag) => annotation.tags.includes(tag))) return 'without the chosen tags';
  const said = [annotation, ...annotation.comments.filter((comment) => !comment.withdrawn)];
  if (people && !said.some(({ by }) => people.includes(by))) return 'nothing by the chosen people';
  if ((since || until) && !said.some(({ at }) => within(times.day(at), since, until))) return 'not of the chosen days';
  return undefined;
}

function within(day: string, since: string | undefined, until: string | undefined): boolean {
  return (!since || day >= since) && (!until || day <= until);
}
