import { memo, type Ref, useId, useImperativeHandle, useRef } from 'react';
import type { EntryId } from '../../shared/model/ids.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { Button } from '../controls/button.tsx';
import { SearchField } from '../controls/search-field.tsx';
import { Waiting } from '../controls/waiting.tsx';
import { formatting, words } from '../words/words.ts';
import { isEverything, ORDERS, type Order } from './filter.ts';
import { FilterChips } from './filter-chips.tsx';
import type { Heading } from './outline.ts';
import { Overview } from './overview.tsx';
import { Rows } from './rows.tsx';
import { TriageBar } from './triage-bar.tsx';
import type { Listing } from './use-listing.ts';
import './list.css';

/** The two faces of the list. */
export const PANES = ['overview', 'rows'] as const;

export type Pane = (typeof PANES)[number];

/** The list's own commands, for whoever shows it. */
export interface PaneHandle {
  focusFilter(): void;
  focusRows(): void;
}

/** The list beside the page: what is shown and how it is filtered, at a glance or one annotation a line. */
export const BriefPane = memo(function BriefPane({
  listing,
  pane,
  onPane,
  open,
  outline,
  onHeading,
  announce,
  handle,
}: {
  listing: Listing;
  pane: Pane;
  onPane(pane: Pane): void;
  open: EntryId | undefined;
  outline: readonly Heading[];
  onHeading(heading: Heading): void;
  announce(sentence: string): void;
  handle: Ref<PaneHandle>;
}) {
  const { filter, setFilter, complete, rows, order, setOrder, selected, setSelected, tags } = listing;
  const nav = useRef<HTMLElement>(null);
  const id = useId();
  useImperativeHandle(
    handle,
    () => ({
      focusFilter: () => nav.current?.querySelector<HTMLElement>('input[type="search"]')?.focus(),
      focusRows: () => nav.current?.querySelector<HTMLElement>('.list-rows')?.focus(),
    }),
    [],
  );
  return (
    <nav ref={nav} className="brief-list" aria-label={words.list.title} aria-busy={!complete}>
      <SearchField
        label={words.list.filterText}
        placeholder={words.list.filterText}
        value={filter.text}
        onChange={(text) => setFilter({ ...filter, text })}
      />
      <FilterChips listing={listing} announce={announce} />
      {!complete && <Waiting label={words.brief.opening} />}
      <div className="list-tabs">
        <div className="list-tab-list" role="tablist" aria-label={words.list.title}>
          {PANES.map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              id={`${id}-${each}`}
              aria-selected={pane === each}
              aria-controls={`${id}-panel`}
              tabIndex={pane === each ? 0 : -1}
              className="list-tab"
              onClick={() => onPane(each)}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
                const other = each === 'overview' ? 'rows' : 'overview';
                onPane(other);
                nav.current?.querySelector<HTMLElement>(`[id="${id}-${other}"]`)?.focus();
              }}
            >
              {words.list.tabs[each]}
              {each === 'rows' && <span className="tabular"> {formatting.number(rows.length)}</span>}
            </button>
          ))}
        </div>
        {pane === 'overview' && (
          <div
            id={`${id}-panel`}
            role="tabpanel"
            aria-labelledby={`${id}-overview`}
            className="list-panel list-overview"
          >
            <Overview listing={listing} outline={outline} onHeading={onHeading} />
          </div>
        )}
        {pane === 'rows' && (
          <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-rows`} className="list-panel list-panel-rows">
            <div className="list-order">
              <label>
                <span className="visually-hidden">{words.list.order}</span>
                <select value={order} onChange={({ currentTarget }) => setOrder(currentTarget.value as Order)}>
                  {ORDERS.map((each) => (
                    <option key={each} value={each}>
                      {words.list.orders[each]}
                    </option>
                  ))}
                </select>
              </label>
              {rows.length > 0 && (
                <button
                  type="button"
                  className="list-select-all"
                  onClick={() =>
                    setSelected(selected.size > 0 ? new Set() : new Set(rows.map(({ annotation }) => annotation.id)))
                  }
                >
                  {selected.size > 0 ? words.list.selectNone : words.list.selectAll}
                </button>
              )}
            </div>
            {rows.length === 0 && complete ? (
              <NoRows listing={listing} />
            ) : (
              <Rows rows={rows} open={open} selected={selected} onSelect={setSelected} />
            )}
            <TriageBar selected={selected} tags={tags} onSelect={setSelected} />
          </div>
        )}
      </div>
    </nav>
  );
});

/** Why the list is empty: nothing was said yet, all of it is resolved, or the filter lets nothing through. */
function NoRows({ listing: { filter, counts, setShowResolved } }: { listing: Listing }) {
  const { actions } = useBrief();
  if (counts.all === 0) {
    return (
      <p className="brief-list-empty">
        <strong>{words.list.nothingYet}</strong>
        {actions.may('annotated') ? words.list.nothingYetWhat : words.list.nothingYetReading}
      </p>
    );
  }
  const resolved = isEverything(filter);
  return (
    <div className="brief-list-empty">
      <strong>{resolved ? words.list.allResolved : words.list.nothingFound}</strong>
      {resolved && (
        <Button size="small" onPress={() => setShowResolved(true)}>
          {words.list.showResolved}
        </Button>
      )}
    </div>
  );
}
