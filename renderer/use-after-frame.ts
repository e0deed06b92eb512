import { startTransition, useEffect, useState } from 'react';
import { afterFrame } from './after-frame.ts';

/**
 * A value as it was in the frame before: for what stands beside what a person does and is followed by nobody's eyes in
 * that very frame. `useDeferredValue` would often be ready before it, and then be waited for all the same.
 */
export function useAfterFrame<T>(value: T): T {
  const [followed, setFollowed] = useState(value);
  // A slice at a time.
  useEffect(() => afterFrame(() => startTransition(() => setFollowed(() => value))), [value]);
  return followed;
}
