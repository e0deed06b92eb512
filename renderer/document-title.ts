import { useEffect } from 'react';
import { words } from './words/words.ts';

/** Names the window after what it shows. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} – ${words.everywhere.product}` : words.everywhere.product;
  }, [title]);
}
