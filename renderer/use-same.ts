import { useRef } from 'react';

/** The value that was there before for as long as it is as good: what is made of it isn't made anew. */
export function useSame<T>(value: T, isAsGood: (before: T, now: T) => boolean): T {
  const kept = useRef(value);
  if (kept.current !== value && !isAsGood(kept.current, value)) kept.current = value;
  return kept.current;
}

/** Whether two lists have equal members in the same order. */
export function sameList<T>(
  a: readonly T[],
  b: readonly T[],
  same: (one: T, other: T) => boolean = (one, other) => one === other,
): boolean {
  return a.length === b.length && a.every((each, index) => same(each, b[index] as T));
}
