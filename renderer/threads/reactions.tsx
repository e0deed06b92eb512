import { SmilePlus } from 'lucide-react';
import { memo } from 'react';
import type { Comment } from '../../shared/model/annotation.ts';
import type { EntryId, PersonId } from '../../shared/model/ids.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { Menu, MenuItem } from '../controls/menu.tsx';
import { formatting, words } from '../words/words.ts';

/** The few that say something about a comment; a menu of thousands says less. */
const OFFERED = ['👍', '👎', '✅', '❓', '👀', '🎯', '🙏', '😄'];

/** Who reacts with what to a comment; pressing one adds or takes back one's own. */
export function Reactions({ comment }: { comment: Comment }) {
  const { store, actions } = useBrief();
  if (comment.reactions.size === 0) return null;
  const may = actions.may('reacted', comment);
  return (
    <ul className="reactions">
      {[...comment.reactions].map(([emoji, people]) => {
        const mine = people.includes(store.me.id);
        const names = people.map((id) => store.notes.people.persons.get(id)?.name ?? words.brief.somebody);
        const label = words.brief.reactionBy(emoji, formatting.list(names));
        return (
          <li key={emoji}>
            <button
              type="button"
              className="reaction"
              aria-pressed={mine}
              aria-label={label}
              title={label}
              disabled={!may}
              onClick={() => void actions.react(comment.id, emoji, !mine)}
            >
              {emoji} <span className="tabular">{people.length}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** What somebody reacted to a comment with, parted by spaces. */
export function ownReactions({ reactions }: Comment, person: PersonId): string {
  return [...reactions].flatMap(([emoji, people]) => (people.includes(person) ? emoji : [])).join(' ');
}

/** Offers the reactions. */
export const React = memo(function React({ id, mine }: { id: EntryId; mine: string }) {
  const { actions } = useBrief();
  const has = mine.split(' ');
  return (
    <Menu
      placement="bottom end"
      trigger={
        <IconButton label={words.brief.react}>
          <SmilePlus aria-hidden />
        </IconButton>
      }
    >
      {OFFERED.map((emoji) => (
        <MenuItem
          key={emoji}
          label={`${emoji} ${words.brief.reactions[emoji] ?? ''}`}
          onAction={() => void actions.react(id, emoji, !has.includes(emoji))}
        />
      ))}
    </Menu>
  );
});
