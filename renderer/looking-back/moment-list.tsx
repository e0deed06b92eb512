import { useDeferredValue, useMemo, useState } from 'react';
import { MATTERS, type Matter, type Moment, matterOf, momentWords, saidAt } from '../../shared/offline/timeline.ts';
import { ChoiceField, DayField } from '../controls/fields.tsx';
import { SearchField } from '../controls/search-field.tsx';
import { VirtualList } from '../controls/virtual-list.tsx';
import { words } from '../words/words.ts';
import { MOMENT_LINE_HEIGHT, MomentLine } from './moment-line.tsx';

interface Filter {
  query: string;
  by: string;
  about: Matter | '';
  since: string | undefined;
}

const ALL: Filter = { query: '', by: '', about: '', since: undefined };

/** The moments of a timeline, and what they are filtered by. */
export function MomentList({
  moments,
  reading,
  chosen,
  onChoose,
}: {
  moments: readonly Moment[];
  /** What happened to the article is still to come. */
  reading: boolean;
  chosen: string | undefined;
  onChoose(moment: Moment): void;
}) {
  const { lookingBack } = words;
  const [filter, setFilter] = useState(ALL);
  const applied = useDeferredValue(filter);
  const people = useMemo(() => peopleIn(moments), [moments]);
  const shown = useMemo(() => moments.filter(fitting(applied)), [moments, applied]);
  const change = (part: Partial<Filter>) => setFilter({ ...filter, ...part });
  return (
    <div className="timeline-list">
      <SearchField label={lookingBack.search} value={filter.query} onChange={(query) => change({ query })} />
      <div className="timeline-filter">
        <ChoiceField
          label={lookingBack.by}
          value={filter.by}
          options={[{ value: '', label: lookingBack.everybody }, ...people]}
          onChange={(by) => change({ by })}
        />
        <ChoiceField<Matter | ''>
          label={lookingBack.about}
          value={filter.about}
          options={[
            { value: '', label: lookingBack.everything },
            ...MATTERS.map((value) => ({ value, label: lookingBack.matters[value] })),
          ]}
          onChange={(about) => change({ about })}
        />
        <DayField label={lookingBack.since} value={filter.since} onChange={(since) => change({ since })} />
      </div>
      <VirtualList
        label={lookingBack.moments}
        items={shown}
        rowHeight={MOMENT_LINE_HEIGHT}
        chosen={chosen}
        onChoose={onChoose}
      >
        {(moment) => <MomentLine moment={moment} />}
      </VirtualList>
      <p className="timeline-count" role="status">
        {reading
          ? lookingBack.readingArticle
          : shown.length === 0
            ? lookingBack.nothing
            : lookingBack.count(shown.length, moments.length)}
      </p>
    </div>
  );
}

/** Whoever did something, and whomever something was carried in for. */
function peopleIn(moments: readonly Moment[]): { value: string; label: string }[] {
  const people = new Map<string, string>();
  for (const { by, attributed } of moments) {
    people.set(by.id, by.name);
    if (attributed !== undefined) people.set(`as ${attributed}`, attributed);
  }
  return [...people].map(([value, label]) => ({ value, label }));
}

function fitting({ query, by, about, since }: Filter): (moment: Moment) => boolean {
  const wanted = query.trim().toLocaleLowerCase();
  const from = since === undefined ? 0 : Date.parse(`${since}T00:00:00`);
  return (moment) =>
    (by === '' || moment.by.id === by || `as ${moment.attributed}` === by) &&
    (about === '' || matterOf(moment) === about) &&
    moment.at >= from &&
    (wanted === '' || searchable(moment).includes(wanted));
}

const searchables = new WeakMap<Moment, string>();

/** Everything that is looked for in a moment: its sentence, and in full what stands in it by its beginning. */
function searchable(moment: Moment): string {
  const known = searchables.get(moment);
  if (known !== undefined) return known;
  const edits = (moment.edits ?? []).flatMap(({ before, after }) => [before ?? '', after ?? '']);
  const text = [momentWords(moment), saidAt(moment), moment.suggests ?? '', moment.quote ?? '', ...edits]
    .join('\n')
    .toLocaleLowerCase();
  searchables.set(moment, text);
  return text;
}
