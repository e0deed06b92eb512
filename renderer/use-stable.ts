import { useCallback, useRef } from 'react';

/** A function that stays the same for as long as the component is there, and does what its newest version does. */
export function useStable<A extends unknown[], R>(run: (...parameters: A) => R): (...parameters: A) => R {
  const newest = useRef(run);
  newest.current = run;
  return useCallback((...parameters: A) => newest.current(...parameters), []);
}
