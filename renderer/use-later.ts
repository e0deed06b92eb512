import { startTransition, useEffect, useState } from 'react';
import { afterFrame } from './after-frame.ts';

/**
 * False in the frame in which a component appears and true soon after it: for what nobody looks at yet in that frame,
 * such as buttons and fields, and whoever only passes by never does.
 */
export function useLater(): boolean {
  const [later, setLater] = useState(false);
  // A slice at a time.
  useEffect(() => afterFrame(() => startTransition(() => setLater(true))), []);
  return later;
}
