import { titleOf } from '../../../shared/article/blocks.ts';
import { begun } from '../../../shared/begun.ts';
import { type Notice, type NoticeSettings, noticeSettingsSchema } from '../../../shared/bridge/notices.ts';
import type { Entry } from '../../../shared/model/entry.ts';
import { type ForMe, forPerson } from '../../../shared/model/for-me.ts';
import type { BriefId, EntryId, PersonId } from '../../../shared/model/ids.ts';
import { isUnread } from '../../../shared/model/unread.ts';
import type { StoredBrief } from '../library/stored-brief.ts';
import type { RememberedState } from '../remembered.ts';
import type { Unread } from '../unread/unread.ts';

/** Under this name the settings are remembered on this computer. */
const KEY = 'notices';
const DEFAULT: NoticeSettings = { on: true, mention: true, assignment: true, reply: true };

/** What comes within so long is told together: a comment that mentions and the assignment with it, a week's work. */
const GATHERED_MS = 1_000;
/** More at once than these are told as a number. */
const MOST_AT_ONCE = 3;
/** A window that didn't say so again is gone. */
const WATCHED_MS = 120_000;
/** As much of a comment as a notification shows. */
const SHOWN = 140;

interface Gathered extends ForMe {
  stored: StoredBrief;
  me: PersonId;
}

/** What a window shows. */
interface Watched {
  brief?: BriefId | undefined;
  annotation?: EntryId | undefined;
  until: number;
}

/** Decides what the system notifies of: what concerns the person here, unless they have it on screen or saw it already. */
export class Notices {
  private readonly windows = new Map<string, Watched>();
  private gathered: Gathered[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly remembered: RememberedState,
    private readonly unread: Unread,
    private readonly now: () => number,
    private readonly tell: (notice: Notice) => void,
  ) {}

  /** Notes which thread a window shows. */
  watching(window: string, brief: BriefId | undefined, annotation: EntryId | undefined): void {
    if (annotation === undefined) this.windows.delete(window);
    else this.windows.set(window, { brief, annotation, until: this.now() + WATCHED_MS });
  }

  /** The settings, with a change where there is one. */
  async settings(
    change: { [K in keyof NoticeSettings]?: NoticeSettings[K] | undefined } = {},
  ): Promise<NoticeSettings> {
    const known = noticeSettingsSchema.safeParse((await this.remembered.all())[KEY]);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const settings = { ...(known.success ? known.data : DEFAULT), ...given };
    if (Object.keys(given).length > 0) await this.remembered.set(KEY, settings);
    return settings;
  }

  /** Shows one, as a trial. */
  try(): void {
    this.tell({ id: 'trial', title: 'Briefmark', body: 'This is how you will hear that somebody needs you.' });
  }

  /** Looks through entries that came from others. */
  came(stored: StoredBrief, me: PersonId, entries: readonly Entry[]): void {
    const found = forPerson(me, entries, stored.brief.notes);
    if (found.length === 0) return;
    this.gathered.push(...found.map((each) => ({ ...each, stored, me })));
    this.timer ??= setTimeout(() => void this.tellGathered(), GATHERED_MS);
    this.timer.unref();
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private async tellGathered(): Promise<void> {
    this.timer = undefined;
    const gathered = this.gathered.splice(0);
    const settings = await this.settings();
    const wanted: Gathered[] = [];
    for (const each of settings.on ? gathered : []) {
      if (settings[each.concern] && !this.isOnScreen(each) && (await this.isNew(each))) wanted.push(each);
    }
    // The last thing said in a thread stands for all of it.
    const threads = [...new Map(wanted.map((each) => [each.annotation, each])).values()];
    if (threads.length > MOST_AT_ONCE) this.tell(together(threads));
    else for (const each of threads) this.tell(noticeOf(each));
  }

  private isOnScreen({ stored, annotation }: Gathered): boolean {
    return [...this.windows.values()].some(
      (window) => window.until > this.now() && window.brief === stored.brief.id && window.annotation === annotation,
    );
  }

  /** Whether its person hasn't read it, here or on another device. An assignment is told anyhow: it is no message. */
  private async isNew({ stored, me, annotation, concern }: Gathered): Promise<boolean> {
    const thread = stored.brief.notes.annotations.get(annotation);
    if (!thread || thread.withdrawn) return false;
    return concern === 'assignment' || isUnread(thread, me, (await this.unread.of(stored, me)).seen);
  }
}

function noticeOf({ stored, by, concern, words, entry, annotation }: Gathered): Notice {
  const { brief } = stored;
  const name = brief.notes.people.persons.get(by)?.name || 'Somebody';
  const does = { mention: 'mentioned you', assignment: 'assigned something to you', reply: 'replied' }[concern];
  const passage = brief.notes.annotations.get(annotation)?.anchors[0]?.quote.exact ?? '';
  const said = begun(words || passage, SHOWN);
  const place = `#/brief/${brief.id}/${concern === 'assignment' ? annotation : entry}`;
  return {
    id: entry,
    title: `${name} ${does}`,
    body: `${titleOf(brief.article)}\n${said}`.trim(),
    place,
    concern,
  };
}

function together(all: readonly Gathered[]): Notice {
  const briefs = new Map(all.map(({ stored: { brief } }) => [brief.id, titleOf(brief.article)]));
  const [[only, title] = []] = briefs;
  const where = briefs.size === 1 ? `in “${title}”` : `in ${briefs.size} briefs`;
  return {
    id: 'several',
    title: `${all.length} threads wait for you`,
    body: `Somebody mentioned you, replied, or assigned something to you ${where}.`,
    ...(briefs.size === 1 && only ? { place: `#/brief/${only}` } : { place: '#/library' }),
  };
}
