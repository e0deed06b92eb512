import { titleOf } from '../../../shared/article/blocks.ts';
import type { briefCalls, NotShown, OpenedBrief } from '../../../shared/bridge/brief.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { showBrief } from '../../../shared/shown.ts';
import type { Brief } from '../brief/brief.ts';
import type { Identity } from '../identity/profile.ts';
import { packageOf } from '../library/packages.ts';
import type { StoredBrief } from '../library/stored-brief.ts';
import type { HandlersOf, ServiceContext } from './context.ts';
import { fileOut } from './file-out.ts';

/** Answers the calls of one open brief. */
export function briefHandlers(context: ServiceContext): HandlersOf<typeof briefCalls> {
  /** How many windows show a brief. */
  const shown = new Map<BriefId, number>();
  return {
    'brief.open': async ({ brief }) => {
      const me = await context.me();
      const opened = await context.library.with(brief, (stored) => describeOpened(stored, me));
      shown.set(brief, (shown.get(brief) ?? 0) + 1);
      return opened;
    },
    'brief.close': async ({ brief }) => {
      const left = (shown.get(brief) ?? 1) - 1;
      shown.set(brief, left);
      if (left <= 0) await context.library.close(brief);
      return null;
    },
    'brief.putDamageAway': ({ brief }) =>
      context.library.with(brief, async (stored) => {
        await stored.putDamageAway();
        return null;
      }),
    'brief.notShown': ({ brief }) => context.library.with(brief, (stored) => countNotShown(stored.brief)),
    'brief.show': ({ brief }) => context.library.with(brief, (stored) => showBrief(stored.brief, stored.leftOut)),
    'brief.act': ({ brief, action, as }) =>
      context.change(brief, as, (stored, author) => stored.act(action, author, context.now())),
    'brief.undo': ({ brief }) =>
      context.change(brief, undefined, (stored, author) => stored.undo(author, context.now())),
    'brief.redo': ({ brief }) =>
      context.change(brief, undefined, (stored, author) => stored.redo(author, context.now())),
    'brief.saveDraft': ({ brief, draft }) =>
      context.library.with(brief, async (stored) => {
        await stored.drafts.save(draft);
        return null;
      }),
    'brief.package': async ({ brief }) => {
      const { name, bytes } = await packageOf(context.library, brief);
      return fileOut(name, bytes);
    },
  };
}

function describeOpened(stored: StoredBrief, me: Identity): OpenedBrief {
  const { brief, leftOut, damage, drafts } = stored;
  const { language, direction } = brief.meta;
  const own = stored.own.of(me.person.id);
  return {
    id: brief.id,
    founder: brief.founder,
    me: me.person,
    title: titleOf(brief.article),
    language,
    direction,
    article: brief.article.toJSON(),
    revision: brief.revision,
    entries: [...brief.notes.entries.values()].filter((entry) => brief.notes.people.speaksFor(entry)),
    placements: [...brief.placements, ...own.placements],
    privately: own.entries,
    leftOut,
    drafts: [...drafts.all],
    undo: stored.undoStateOf(me.person.id),
    ...(damage ? { damage } : {}),
  };
}

function countNotShown(brief: Brief): NotShown {
  const unverified = brief.notes.setAside().filter(({ why }) => why === 'not verified yet').length;
  return { unknown: brief.unknown.size, notVerified: unverified + brief.unbelieved() };
}
