import type { Person } from '../../shared/model/people.ts';
import { Avatar } from '../controls/avatar.tsx';
import { words } from '../words/words.ts';

/** The people whose names fit what is written behind an `@`. The field keeps the focus and the keys. */
export function MentionList({
  id,
  people,
  active,
  onChoose,
}: {
  id: string;
  people: readonly Person[];
  active: number;
  onChoose(person: Person): void;
}) {
  return (
    <div id={id} role="listbox" aria-label={words.brief.mention} className="mention-list">
      {people.map((person, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys.
        <div
          key={person.id}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // The field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(person)}
        >
          <Avatar person={person} />
          <span dir="auto">{person.name}</span>
        </div>
      ))}
    </div>
  );
}
