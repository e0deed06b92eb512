import { useId } from 'react';
import './fields.css';

/** A choice of one of a few, with its name before it, above it or, where that is hidden, for screen readers only. */
export function ChoiceField<T extends string>({
  label,
  labelAt = 'before',
  value,
  options,
  isDisabled = false,
  onChange,
}: {
  label: string;
  labelAt?: 'before' | 'above' | 'hidden';
  value: T;
  options: readonly { value: T; label: string }[];
  isDisabled?: boolean;
  onChange(value: T): void;
}) {
  const id = useId();
  return (
    <div className="choice-field" data-label-at={labelAt}>
      <label htmlFor={id} className={labelAt === 'hidden' ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <select id={id} value={value} disabled={isDisabled} onChange={(event) => onChange(event.target.value as T)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A yes or no. */
export function TickField({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  hint?: string;
  value: boolean;
  onChange(value: boolean): void;
}) {
  const id = useId();
  return (
    <div className="tick-field">
      <input
        id={id}
        type="checkbox"
        checked={value}
        onChange={(event) => onChange(event.target.checked)}
        {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}
      />
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
    </div>
  );
}

/** A day, or none. */
export function DayField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange(value: string | undefined): void;
}) {
  const id = useId();
  return (
    <div className="choice-field">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="date" value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)} />
    </div>
  );
}

/** Any of several, or all where none is ticked; closed until somebody wants to choose. */
export function ChoicesField<T extends string>({
  label,
  all,
  values,
  options,
  onChange,
}: {
  label: string;
  /** What it says where everything goes in. */
  all: string;
  values: readonly T[] | undefined;
  options: readonly { value: T; label: string }[];
  onChange(values: T[] | undefined): void;
}) {
  const chosen = options.filter(({ value }) => values?.includes(value));
  const toggle = (value: T, on: boolean) => {
    const next = options.map((option) => option.value).filter((each) => (each === value ? on : values?.includes(each)));
    onChange(next.length > 0 ? next : undefined);
  };
  return (
    <details className="choices-field">
      <summary>
        <span>{label}</span>
        <span dir="auto">{chosen.length > 0 ? chosen.map((option) => option.label).join(', ') : all}</span>
      </summary>
      <fieldset className="choices-list">
        <legend className="visually-hidden">{label}</legend>
        {options.map((option) => (
          <TickField
            key={option.value}
            label={option.label}
            value={values?.includes(option.value) ?? false}
            onChange={(on) => toggle(option.value, on)}
          />
        ))}
      </fieldset>
    </details>
  );
}
