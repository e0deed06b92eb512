import type { ExportChoices, ExportFilter, OptionsOf } from '../../shared/exporting/options.ts';
import type { EntryId, PersonId } from '../../shared/model/ids.ts';
import { KIND_NAMES } from '../../shared/model/kinds.ts';
import { ChoiceField, ChoicesField, DayField, TickField } from '../controls/fields.tsx';
import { words } from '../words/words.ts';
import { systemZone } from './remembered.ts';

/** What of a brief can be chosen from. */
export interface Choosable {
  people: { id: PersonId; name: string }[];
  tags: string[];
  /** What the list shows now; absent where it is about more than one brief. */
  listed?: EntryId[];
}

/** Everything that can be said of an export besides its format. */
export function OptionsForm({
  choices,
  choosable,
  onChange,
}: {
  choices: ExportChoices;
  choosable: Choosable;
  onChange(choices: ExportChoices): void;
}) {
  const { filter, format } = choices;
  const { people, tags, listed } = choosable;
  const set = (change: Partial<ExportChoices>) => onChange({ ...choices, ...change });
  const narrow = (change: { [K in keyof ExportFilter]?: ExportFilter[K] | undefined }) => {
    const next = Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined);
    set({ filter: Object.fromEntries(next) as ExportFilter });
  };
  const zones = [...new Set([choices.timeZone, systemZone(), 'UTC'])];
  return (
    <div className="export-options">
      <fieldset>
        <legend>{words.exporting.goesIn}</legend>
        <ChoicesField
          label={words.exporting.kind}
          all={words.exporting.everyKind}
          values={filter.kinds}
          options={KIND_NAMES.map((kind) => ({ value: kind, label: words.brief.kinds[kind] }))}
          onChange={(kinds) => narrow({ kinds })}
        />
        <ChoiceField
          label={words.exporting.status}
          value={filter.status ?? ''}
          options={[
            { value: '', label: words.exporting.everyStatus },
            { value: 'open', label: words.exporting.open_ },
            { value: 'resolved', label: words.exporting.resolved_ },
          ]}
          onChange={(status) => narrow({ status: status || undefined })}
        />
        {people.length > 1 && (
          <ChoicesField
            label={words.exporting.person}
            all={words.exporting.everybody}
            values={filter.people}
            options={people.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(chosen) => narrow({ people: chosen })}
          />
        )}
        {tags.length > 0 && (
          <ChoicesField
            label={words.exporting.tag}
            all={words.exporting.everyTag}
            values={filter.tags}
            options={tags.map((tag) => ({ value: tag, label: tag }))}
            onChange={(chosen) => narrow({ tags: chosen })}
          />
        )}
        <DayField label={words.exporting.since} value={filter.since} onChange={(since) => narrow({ since })} />
        <DayField label={words.exporting.until} value={filter.until} onChange={(until) => narrow({ until })} />
        {listed && (
          <TickField
            label={words.exporting.onlyListed(listed.length)}
            value={filter.selected !== undefined}
            onChange={(only) => narrow({ selected: only ? listed : undefined })}
          />
        )}
        <TickField
          label={words.exporting.resolved}
          value={choices.resolved}
          onChange={(resolved) => set({ resolved })}
        />
        <TickField
          label={words.exporting.private_}
          hint={words.exporting.privateHint}
          value={choices.private}
          onChange={(own) => set({ private: own })}
        />
        <TickField
          label={words.exporting.anonymise}
          hint={words.exporting.anonymiseHint}
          value={choices.anonymise}
          onChange={(anonymise) => set({ anonymise })}
        />
      </fieldset>
      <fieldset>
        <legend>{words.exporting.look}</legend>
        <ChoiceField
          label={words.exporting.timeZone}
          value={choices.timeZone}
          options={zones.map((zone) => ({ value: zone, label: zone }))}
          onChange={(timeZone) => set({ timeZone })}
        />
        {format.to === 'docx' && (
          <>
            <ChoiceField
              label={words.exporting.kindAs}
              value={format.kindAs}
              options={named(words.exporting.kindsAs)}
              onChange={(kindAs: OptionsOf<'docx'>['kindAs']) => set({ format: { ...format, kindAs } })}
            />
            <ChoiceField
              label={words.exporting.suggestions}
              value={format.suggestions}
              options={named(words.exporting.suggestionsAs)}
              onChange={(suggestions: OptionsOf<'docx'>['suggestions']) => set({ format: { ...format, suggestions } })}
            />
          </>
        )}
        {format.to === 'pdf' && (
          <>
            <ChoiceField
              label={words.exporting.print}
              value={format.print}
              options={named(words.exporting.prints)}
              onChange={(print: OptionsOf<'pdf'>['print']) => set({ format: { ...format, print } })}
            />
            <ChoiceField
              label={words.exporting.paper}
              value={format.paper}
              options={named(words.exporting.papers)}
              onChange={(paper: OptionsOf<'pdf'>['paper']) => set({ format: { ...format, paper } })}
            />
          </>
        )}
      </fieldset>
    </div>
  );
}

function named<T extends string>(names: Record<T, string>): { value: T; label: string }[] {
  return (Object.entries(names) as [T, string][]).map(([value, label]) => ({ value, label }));
}
