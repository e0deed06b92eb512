import { type RefObject, useCallback, useEffect, useState } from 'react';
import type { TextRange } from '../../shared/anchors/text-index.ts';
import type { ArticlePage } from '../article/article-page.ts';
import { SelectionBar, type SelectionBarProps } from '../article/selection-bar.tsx';

/** The bar beside the selected words, once the mouse that selects them has been let go. */
export function SelectionTools({
  page,
  place,
  selection,
  ...bar
}: Omit<SelectionBarProps, 'rects'> & {
  page: ArticlePage | undefined;
  /** What the article stands in. */
  place: RefObject<HTMLElement | null>;
  /** Undefined where no words are selected, or nothing may be done with them. */
  selection: TextRange | undefined;
}) {
  const pointing = usePointing(place);
  const rects = useCallback(() => (page && selection ? page.rects(selection) : []), [page, selection]);
  return page && selection && !pointing ? <SelectionBar rects={rects} {...bar} /> : null;
}

/** Whether a button of the mouse is held down that was pressed in an element. */
function usePointing(element: RefObject<HTMLElement | null>): boolean {
  const [pointing, setPointing] = useState(false);
  useEffect(() => {
    const { current } = element;
    const begin = () => setPointing(true);
    const end = () => setPointing(false);
    current?.addEventListener('pointerdown', begin);
    addEventListener('pointerup', end);
    addEventListener('pointercancel', end);
    return () => {
      current?.removeEventListener('pointerdown', begin);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', end);
    };
  }, [element]);
  return pointing;
}
