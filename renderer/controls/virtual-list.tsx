import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import './virtual-list.css';

/** Lines beyond the edge that are in the page already, for scrolling. */
const AROUND = 6;

/** A list of thousands of lines of one height, of which one can be chosen: only those that can be seen are elements. */
export function VirtualList<T extends { id: string }>({
  label,
  items,
  rowHeight,
  chosen,
  onChoose,
  children,
}: {
  label: string;
  items: readonly T[];
  /** In pixels. */
  rowHeight: number;
  chosen: string | undefined;
  onChoose(item: T): void;
  /** What stands in a line. */
  children(item: T): ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const [view, setView] = useState({ top: 0, height: 600 });
  const [active, setActive] = useState(0);

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

  const at = Math.min(active, Math.max(0, items.length - 1));
  const show = (index: number) => {
    const { current } = box;
    if (!current) return;
    const top = index * rowHeight;
    if (top < current.scrollTop) current.scrollTop = top;
    else if (top + rowHeight > current.scrollTop + current.clientHeight)
      current.scrollTop = top + rowHeight - current.clientHeight;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(view.height / rowHeight) - 1);
    const steps: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: items.length - 1,
    };
    const step = steps[event.key];
    const item = items[at];
    if (step !== undefined) {
      const to = Math.max(0, Math.min(items.length - 1, step));
      setActive(to);
      show(to);
    } else if (item && (event.key === 'Enter' || event.key === ' ')) onChoose(item);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const first = Math.max(0, Math.floor(view.top / rowHeight) - AROUND);
  const last = Math.min(items.length, Math.ceil((view.top + view.height) / rowHeight) + AROUND);
  const shown = items.slice(first, last).map((item, index) => ({ item, index: first + index }));
  // The line that has the keys stays an element wherever it is: a screen reader is told of it by its id.
  const activeItem = items[at];
  if (activeItem && (at < first || at >= last)) shown.push({ item: activeItem, index: at });
  return (
    <div
      ref={box}
      className="virtual-list"
      role="listbox"
      aria-label={label}
      tabIndex={0}
      {...(activeItem ? { 'aria-activedescendant': `${id}-${activeItem.id}` } : {})}
      onKeyDown={onKeyDown}
    >
      <div className="virtual-list-all" role="presentation" style={{ blockSize: items.length * rowHeight }}>
        {shown.map(({ item, index }) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list that it stands in has the keys.
          <div
            key={item.id}
            id={`${id}-${item.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={item.id === chosen}
            aria-setsize={items.length}
            aria-posinset={index + 1}
            className="virtual-list-row"
            data-active={index === at || undefined}
            style={{ blockSize: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
            onClick={() => {
              setActive(index);
              onChoose(item);
            }}
          >
            {children(item)}
          </div>
        ))}
      </div>
    </div>
  );
}
