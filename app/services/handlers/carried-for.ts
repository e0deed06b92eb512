import type { ExportChoices } from '../../../shared/exporting/options.ts';
import { type CarriedBrief, carried } from '../exporting/carried-brief.ts';
import type { StoredBrief } from '../library/stored-brief.ts';
import type { ServiceContext } from './context.ts';

/** A brief of the library as an export takes it: with its pictures, and with what is private only where that was asked for. */
export async function carriedFor(
  context: ServiceContext,
  { brief, images, own }: StoredBrief,
  choices: ExportChoices,
): Promise<CarriedBrief> {
  const pictures = await images.all();
  if (!choices.private) return carried(brief, pictures);
  const { person } = await context.author(undefined);
  return carried(brief, pictures, { person, ...own.of(person.id) });
}
