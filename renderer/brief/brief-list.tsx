import { memo } from 'react';
import { KINDS, type Kind } from '../../shared/model/kinds.ts';
import { KindChip } from '../threads/kind-chip.tsx';
import { formatting, words } from '../words/words.ts';
import type { Counts, Filter, View } from './filter.ts';
import { VIEWS } from './filter.ts';
import type { Heading } from './outline.ts';
import './brief-list.css';

/** Views that say something only when there is something in them. */
const WHEN_NEEDED: readonly View[] = ['whole', 'orphaned', 'withdrawn'];

/** The list beside the page: which annotations are shown, how many there are of each kind, and the article's outline. */
export const BriefList = memo(function BriefList({
  counts,
  filter,
  onFilter,
  showResolved,
  onShowResolved,
  outline,
  onHeading,
}: {
  counts: Counts;
  filter: Filter;
  onFilter(filter: Filter): void;
  showResolved: boolean;
  onShowResolved(show: boolean): void;
  outline: readonly Heading[];
  onHeading(heading: Heading): void;
}) {
  const views = VIEWS.filter((view) => !WHEN_NEEDED.includes(view) || counts.views[view] > 0 || filter.view === view);
  return (
    <nav className="brief-list" aria-label={words.brief.list}>
      <ul aria-label={words.brief.annotations}>
        {views.map((view) => (
          <li key={view}>
            <Line
              name={words.brief.views[view]}
              count={counts.views[view]}
              pressed={filter.view === view}
              onPress={() => onFilter({ ...filter, view })}
            />
          </li>
        ))}
      </ul>
      {counts.views.all === 0 && (
        <p className="brief-list-empty">
          <strong>{words.brief.nothingYet}</strong>
          {words.brief.nothingYetWhat}
        </p>
      )}
      <h2>{words.brief.kindsTitle}</h2>
      <ul>
        {KINDS.map(({ kind }) => (
          <li key={kind}>
            <Line
              name={words.brief.kinds[kind]}
              kind={kind}
              count={counts.kinds[kind]}
              pressed={filter.kind === kind}
              onPress={() => onFilter({ ...filter, kind: filter.kind === kind ? undefined : kind })}
            />
          </li>
        ))}
      </ul>
      {counts.views.resolved > 0 && (
        <label className="brief-list-check">
          <input
            type="checkbox"
            checked={showResolved}
            onChange={(event) => onShowResolved(event.currentTarget.checked)}
          />
          {words.brief.showResolved}
        </label>
      )}
      {outline.length > 0 && (
        <>
          <h2>{words.brief.outline}</h2>
          <ul className="brief-list-outline">
            {outline.map((heading) => (
              <li key={heading.offset} style={{ paddingInlineStart: (heading.level - 2) * 12 }}>
                <button type="button" dir="auto" onClick={() => onHeading(heading)}>
                  {heading.text}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </nav>
  );
});

function Line({
  name,
  kind,
  count,
  pressed,
  onPress,
}: {
  name: string;
  kind?: Kind;
  count: number;
  pressed: boolean;
  onPress(): void;
}) {
  return (
    <button
      type="button"
      className="brief-list-line"
      aria-pressed={pressed}
      data-none={count === 0 || undefined}
      onClick={onPress}
    >
      {kind && <KindChip kind={kind} />}
      <span className="brief-list-name">{name}</span>
      <span className="tabular">{formatting.number(count)}</span>
    </button>
  );
}
