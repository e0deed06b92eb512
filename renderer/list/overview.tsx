import { X } from 'lucide-react';
import { memo } from 'react';
import type { PersonId } from '../../shared/model/ids.ts';
import { KINDS } from '../../shared/model/kinds.ts';
import { COLOURINGS, tagColour } from '../article/colouring.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { KindChip } from '../threads/kind-chip.tsx';
import { words } from '../words/words.ts';
import { EVERYTHING, GROUPS, type Group, isEverything } from './filter.ts';
import { Line, Swatch, toggled } from './line.tsx';
import type { Heading } from './outline.ts';
import { Section } from './section.tsx';
import type { Listing } from './use-listing.ts';
import { sameFilter } from './views.ts';
import { WhenSection } from './when-section.tsx';

/** Groups that say something only when there is something in them. */
const WHEN_NEEDED: readonly Group[] = [
  'unread',
  'assigned',
  'mentioned',
  'overdue',
  'private',
  'whole',
  'moved',
  'orphaned',
  'withdrawn',
];

/** The whole brief at a glance: how many annotations there are of what, each line a part of the filter. */
export const Overview = memo(function Overview({
  listing,
  outline,
  onHeading,
}: {
  listing: Listing;
  outline: readonly Heading[];
  onHeading(heading: Heading): void;
}) {
  const { actions } = useBrief();
  const { filter, setFilter, counts, complete, showResolved, setShowResolved } = listing;
  const groups = GROUPS.filter(
    (group) => !WHEN_NEEDED.includes(group) || counts.groups[group] > 0 || filter.group === group,
  );
  return (
    <>
      <ul aria-label={words.list.annotations}>
        <li>
          <Line
            name={words.list.all}
            count={counts.all}
            pressed={isEverything(filter)}
            onPress={() => setFilter(EVERYTHING)}
          />
        </li>
        {(['open', 'resolved'] as const).map((status) => (
          <li key={status}>
            <Line
              name={words.list.status[status]}
              count={counts.status[status]}
              pressed={filter.status === status}
              onPress={() => setFilter({ ...filter, status: toggled(filter.status, status) })}
            />
          </li>
        ))}
        {groups.map((group) => (
          <li key={group}>
            <Line
              name={words.list.groups[group]}
              count={counts.groups[group]}
              pressed={filter.group === group}
              onPress={() => setFilter({ ...filter, group: toggled(filter.group, group) })}
            />
          </li>
        ))}
      </ul>
      {counts.all === 0 && complete && isEverything(filter) && (
        <p className="brief-list-empty">
          <strong>{words.list.nothingYet}</strong>
          {actions.may('annotated') ? words.list.nothingYetWhat : words.list.nothingYetReading}
        </p>
      )}
      {counts.status.resolved > 0 && (
        <label className="brief-list-check">
          <input
            type="checkbox"
            checked={showResolved}
            onChange={(event) => setShowResolved(event.currentTarget.checked)}
          />
          {words.list.showResolved}
        </label>
      )}
      <Views listing={listing} />
      <Section name="kinds" title={words.list.kinds}>
        <ul>
          {KINDS.map(({ kind }) => (
            <li key={kind}>
              <Line
                name={words.brief.kinds[kind]}
                sign={<KindChip kind={kind} />}
                count={counts.kinds.get(kind) ?? 0}
                pressed={filter.kinds.includes(kind)}
                onPress={() => setFilter({ ...filter, kinds: switched(filter.kinds, kind) })}
              />
            </li>
          ))}
        </ul>
      </Section>
      <People listing={listing} />
      <Tags listing={listing} />
      <Assigned listing={listing} />
      <WhenSection listing={listing} />
      <Colours listing={listing} />
      {outline.length > 0 && (
        <Section name="outline" title={words.list.outline}>
          <ul className="brief-list-outline">
            {outline.map((heading) => (
              <li key={heading.offset} style={{ paddingInlineStart: (heading.level - 2) * 12 }}>
                <button type="button" dir="auto" onClick={() => onHeading(heading)}>
                  {heading.text}
                </button>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
});

function Views({ listing: { views, setViews, filter, setFilter } }: { listing: Listing }) {
  if (views.length === 0) return null;
  return (
    <Section name="views" title={words.list.views}>
      <ul>
        {views.map((view) => {
          const pressed = sameFilter(view.filter, filter);
          return (
            <li key={view.name} className="list-view">
              <button
                type="button"
                className="brief-list-line"
                aria-pressed={pressed}
                onClick={() => setFilter(pressed ? EVERYTHING : view.filter)}
              >
                <span className="brief-list-name" dir="auto">
                  {view.name}
                </span>
              </button>
              <IconButton
                label={words.list.removeView(view.name)}
                onPress={() => setViews(views.filter((each) => each !== view))}
              >
                <X aria-hidden />
              </IconButton>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function People({ listing: { filter, setFilter, counts } }: { listing: Listing }) {
  const { store } = useBrief();
  const people = [...store.notes.people.persons.values()].filter(
    ({ id }) => counts.people.has(id) || filter.people.includes(id),
  );
  if (people.length < 2 && filter.people.length === 0) return null;
  return (
    <Section name="people" title={words.list.people}>
      <ul>
        {people.map(({ id, name, colour }) => (
          <li key={id}>
            <Line
              name={name}
              sign={<Swatch colour={colour} />}
              count={counts.people.get(id) ?? 0}
              pressed={filter.people.includes(id)}
              onPress={() => setFilter({ ...filter, people: switched(filter.people, id) })}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Tags({ listing: { filter, setFilter, counts, tags } }: { listing: Listing }) {
  const { store } = useBrief();
  if (tags.length === 0) return null;
  const meanings = new Map(store.notes.vocabulary.tags.map(({ name, meaning }) => [name, meaning]));
  return (
    <Section name="tags" title={words.list.tags}>
      <ul>
        {tags.map((tag) => (
          <li key={tag}>
            <Line
              name={tag}
              sign={<Swatch colour={tagColour(store, tag, tags)} />}
              hint={meanings.get(tag)}
              count={counts.tags.get(tag) ?? 0}
              pressed={filter.tags.includes(tag)}
              onPress={() => setFilter({ ...filter, tags: switched(filter.tags, tag) })}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Assigned({ listing: { filter, setFilter, counts } }: { listing: Listing }) {
  const { store } = useBrief();
  const assigned = [...counts.assigned.keys()].filter((id): id is PersonId => id !== 'nobody');
  if (assigned.length === 0 && !filter.assigned) return null;
  const lines = [
    ...assigned.map((id) => ({ id, name: store.notes.people.persons.get(id)?.name ?? words.brief.somebody })),
    { id: 'nobody' as const, name: words.list.nobody },
  ];
  return (
    <Section name="assigned" title={words.list.assigned}>
      <ul>
        {lines.map(({ id, name }) => (
          <li key={id}>
            <Line
              name={name}
              count={counts.assigned.get(id) ?? 0}
              pressed={filter.assigned === id}
              onPress={() => setFilter({ ...filter, assigned: toggled(filter.assigned, id) })}
            />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Colours({ listing: { colourBy, setColourBy, colouring } }: { listing: Listing }) {
  return (
    <Section name="colours" title={words.list.colours}>
      <label className="list-colours">
        <span className="visually-hidden">{words.list.colourBy}</span>
        <select value={colourBy} onChange={(event) => setColourBy(event.currentTarget.value as typeof colourBy)}>
          {COLOURINGS.map((by) => (
            <option key={by} value={by}>
              {words.list.colourings[by]}
            </option>
          ))}
        </select>
      </label>
      {colouring.legend.length > 0 && (
        <ul className="list-legend" aria-label={words.list.legend}>
          {colouring.legend.map(({ name, colour }) => (
            <li key={name}>
              <Swatch colour={colour} />
              <span dir="auto">{name}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function switched<T>(list: readonly T[], value: T): T[] {
  return list.includes(value) ? list.filter((each) => each !== value) : [...list, value];
}
