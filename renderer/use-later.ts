import { startTransition, useEffect, useState } from 'react';

/**
 * False in the frame in which a component appears and true soon after it: for what nobody looks at yet in that frame,
 * such as buttons and fields, and whoever only passes by never does.
 */
export function useLater(): boolean {
  const [later, setLater] = useState(false);
  useEffect(() => {
    // After the next frame has been painted, and then a slice at a time.
    let timer: ReturnType<typeof setTimeout>;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => setLater(true)), 0);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return later;
}
