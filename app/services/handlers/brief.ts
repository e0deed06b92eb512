import { titleOf } from '../../../shared/article/blocks.ts';
import type {
  BriefHead,
  BriefPart,
  briefCalls,
  GlancedBrief,
  NotShown,
  OpenedBrief,
} from '../../../shared/bridge/brief.ts';
import type { Entry } from '../../../shared/model/entry.ts';
import { glancesOf } from '../../../shared/model/glance.ts';
import type { BriefId, EntryId } from '../../../shared/model/ids.ts';
import { isAboutPeople } from '../../../shared/model/people.ts';
import { showBrief } from '../../../shared/shown.ts';
import type { Brief } from '../brief/brief.ts';
import type { Identity } from '../identity/profile.ts';
import type { Change } from '../library/change.ts';
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
      const kept = library.isOpen(brief) ? undefined : await readGlance(library.folderOf(brief), brief, me.person);
      return kept ?? library.with(brief, (stored) => describeGlanced(stored, me));
    },
    'brief.open': async ({ brief }) => {
      const me = await context.me();
      const opened = await context.library.with(brief, (stored) => describeOpened(stored, me));
      shown.set(brief, (shown.get(brief) ?? 0) + 1);
      return opened;
    },
    'brief.more': ({ brief, after }) => context.library.with(brief, (stored) => partOf(stored.brief, after)),
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
    'brief.act': async ({ brief, action, as }) =>
      entriesOf(await context.change(brief, as, (stored, author) => stored.act(action, author, context.now()))),
    'brief.undo': async ({ brief }) =>
      entriesOf(await context.change(brief, undefined, (stored, author) => stored.undo(author, context.now()))),
    'brief.redo': async ({ brief }) =>
      entriesOf(await context.change(brief, undefined, (stored, author) => stored.redo(author, context.now()))),
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
    ...partOf(brief),
    revision: brief.revision,
    placements: [...brief.placements, ...own.placements, ...arriving.placements],
    unverified: arriving.entries,
    privately: own.entries,
  };
}

/** About a megabyte: a window reads it in a few milliseconds. */
const ENTRIES_IN_A_PART = 1_500;

/** The entries behind one, in the order in which they came; all from the first on where that one is gone by now. */
function partOf({ notes }: Brief, after?: EntryId): BriefPart {
  const all = [...notes.entries.values()].filter((entry) => notes.people.speaksFor(entry));
  const from = 1 + all.findIndex(({ id }) => id === after);
  const entries = all.slice(from, from + ENTRIES_IN_A_PART);
  const last = entries.at(-1);
  return { entries, ...(last && from + entries.length < all.length ? { more: last.id } : {}) };
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

/** What an action became, private or not. */
function entriesOf({ entries, privately = [] }: Change): { entries: Entry[] } {
  return { entries: [...entries, ...privately] };
}
