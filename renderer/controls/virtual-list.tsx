import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useLines } from './use-lines.ts';
import './virtual-list.css';

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
  const id = useId();
  const [active, setActive] = useState(0);
  const at = Math.min(active, Math.max(0, items.length - 1));
  const { box, shown, show, step } = useLines(items.length, rowHeight, at);
  const onScreen = shown.flatMap((index) => items.slice(index, index + 1).map((item) => ({ item, index })));
  const activeItem = items[at];
  const onKeyDown = (event: KeyboardEvent) => {
    const to = step(event.key);
    if (to !== undefined) {
      setActive(to);
      show(to);
    } else if (activeItem && (event.key === 'Enter' || event.key === ' ')) onChoose(activeItem);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
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
        {onScreen.map(({ item, index }) => (
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
