import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { GridListItem } from 'react-aria-components';
import type { BriefSummary, FoundWords } from '../../shared/bridge.ts';
import { Avatar } from '../controls/avatar.tsx';
import { When } from '../controls/when.tsx';
import { formatting, words } from '../words/words.ts';

/** More pictures than this are counted instead. */
const MAX_AVATARS = 4;

/** One brief: its title, what was said about it, by whom, and when. */
export function LibraryRow({
  brief,
  places = [],
  unread = 0,
  children,
}: {
  brief: BriefSummary;
  /** Where the words stand that somebody searched for. */
  places?: readonly FoundWords[];
  /** Threads with something new. */
  unread?: number;
  children: ReactNode;
}) {
  return (
    <GridListItem id={brief.id} textValue={brief.title} className="library-row">
      {/* All of it stands at the side on which its title, whose words come first, begins. */}
      <div className="library-row-main" dir="auto">
        <h2>{brief.title}</h2>
        {brief.trouble ? (
          <p className="library-row-trouble">
            <CircleAlert aria-hidden />
            {brief.trouble}
          </p>
        ) : (
          <Facts brief={brief} unread={unread} />
        )}
        {places.map((place, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same words may stand in several places, always in this order
          <Place key={i} place={place} />
        ))}
      </div>
      <Pictures people={brief.people} />
      <div className="library-row-end">{children}</div>
    </GridListItem>
  );
}

function Facts({ brief, unread }: { brief: BriefSummary; unread: number }) {
  const { annotations, open, comments, binnedAt, changedAt } = brief;
  return (
    <p className="library-row-facts" dir="ltr">
      {binnedAt === undefined ? (
        <When time={changedAt} phrase={words.library.changed} />
      ) : (
        <When time={binnedAt} phrase={words.library.binned} />
      )}
      {unread > 0 && <span className="library-row-open">{words.sharing.newThreads(unread)}</span>}
      <span>{words.library.words(brief.words)}</span>
      {annotations === 0 && <span>{words.library.noAnnotations}</span>}
      {open > 0 && <span className="library-row-open">{words.library.open(open)}</span>}
      {annotations > open && <span>{words.library.resolved(annotations - open)}</span>}
      {comments > 0 && <span>{words.library.comments(comments)}</span>}
      <span>{formatting.bytes(brief.bytes)}</span>
      {brief.folder && <span dir="auto">{brief.folder}</span>}
      {brief.tags.map((tag) => (
        <span key={tag} dir="auto">
          #{tag}
        </span>
      ))}
    </p>
  );
}

function Place({ place: { before, words: hit, after, by } }: { place: FoundWords }) {
  return (
    <p className="library-row-found" dir="auto">
      {by && <span className="library-row-by">{words.library.by(by)} </span>}
      {before}
      <mark>{hit}</mark>
      {after}
    </p>
  );
}

function Pictures({ people }: { people: BriefSummary['people'] }) {
  if (people.length === 0) return null;
  const shown = people.length > MAX_AVATARS ? people.slice(0, MAX_AVATARS - 1) : people;
  const names = words.library.people(people.map((person) => person.name));
  return (
    <span className="library-row-people" role="img" aria-label={names} title={names}>
      {shown.map((person) => (
        <Avatar key={person.id} person={person} />
      ))}
      {shown.length < people.length && (
        <span className="library-row-more">{words.library.morePeople(people.length - shown.length)}</span>
      )}
    </span>
  );
}
