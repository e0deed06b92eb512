import { titleOf } from '../../../shared/article/blocks.ts';
import type { BriefHead, briefCalls, GlancedBrief, NotShown, OpenedBrief } from '../../../shared/bridge/brief.ts';
import { glancesOf } from '../../../shared/model/glance.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { isAboutPeople } from '../../../shared/model/people.ts';
import { showBrief } from '../../../shared/shown.ts';
import type { Brief } from '../brief/brief.ts';
import type { Identity } from '../identity/profile.ts';
import { readGlance } from '../library/glance-file.ts';
import { packageOf } from '../library/packages.ts';
import type { StoredBrief } from '../library/stored-brief.ts';
import type { HandlersOf, ServiceContext } from './context.ts';
import { fileOut } from './file-out.ts';

/** Answers the calls of one open brief. */
export function briefHandlers(context: ServiceContext): HandlersOf<typeof briefCalls> {
  /** How many windows show a brief. */
  const shown = new Map<BriefId, number>();
  return {
    'brief.glance': async ({ brief }) => {
      const me = await context.me();
      const { library } = context;
      if (library.isOpen(brief)) return library.peek(brief, (stored) => describeGlanced(stored, me));
      return (await readGlance(library.folderOf(brief), brief, me.person)) ?? null;
    },
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

function describeHead(stored: StoredBrief, me: Identity): BriefHead {
  const { brief, leftOut, damage, drafts } = stored;
  const { language, direction } = brief.meta;
  return {
    id: brief.id,
    founder: brief.founder,
    me: me.person,
    title: titleOf(brief.article),
    language,
    direction,
    article: brief.article.toJSON(),
    leftOut,
    drafts: [...drafts.all],
    undo: stored.undoStateOf(me.person.id),
    ...(brief.isNewer ? { newer: true } : {}),
    ...(damage ? { damage } : {}),
  };
}

function describeOpened(stored: StoredBrief, me: Identity): OpenedBrief {
  const { brief } = stored;
  const own = stored.own.of(me.person.id);
  const arriving = stored.arriving.all;
  return {
    ...describeHead(stored, me),
    revision: brief.revision,
    entries: [...brief.notes.entries.values()].filter((entry) => brief.notes.people.speaksFor(entry)),
    placements: [...brief.placements, ...own.placements, ...arriving.placements],
    unverified: arriving.entries,
    privately: own.entries,
  };
}

function describeGlanced(stored: StoredBrief, me: Identity): GlancedBrief {
  const { notes, placements } = stored.brief;
  return {
    ...describeHead(stored, me),
    people: [...notes.entries.values()].filter(isAboutPeople),
    highlights: glancesOf(notes.annotations, placements),
  };
}

function countNotShown(brief: Brief): NotShown {
  const unverified = brief.notes.setAside().filter(({ why }) => why === 'not verified yet').length;
  return { unknown: brief.unknown.size, notVerified: unverified + brief.unbelieved() };
}
