import { X } from 'lucide-react';
import { useState } from 'react';
import { useBrief } from '../brief/brief-context.tsx';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { TextField } from '../controls/text-field.tsx';
import { formatting, words } from '../words/words.ts';
import { EVERYTHING, type Filter, isEverything } from './filter.ts';
import type { Listing } from './use-listing.ts';
import { sameFilter, withView } from './views.ts';

/** What the list is filtered by, part by part, each of which can be taken away; and the way to keep it by a name. */
export function FilterChips({ listing, announce }: { listing: Listing; announce(sentence: string): void }) {
  const { filter, setFilter, views, setViews } = listing;
  const [naming, setNaming] = useState(false);
  const chips = useChips(filter);
  if (isEverything(filter)) return null;
  const isKept = views.some((view) => sameFilter(view.filter, filter));
  return (
    <div className="list-chips">
      <ul aria-label={words.list.filteredBy}>
        {chips.map(({ name, without }) => (
          <li key={name}>
            <button
              type="button"
              className="list-chip"
              aria-label={words.list.remove(name)}
              onClick={() => setFilter(without)}
            >
              <span dir="auto">{name}</span>
              <X aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      <div className="list-chips-foot">
        <Button size="small" look="quiet" onPress={() => setFilter(EVERYTHING)} aria-label={words.list.clear}>
          {words.list.clearShort}
        </Button>
        {!isKept && (
          <Button size="small" look="quiet" onPress={() => setNaming(true)}>
            {words.list.saveView}
          </Button>
        )}
      </div>
      {naming && (
        <NameDialog
          onClose={() => setNaming(false)}
          onName={(name) => {
            setViews(withView(views, name, filter));
            setNaming(false);
            announce(words.list.viewSaved(name));
          }}
        />
      )}
    </div>
  );
}

function useChips(filter: Filter): { name: string; without: Filter }[] {
  const { store } = useBrief();
  const nameOf = (id: string) =>
    [...store.notes.people.persons.values()].find((person) => person.id === id)?.name ?? words.brief.somebody;
  const { status, group, kinds, people, tags, assigned, age, from, to, text } = filter;
  const without = (name: string, part: Partial<Filter>) => ({ name, without: { ...filter, ...part } });
  return [
    ...(text.trim() ? [without(words.list.textIs(text.trim()), { text: '' })] : []),
    ...(status ? [without(words.list.status[status], { status: undefined })] : []),
    ...(group ? [without(words.list.groups[group], { group: undefined })] : []),
    ...kinds.map((kind) => without(words.brief.kinds[kind], { kinds: kinds.filter((each) => each !== kind) })),
    ...people.map((id) => without(words.list.by(nameOf(id)), { people: people.filter((each) => each !== id) })),
    ...tags.map((tag) => without(words.list.tagged(tag), { tags: tags.filter((each) => each !== tag) })),
    ...(assigned
      ? [
          without(words.list.assignedTo(assigned === 'nobody' ? words.list.nobody : nameOf(assigned)), {
            assigned: undefined,
          }),
        ]
      : []),
    ...(age ? [without(words.list.ages[age], { age: undefined })] : []),
    ...(from || to ? [without(daysNamed(from, to), { from: undefined, to: undefined })] : []),
  ];
}

function daysNamed(from: string | undefined, to: string | undefined): string {
  const named = (day: string) => formatting.date(day);
  if (from && to) return from === to ? named(from) : words.list.fromTo(named(from), named(to));
  return from ? words.list.since(named(from)) : words.list.until(named(to ?? ''));
}

function NameDialog({ onName, onClose }: { onName(name: string): void; onClose(): void }) {
  const [name, setName] = useState('');
  const save = () => name.trim() && onName(name.trim().slice(0, 60));
  return (
    <Dialog
      title={words.list.saveViewTitle}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>{words.everywhere.cancel}</Button>
          <Button look="primary" isDisabled={name.trim() === ''} onPress={save}>
            {words.list.save}
          </Button>
        </>
      }
    >
      <TextField
        label={words.list.viewName}
        value={name}
        onChange={setName}
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Enter') save();
          else event.continuePropagation();
        }}
      />
    </Dialog>
  );
}
