import type { BriefId } from '../../../shared/model/ids.ts';
import type { PackagedBrief } from '../package/package.ts';
import type { ServiceContext } from './context.ts';

/** Takes in the private notes of a package, of each person whose keys are on this computer; all others' stay out. */
export async function takePrivately(
  context: ServiceContext,
  brief: BriefId,
  { privately = [] }: Pick<PackagedBrief, 'privately'>,
): Promise<void> {
  for (const person of new Set(privately.map(({ by }) => by))) {
    if (!(await context.profile.find(person))) continue;
    await context.library.with(brief, async (stored) => {
      await context.changed(stored, await stored.takeInPrivately(privately, person, context.now()));
    });
  }
}
