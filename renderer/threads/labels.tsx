import { CalendarClock, UserRound } from 'lucide-react';
import type { Annotation } from '../../shared/model/annotation.ts';
import { tagColour } from '../article/colouring.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { isOverdue } from '../list/filter.ts';
import { Swatch } from '../list/line.tsx';
import { localDate } from '../list/use-listing.ts';
import { formatting, words } from '../words/words.ts';

/** What an annotation is labelled with: its tags, and whom it is assigned to by when. */
export function Labels({ annotation }: { annotation: Annotation }) {
  const { store, actions, show } = useBrief();
  const { tags, assigned, id } = annotation;
  if (tags.length === 0 && !assigned) return null;
  const { vocabulary } = store.notes;
  const meanings = new Map(vocabulary.tags.map(({ name, meaning }) => [name, meaning]));
  const known = vocabulary.tags.map(({ name }) => name);
  const name = assigned && (store.notes.people.persons.get(assigned.person)?.name ?? words.brief.somebody);
  const overdue = isOverdue(annotation, localDate(Date.now()));
  const due = assigned?.due && formatting.date(assigned.due);
  return (
    <div className="labels">
      {assigned && name && (
        <button
          type="button"
          className="assigned"
          data-overdue={overdue || undefined}
          disabled={!actions.may('assigned', annotation)}
          onClick={() => show({ ask: 'assign', id })}
        >
          {overdue ? <CalendarClock aria-hidden /> : <UserRound aria-hidden />}
          <span>
            <bdi>{words.brief.assignedNow(name)}</bdi>
            {due && ` · ${overdue ? words.brief.overdueSince(due) : words.brief.dueOn(due)}`}
          </span>
        </button>
      )}
      {tags.length > 0 && (
        <ul className="tags" aria-label={words.brief.tags}>
          {tags.map((tag) => (
            <li key={tag} dir="auto" title={meanings.get(tag)}>
              {known.includes(tag) && <Swatch colour={tagColour(store, tag, known)} />}
              {tag}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
