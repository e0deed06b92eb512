import { useId } from 'react';

/** A choice of one of a few, with its name above it or, where that is hidden, for screen readers only. */
export function ChoiceField<T extends string>({
  label,
  labelHidden = false,
  value,
  options,
  isDisabled = false,
  onChange,
}: {
  label: string;
  labelHidden?: boolean;
  value: T;
  options: readonly { value: T; label: string }[];
  isDisabled?: boolean;
  onChange(value: T): void;
}) {
  const id = useId();
  return (
    <div className="sharing-choice">
      <label htmlFor={id} className={labelHidden ? 'visually-hidden' : undefined}>
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
