import { type RefObject, useEffect, useRef, useState } from 'react';

/** Lines beyond the edge that are in the page already, for scrolling. */
const AROUND = 6;

/** A list whose lines have one height: what is on screen of it, and where keys lead to. */
export interface Lines {
  /** The element that scrolls. */
  box: RefObject<HTMLDivElement | null>;
  /** The lines that should be elements: those on screen, some around them, and the active one. */
  shown: readonly number[];
  /** Brings a line on screen; one that there isn't changes nothing. */
  show(index: number): void;
  /** The line to which a key leads from the active one; undefined for keys that lead nowhere. */
  step(key: string): number | undefined;
}

/**
 * Only those lines of a list that can be seen are elements, however many there are.
 *
 * @param height of each line, in pixels
 * @param active the line that has the keys: it stays an element wherever it is, as a screen reader is told of it by its id
 */
export function useLines(count: number, height: number, active: number): Lines {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });

  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const measure = () => setView({ top: current.scrollTop, height: current.clientHeight });
    const resized = new ResizeObserver(measure);
    resized.observe(current);
    current.addEventListener('scroll', measure, { passive: true });
    return () => {
      resized.disconnect();
      current.removeEventListener('scroll', measure);
    };
  }, []);

  const first = Math.max(0, Math.floor(view.top / height) - AROUND);
  const last = Math.min(count, Math.ceil((view.top + view.height) / height) + AROUND);
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  if (active >= 0 && active < count && (active < first || active >= last)) shown.push(active);
  return {
    box,
    shown,
    show(index) {
      const { current } = box;
      if (!current || index < 0) return;
      const top = index * height;
      if (top < current.scrollTop) current.scrollTop = top;
      else if (top + height > current.scrollTop + current.clientHeight)
        current.scrollTop = top + height - current.clientHeight;
    },
    step(key) {
      const page = Math.max(1, Math.floor(view.height / height) - 1);
      const steps: Record<string, number> = {
        ArrowDown: active + 1,
        ArrowUp: active - 1,
        PageDown: active + page,
        PageUp: active - page,
        Home: 0,
        End: count - 1,
      };
      const step = steps[key];
      return step === undefined ? undefined : Math.max(0, Math.min(count - 1, step));
    },
  };
}
