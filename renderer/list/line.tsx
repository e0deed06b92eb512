import type { ReactNode } from 'react';
import { formatting } from '../words/words.ts';

/** One line of the list: a part of the filter that can be switched on and off, and how many it stands for. */
export function Line({
  name,
  sign,
  count,
  pressed,
  hint,
  onPress,
}: {
  name: string;
  /** What stands before the name, such as a kind's letter. */
  sign?: ReactNode;
  count: number;
  pressed: boolean;
  hint?: string | undefined;
  onPress(): void;
}) {
  return (
    <button
      type="button"
      className="brief-list-line"
      aria-pressed={pressed}
      data-none={count === 0 || undefined}
      title={hint}
      onClick={onPress}
    >
      {sign}
      <span className="brief-list-name" dir="auto">
        {name}
      </span>
      <span className="tabular">{formatting.number(count)}</span>
    </button>
  );
}

/** A dot in a colour that stands for somebody or something. */
export function Swatch({ colour }: { colour: string }) {
  return <span className="own-swatch" style={{ '--own': colour } as React.CSSProperties} aria-hidden />;
}

/** What a line of which one at most is pressed makes of the one that is. */
export function toggled<T>(now: T | undefined, value: T): T | undefined {
  return now === value ? undefined : value;
}
