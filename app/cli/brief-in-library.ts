import { randomUUID } from 'node:crypto';
import { TextIndex } from '../../shared/anchors/text-index.ts';
import { articleFromJson } from '../../shared/article/schema.ts';
import type { Bridge, BriefSummary } from '../../shared/bridge.ts';
import { type BriefId, entryIdSchema } from '../../shared/model/ids.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { CommandLine } from './command-line.ts';
import { mayBeId, short } from './ids.ts';
import { withLibrary } from './library.ts';
import type { NamedBrief } from './named-brief.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { personNamed } from './person.ts';

/** A brief of this machine's library, named by its id, the beginning of it, or its title. */
export function briefInLibrary(command: CommandLine, named: string): NamedBrief {
  return {
    show: () =>
      withLibrary(command, async (bridge) => {
        const brief = await findBrief(bridge, named);
        return { shown: await bridge.call('brief.show', { brief }) };
      }),

    change: (as, make) =>
      withLibrary(command, async (bridge) => {
        const brief = await findBrief(bridge, named);
        const text = () => textOf(command, bridge, brief, as);
        const action = await make({ shown: await bridge.call('brief.show', { brief }), text });
        const { person } = await oneAtATime(command.home, () => personNamed(command, as));
        const { entries } = await bridge.call('brief.act', { brief, action, as: person.id });
        return { shown: await bridge.call('brief.show', { brief }), entries };
      }),

    importComments: (as, { name, bytes }, preview) =>
      withLibrary(command, async (bridge) => {
        const brief = await findBrief(bridge, named);
        const { person } = await oneAtATime(command.home, () => personNamed(command, as));
        const file = { brief, name, bytes: Buffer.from(bytes).toString('base64'), as: person.id };
        return bridge.call(preview ? 'comments.preview' : 'comments.apply', file);
      }),

    importAnnotations: (as, { name, bytes }, preview) =>
      withLibrary(command, async (bridge) => {
        const brief = await findBrief(bridge, named);
        const { person } = await oneAtATime(command.home, () => personNamed(command, as));
        const file = { brief, name, bytes: Buffer.from(bytes).toString('base64'), as: person.id };
        return bridge.call('import.annotations', { ...file, preview });
      }),

    carryOver: (as, { name, bytes }, preview) =>
      withLibrary(command, async (bridge) => {
        const brief = await findBrief(bridge, named);
        const { person } = await oneAtATime(command.home, () => personNamed(command, as));
        const file = { brief, name, bytes: Buffer.from(bytes).toString('base64'), as: person.id };
        return bridge.call('offline.carryOver', { ...file, preview });
      }),

    history: () =>
      withLibrary(command, async (bridge) => bridge.call('offline.history', { brief: await findBrief(bridge, named) })),

    showAt: (at) =>
      withLibrary(command, async (bridge) => {
        const brief = await findBrief(bridge, named);
        return (await bridge.call('offline.moment', { brief, at })).shown;
      }),

    bringBack: (as, at) =>
      withLibrary(command, async (bridge) => {
        const brief = await findBrief(bridge, named);
        const { person } = await oneAtATime(command.home, () => personNamed(command, as));
        return bridge.call('offline.bringBack', { brief, at, as: person.id });
      }),

    erase: (as, id, preview) =>
      withLibrary(command, async (bridge) => {
        const brief = await findBrief(bridge, named);
        const { person } = await oneAtATime(command.home, () => personNamed(command, as));
        const target = entryIdSchema.parse(id);
        return bridge.call(preview ? 'offline.erasePreview' : 'offline.erase', { brief, target, as: person.id });
      }),

    update: (as, { name, bytes }, isPreview) =>
      withLibrary(command, async (bridge) => {
        const brief = await findBrief(bridge, named);
        const { preview } = await bridge.call('import.preview', { name, bytes: Buffer.from(bytes).toString('base64') });
        try {
          const { person } = await oneAtATime(command.home, () => personNamed(command, as));
          const article = { brief, preview, decisions: [], as: person.id };
          return await bridge.call(isPreview ? 'offline.updatePreview' : 'offline.update', article);
        } finally {
          await bridge.call('import.drop', { preview }).catch(() => {});
        }
      }),

    export: (choose, now) =>
      withLibrary(command, async (bridge) => {
        const brief = await findBrief(bridge, named);
        const shown = await bridge.call('brief.show', { brief });
        const choices = choose(shown);
        const { file, receipt } = await bridge.call('export.make', { brief, job: randomUUID(), choices, now });
        const bytes = Buffer.from(file.bytes, 'base64');
        return { id: brief, title: shown.title, bytes, receipt, options: { ...choices, now } };
      }),
  };
}

/**
 * The brief that an argument names.
 *
 * @throws {Refusal} where there is none, or several have that title
 */
export async function findBrief(bridge: Bridge, named: string): Promise<BriefId> {
  const all = await bridge.call('library.list', {});
  const byId = mayBeId(named) ? all.filter(({ id }) => id.startsWith(named.toLowerCase())) : [];
  const found = byId.length > 0 ? byId : all.filter(({ title }) => folded(title) === folded(named));
  const present = found.filter(({ binnedAt }) => binnedAt === undefined);
  const [only] = present;
  if (present.length > 1) {
    throw new Refusal(
      'ambiguous-brief',
      `${present.length} briefs of your library are called “${named}”. Give the id instead: ${listed(present)}.`,
    );
  }
  if (only?.trouble) throw new Refusal('brief-damaged', only.trouble);
  if (only) return only.id;
  if (found.length > 0)
    throw new Refusal('in-the-bin', `“${named}” is in the bin. Bring it back in Briefmark’s window, then try again.`);
  // Where a file will do, one that ends like this was taken for a file.
  const nor = named.toLowerCase().endsWith('.brief') ? 'and this command takes no file' : 'and no such file here';
  throw new Refusal(
    'no-such-brief',
    `There is no brief “${named}” in your library, ${nor}. “briefmark library” lists your briefs.`,
  );
}

function listed(briefs: readonly BriefSummary[]): string {
  return briefs.map(({ id }) => short(id)).join(', ');
}

/** Titles are the same whatever their case, and however their accents are put together. */
function folded(title: string): string {
  return title.normalize().trim().replace(/\s+/g, ' ').toLocaleLowerCase('und');
}

async function textOf(command: CommandLine, bridge: Bridge, brief: BriefId, as: string): Promise<TextIndex> {
  // Opening a brief asks who reads it; a library that was filled from packages may belong to nobody yet.
  const { person } = await bridge.call('app.hello', {});
  if (!person) await oneAtATime(command.home, () => personNamed(command, as));
  const { article } = await bridge.call('brief.open', { brief });
  await bridge.call('brief.close', { brief });
  return new TextIndex(articleFromJson(article));
}
