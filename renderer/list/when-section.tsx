import { useId } from 'react';
import { words } from '../words/words.ts';
import { AGES, withDays } from './filter.ts';
import { Line, toggled } from './line.tsx';
import { Section } from './section.tsx';
import type { Listing } from './use-listing.ts';
import './when-section.css';

/** When something was last said or decided: within so many days, or between two of them. */
export function WhenSection({ listing: { filter, setFilter, counts } }: { listing: Listing }) {
  const id = useId();
  return (
    <Section name="when" title={words.list.when}>
      <ul>
        {AGES.map((age) => (
          <li key={age}>
            <Line
              name={words.list.ages[age]}
              count={counts.ages[age]}
              pressed={filter.age === age}
              onPress={() => setFilter({ ...filter, age: toggled(filter.age, age), from: undefined, to: undefined })}
            />
          </li>
        ))}
      </ul>
      <div className="list-days">
        {(['from', 'to'] as const).map((end) => (
          <div key={end}>
            <label htmlFor={id + end}>{words.list[end]}</label>
            <input
              id={id + end}
              type="date"
              value={filter[end] ?? ''}
              onChange={({ currentTarget: { value } }) =>
                setFilter(withDays(filter, end === 'from' ? { from: value || undefined } : { to: value || undefined }))
              }
            />
          </div>
        ))}
      </div>
    </Section>
  );
}
