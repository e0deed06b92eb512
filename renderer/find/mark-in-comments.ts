import { findFolded } from '../../shared/folding.ts';

/** The name of the CSS custom highlight for words that are found in comments; see find-bar.css. */
const FOUND = 'found-in-comments';

/** Marks words in the comments of the open thread, as soon as it is drawn; gives the function that takes that back. */
export function markInComments(query: string): () => void {
  if (!CSS.highlights) return () => {};
  const timer = setTimeout(() => {
    const ranges: Range[] = [];
    for (const body of document.querySelectorAll('.card[data-open] .comment-body:not(.composer-text)')) {
      const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = walker.currentNode as Text;
        for (const { from, to } of findFolded(text.data, query)) {
          const range = new Range();
          range.setStart(text, from);
          range.setEnd(text, to);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set(FOUND, new Highlight(...ranges));
  }, 80);
  return () => {
    clearTimeout(timer);
    CSS.highlights.delete(FOUND);
  };
}
