import type { BriefId } from '../../../shared/model/ids.ts';
import type { ServiceContext } from '../handlers/context.ts';
import { payloadOf } from './anew.ts';
import type { BriefSync } from './brief-sync.ts';

/**
 * Offers refused things to the relay once more: what its author signs now is judged by what they may do now, and dated
 * by the clock as it is now; the first one stays what it was. What others have signed is offered as it is. A comment
 * goes with its annotation, also where that was offered again some time before.
 */
export async function offerAgain(
  context: Pick<ServiceContext, 'change' | 'now'>,
  brief: BriefId,
  sync: BriefSync,
  ids: ReadonlySet<string>,
): Promise<void> {
  const { person } = sync.link;
  const entries = sync.refusedEntries(ids);
  const { renewed } = sync;
  for (const entry of entries.filter(({ by }) => by === person)) {
    const { entries: made } = await context.change(brief, person, (stored, author) =>
      stored.sign([payloadOf(entry, renewed)], author, context.now()),
    );
    renewed.set(entry.id, made.at(-1)?.id ?? '');
  }
  await sync.renew(renewed);
  await sync.release(new Set(entries.map(({ id }) => id).filter((id) => !renewed.has(id))));
}
