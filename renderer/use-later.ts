import { startTransition, useEffect, useState } from 'react';

/** Nobody takes hold of what appeared, or looks for more of it, within this time. */
const SOON_MS = 100;

/**
 * A value once it has been the same for a moment: for what belongs to a thread and that nobody who only passes by it
 * needs, such as buttons and fields. Undefined until then.
 */
export function useLater<T>(value: T): T | undefined {
  const [settled, setSettled] = useState<{ value: T }>();
  // A slice at a time.
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => setSettled({ value })), SOON_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled && settled.value === value ? value : undefined;
}
